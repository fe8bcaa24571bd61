"""Changes applied to a situation: what they name is changed, and nothing else."""

import pytest

from keypost.policy.changes import Change, ChangeKind, Situation, apply_change, name_principal, settle_key
from keypost.policy.document import Policy, PrincipalForm
from keypost.policy.parse import parse_policy
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import Element, PolicyKind
from keypost.policy.render import render_policy
from keypost.policy.request import Policies, Request
from keypost.unknown import Unread, Why

KEY = "arn:aws:kms:us-east-1:111122223333:key/1"
REQUEST = Request(parse_principal("sns.amazonaws.com"), "kms:Decrypt", KEY)
UNREAD = Unread(Why.ACCESS_DENIED, "x")


def allow(action: str) -> Policy:
    return parse_policy({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": action, "Resource": "*"}})


def actions(policy: Policy | Unread | None) -> object:
    assert isinstance(policy, Policy)
    return [statement["Action"] for statement in render_policy(policy)["Statement"]]  # type: ignore[attr-defined]


def test_control_policies_are_counted_over_all_levels() -> None:
    levels = ((allow("a:a"), allow("b:b")), (allow("c:c"),))
    change = Change(ChangeKind.LIST, PolicyKind.SERVICE_CONTROL, 2, element=Element.ACTION, values=("d:d",))
    after = apply_change(change, Situation(REQUEST, Policies(service_control=levels))).policies.service_control
    assert after is not None
    assert [[actions(policy) for policy in level] for level in after] == [[["a:a"], ["b:b"]], [[["c:c", "d:d"]]]]


@pytest.mark.parametrize("kind", [ChangeKind.DROP_STATEMENT, ChangeKind.LIST])
def test_what_is_unread_stays_so(kind: ChangeKind) -> None:
    policies = Policies(resource=UNREAD, grants=UNREAD)
    for place in (PolicyKind.RESOURCE, PolicyKind.GRANT):
        change = Change(kind, place, element=Element.ACTION, values=("a:a",))
        assert apply_change(change, Situation(REQUEST, policies)).policies == policies


def test_a_key_is_settled_whatever_was_known_of_it() -> None:
    request = REQUEST._replace(
        context={"aws:sourcearn": ("a",)}, uncertain={"AWS:SourceArn": ("b",)}, unknown=frozenset({"aws:SourceArn"})
    )
    sent = settle_key(request, "aws:SourceArn", ("c",))
    assert (sent.context, sent.uncertain, sent.unknown) == ({"aws:SourceArn": ("c",)}, {}, frozenset())
    absent = settle_key(request, "aws:SourceArn", None)
    assert (absent.context, absent.absent) == ({"aws:SourceArn": ()}, frozenset({"aws:SourceArn"}))


def test_a_pair_of_the_encryption_context_leaves_no_name_behind() -> None:
    pair = "kms:EncryptionContext:Team"
    assert settle_key(REQUEST._replace(context={pair: ("a",)}), pair, None).context == {}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("*", PrincipalForm.EVERYONE),
        ("sns.amazonaws.com", PrincipalForm.SERVICE),
        ("111122223333", PrincipalForm.AWS),
        ("arn:aws:iam::111122223333:role/app", PrincipalForm.AWS),
        ("arn:aws:iam::111122223333:saml-provider/Example", PrincipalForm.FEDERATED),
    ],
)
def test_a_principal_is_named_in_its_form(text: str, form: PrincipalForm) -> None:
    assert name_principal(text).form is form

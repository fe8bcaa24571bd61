"""Compiled policies: what is decided with and without a doubtful key, and what a denial alone explains."""

from collections.abc import Mapping

import pytest

from keypost.policy.compile import Authorizer, compile_policies
from keypost.policy.decision import NeedKind
from keypost.policy.parse import parse_policy
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import Outcome, Reason
from keypost.policy.request import Grant, KeyFacts, KeyManager, Policies, Request, Unlisted
from keypost.unknown import Unread, Why

KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ROLE = parse_principal("arn:aws:iam::111122223333:role/app")
SERVICE = parse_principal("sns.amazonaws.com")
UNREAD = Unread(Why.ACCESS_DENIED, "the policy")


def speak(effect: str, condition: object = None) -> dict[str, object]:
    statement: dict[str, object] = {"Effect": effect, "Principal": {"AWS": ROLE.name}, "Action": "*", "Resource": "*"}
    return {**statement, "Condition": condition} if condition else statement


def compile_statements(*statements: object, **more: object) -> Authorizer:
    resource = parse_policy({"Version": "2012-10-17", "Statement": list(statements)})
    return compile_policies(Policies(resource=resource, **more))  # type: ignore[arg-type]


def ask(context: Mapping[str, tuple[str, ...]] | None = None, uncertain: tuple[str, ...] = ()) -> Request:
    values = dict.fromkeys(uncertain, ("x",))
    return Request(ROLE, "kms:Decrypt", KEY, context=context or {}, uncertain=values)


ALLOWS_X = speak("Allow", {"StringEquals": {"a:x": "1"}})
DENIES_Y = speak("Deny", {"StringEquals": {"a:y": "1"}})


def with_or_without(key: str) -> list[dict[str, object]]:
    return [speak("Allow", {"StringEquals": {key: "x"}}), speak("Allow", {"Null": {key: "true"}})]


@pytest.mark.parametrize(("count", "outcome"), [(1, Outcome.ALLOW), (6, Outcome.ALLOW), (7, Outcome.UNDECIDED)])
def test_up_to_six_doubtful_keys_are_tried_both_ways(count: int, outcome: Outcome) -> None:
    keys = tuple(f"a:k{number}" for number in range(count))
    authorizer = compile_statements(*(one for key in keys for one in with_or_without(key)))
    decision = authorizer.decide(ask(uncertain=(*keys, "a:unseen")))
    assert decision.outcome is outcome
    assert decision.statement == (0 if outcome is Outcome.ALLOW else None)


def test_keys_that_no_statement_looks_at_are_not_tried() -> None:
    unseen = tuple(f"a:unseen{number}" for number in range(9))
    authorizer = compile_statements(*with_or_without("a:k"))
    assert authorizer.decide(ask(uncertain=("a:k", *unseen))).outcome is Outcome.ALLOW


def test_alternatives_that_differ_settle_nothing() -> None:
    authorizer = compile_statements(
        speak("Allow", {"StringEquals": {"a:k": "x"}}), speak("Deny", {"Null": {"a:k": "true"}})
    )
    assert authorizer.decide(ask(uncertain=("a:k",))).outcome is Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("unlisted", "outcome"), [(Unlisted.ABSENT, Outcome.IMPLICIT_DENY), (Unlisted.UNKNOWN, Outcome.UNDECIDED)]
)
def test_a_key_that_nobody_lists_is_absent_or_not_known(unlisted: Unlisted, outcome: Outcome) -> None:
    request = ask({"a:y": ("2",)})._replace(unlisted=unlisted)
    tagged = speak("Allow", {"StringEquals": {"aws:PrincipalTag/team": "1"}})
    assert compile_statements(tagged, DENIES_Y).decide(request).outcome is outcome


def test_denied_either_way_is_denied_implicitly() -> None:
    condition = {"StringEquals": {"a:k": "x"}}
    authorizer = compile_statements(speak("Allow", condition), speak("Deny", condition))
    assert authorizer.decide(ask(uncertain=("a:k",))).outcome is Outcome.IMPLICIT_DENY


CONTEXTS: tuple[Mapping[str, tuple[str, ...]], ...] = (
    {},
    {"a:x": ("1",)},
    {"a:x": ("2",)},
    {"a:x": ("1",), "a:y": ("1",)},
    {"a:x": ("1", "2")},
)


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("statements", [(), (ALLOWS_X,), (ALLOWS_X, DENIES_Y), (speak("Allow"),), (speak("Deny"),)])
def test_a_denial_alone_is_explained(
    statements: tuple[dict[str, object], ...], context: Mapping[str, tuple[str, ...]]
) -> None:
    authorizer = compile_statements(*statements)
    request = ask(context)
    whole, denial = authorizer.explain(request), authorizer.explain_denial(request)
    assert denial._replace(trace=()) == whole._replace(trace=()) == authorizer.decide(request)
    assert denial.trace == (() if whole.outcome is Outcome.ALLOW else whole.trace)
    assert whole.trace or not statements


def test_what_can_not_be_told_says_what_would_settle_it() -> None:
    request = ask()._replace(unknown=frozenset({"a:x"}))
    decision = compile_statements(ALLOWS_X).explain_denial(request)
    assert decision.outcome is Outcome.UNDECIDED
    assert [(need.kind, need.name) for need in decision.needs] == [(NeedKind.CONTEXT_KEY, "a:x")]
    assert decision.trace == ()


def test_requests_that_differ_in_what_no_statement_looks_at_are_explained_once() -> None:
    authorizer = compile_statements(ALLOWS_X)
    first = authorizer.explain_denial(ask({"a:x": ("2",), "a:other": ("1",)}))
    assert authorizer.explain_denial(ask({"a:x": ("2",), "a:other": ("2",)})) is first
    assert authorizer.explain_denial(ask({"a:x": ("3",)})) is not first


def test_the_encryption_context_is_looked_at_as_a_whole() -> None:
    grant = Grant(("Decrypt",), grantee_principal=ROLE.name, context_equals={"k": "v"})
    authorizer = compile_statements(grants=(grant,))
    for name, outcome in (("w", Outcome.IMPLICIT_DENY), ("v", Outcome.ALLOW), ("x", Outcome.IMPLICIT_DENY)):
        request = ask({"kms:EncryptionContext:k": (name,)})
        assert authorizer.explain_denial(request).outcome is authorizer.decide(request).outcome is outcome


def test_an_open_decision_names_the_policy_where_nothing_else_is_open() -> None:
    unread = compile_policies(Policies(resource=UNREAD)).decide(ask())
    assert (unread.outcome, unread.reason) == (Outcome.UNDECIDED, Reason.POLICY_UNREAD)
    both = compile_policies(
        Policies(resource=UNREAD, identity=(parse_policy({"Statement": {**ALLOWS_X, "Effect": "Deny"}}),))
    )
    mixed = both.decide(ask()._replace(unknown=frozenset({"a:x"})))
    assert (mixed.outcome, mixed.reason) == (Outcome.UNDECIDED, Reason.VALUE_UNKNOWN)


def test_a_caller_of_the_same_name_but_another_kind_has_a_plan_of_its_own() -> None:
    authorizer = compile_statements(speak("Allow"))
    assert authorizer.decide(ask()).outcome is Outcome.ALLOW
    stranger = SERVICE._replace(name=ROLE.name)
    assert authorizer.decide(ask()._replace(principal=stranger)).outcome is Outcome.IMPLICIT_DENY
    assert authorizer.decide(ask()).outcome is Outcome.ALLOW


def test_a_key_owned_by_aws_asks_no_policy() -> None:
    policies = Policies(resource=parse_policy({"Statement": [DENIES_Y]}))
    authorizer = compile_policies(policies, key=KeyFacts(manager=KeyManager.AWS_OWNED))
    for context in CONTEXTS:
        request = ask(context)
        assert authorizer.decide(request).reason is Reason.KEY_OWNED_BY_AWS
        assert authorizer.explain_denial(request) == authorizer.decide(request)

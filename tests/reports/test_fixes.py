"""What a change is called."""

import pytest

from keypost.estate.kind import Kind
from keypost.estate.resource import Handle
from keypost.fixer.change import PolicyChange
from keypost.policy.changes import Change, ChangeKind
from keypost.policy.document import Effect, NamedPrincipal, PrincipalForm, build_allow
from keypost.policy.reasons import PolicyKind
from keypost.reports.fixes import describe_change


@pytest.mark.parametrize(
    ("kind", "en", "ja"),
    [
        (Kind.ROLE, "add a statement to the trust policy of `X`: ", "`X` の信頼ポリシーに、"),
        (Kind.TOPIC, "add a statement to the policy of `X`: ", "`X` のポリシーに、"),
    ],
)
def test_the_resource_policy_of_a_role_is_its_trust_policy(kind: Kind, en: str, ja: str) -> None:
    service = NamedPrincipal(PrincipalForm.SERVICE, "events.amazonaws.com")
    added = build_allow(("sts:AssumeRole",), resource="*", principals=(service,))
    change = Change(ChangeKind.ADD_STATEMENT, PolicyKind.RESOURCE, effect=Effect.ALLOW, added=added)
    text = describe_change(PolicyChange(Handle("", "X"), change, kind))
    assert text.en.startswith(en)
    assert text.ja.startswith(ja)

import pytest

from keypost.origin import Origin
from keypost.policy.decision import Decision, Step
from keypost.policy.document import Effect
from keypost.policy.reasons import Element, Match, Outcome, PolicyKind, Reason
from keypost.policy.request import Principal, PrincipalKind, Request
from keypost.reports.explanation import (
    explain_call,
    explain_decision,
    explain_statements,
    explain_step,
    name_policy,
)
from tests.reports import samples


def explain(decision: Decision, service: str = "cloudwatch.amazonaws.com", action: str = "kms:Decrypt") -> str:
    request = samples.service_request(service, action, "arn:aws:kms:us-east-1:111122223333:key/k")
    return explain_decision(decision, request=request, action=action).en


def test_a_miss_names_the_nearest_statement() -> None:
    assert explain(samples.NEAR_MISS) == (
        "No statement of the key policy allows `cloudwatch.amazonaws.com` `kms:Decrypt`. "
        "The nearest is statement `AllowAlarms` (monitoring/template.yaml:47) of the key policy: its condition "
        "`StringEquals` on `aws:PrincipalOrgID` (`o-abcdefghij`) can't hold, because the request doesn't carry this "
        "key. "
        "`cloudwatch.amazonaws.com` calls as a service, not as a user or role, so it has no `aws:PrincipalOrgID`."
    )


def test_of_equals_the_first_statement_is_the_nearest() -> None:
    decision = samples.NEAR_MISS._replace(trace=samples.NEAR_MISS.trace[:1] * 2)
    assert "statement 1 (monitoring/template.yaml:41) of the key policy: it names an account" in explain(decision)


def test_a_statement_for_services_is_nearer_than_the_accounts() -> None:
    account = samples.NEAR_MISS.trace[0]
    events = account._replace(sid="AllowEvents", reason=Reason.SERVICE_NOT_LISTED, expected=("events.amazonaws.com",))
    decision = samples.NEAR_MISS._replace(trace=(account, events))
    assert "of the key policy: its principals (`events.amazonaws.com`) don't include" in explain(decision)


def test_that_the_account_lets_no_service_in_isnt_said_beside_a_finding() -> None:
    decision = samples.NEAR_MISS._replace(trace=samples.NEAR_MISS.trace[:1])
    assert explain_statements(samples.call(samples.DECRYPT, decision)) is None
    assert "it names an account" in explain(decision)


def test_a_policy_of_aws_has_no_place() -> None:
    step = samples.NEAR_MISS.trace[1]._replace(
        policy=PolicyKind.IDENTITY, origin=Origin(pointer="/Statement/0"), sid=None
    )
    decision = samples.NEAR_MISS._replace(trace=(step,))
    assert "The nearest is statement 2 of the policies of the caller: its condition" in explain(decision)


def test_a_deny_says_which_test_holds_and_why() -> None:
    text = explain(samples.DENIED, "backup-storage.amazonaws.com")
    assert "statement `OnlyTheAdministrator` (monitoring/template.yaml:70)" in text
    assert "`StringNotEquals` on `aws:PrincipalArn`" in text
    assert "a negated test then counts as true" in text
    assert text.endswith(
        "`backup-storage.amazonaws.com` calls as a service, not as a user or role, so it has no `aws:PrincipalArn`."
    )


def test_a_deny_on_everything_needs_no_second_sentence() -> None:
    step = samples.DENIED.trace[0]._replace(reason=Reason.ALL_ELEMENTS_MATCH, element=None)
    assert "In statement" not in explain(samples.DENIED._replace(trace=(step,)))


def test_an_open_decision_names_the_statement_that_is_open() -> None:
    step = Step(
        PolicyKind.RESOURCE,
        Match.UNKNOWN,
        Reason.CONDITION_NOT_KNOWN,
        sid="Maybe",
        effect=Effect.ALLOW,
        element=Element.CONDITION,
        key="aws:SourceArn",
        operator="ArnLike",
    )
    decision = Decision(Outcome.UNDECIDED, Reason.CONDITION_NOT_KNOWN, PolicyKind.RESOURCE, trace=(step,))
    assert "With statement `Maybe`, whether its condition `ArnLike` on `aws:SourceArn` holds isn't known." in explain(
        decision
    )


def test_a_grant_is_called_a_grant() -> None:
    step = Step(PolicyKind.GRANT, Match.NO_MATCH, Reason.GRANT_FOR_OTHER_PRINCIPAL, effect=Effect.ALLOW)
    decision = Decision(Outcome.IMPLICIT_DENY, Reason.NO_STATEMENT_ALLOWS, PolicyKind.RESOURCE, trace=(step,))
    assert "is a grant: it is for another principal" in explain(decision)


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("outcome", [Match.MATCH, Match.NO_MATCH, Match.UNKNOWN])
def test_every_reason_can_be_told(reason: Reason, outcome: Match) -> None:
    """As the decision's reason, and as that of the only step; with nothing else known."""
    step = Step(PolicyKind.RESOURCE, outcome, reason, effect=Effect.DENY if outcome is Match.MATCH else Effect.ALLOW)
    for said in (reason, Reason.NO_STATEMENT_ALLOWS, Reason.STATEMENT_DENIES, Reason.VALUE_UNKNOWN):
        decision = Decision(Outcome.UNDECIDED, said, PolicyKind.RESOURCE, 0, trace=(step,))
        text = explain_decision(decision, request=None, action="kms:Decrypt")
        assert text.en
        assert text.ja


def test_what_statements_say_stands_alone() -> None:
    said = explain_statements(samples.backup_fails().calls[0])
    assert said is not None
    assert said.en.startswith("In statement `OnlyTheAdministrator` (monitoring/template.yaml:75), its condition")
    assert explain_statements(samples.alarm_fails().calls[1]) is None
    assert "nobody can edit that policy" in explain_call(samples.alarm_fails().calls[1]).en


@pytest.mark.parametrize(
    ("action", "name"),
    [("kms:Decrypt", "the key policy"), ("sns:Publish", "the topic policy"), ("x:Y", "the resource policy")],
)
def test_a_resource_policy_is_named_after_its_service(action: str, name: str) -> None:
    assert name_policy(PolicyKind.RESOURCE, action=action).en == name
    assert name_policy(PolicyKind.PERMISSIONS_BOUNDARY, action=action).en == "the permissions boundary"


def test_a_roles_absent_key_isnt_explained_by_services() -> None:
    role = Request(Principal(PrincipalKind.ROLE, "arn:aws:iam::111122223333:role/r"), "kms:Decrypt", "k")
    assert "calls as a service" not in explain_decision(samples.DENIED, request=role, action="kms:Decrypt").en


@pytest.mark.parametrize(("expected", "ja"), [((), "制約が、別の"), (("Team",), "制約 (`Team`) が、別の")])
def test_a_list_in_brackets_is_set_off_on_both_sides_and_an_empty_one_leaves_no_gap(
    expected: tuple[str, ...], ja: str
) -> None:
    step = Step(PolicyKind.GRANT, Match.NO_MATCH, Reason.GRANT_CONSTRAINT_DIFFERS, expected=expected)
    request = samples.service_request("sns.amazonaws.com", "kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/k")
    said = explain_step(step, request=request).ja
    assert said.startswith(ja)


@pytest.mark.parametrize("kind", [PolicyKind.SERVICE_CONTROL, PolicyKind.RESOURCE_CONTROL])
def test_the_name_of_a_control_policy_reads_well_before_a_particle(kind: PolicyKind) -> None:
    assert name_policy(kind, action="kms:Decrypt").ja.endswith("コントロールポリシー")

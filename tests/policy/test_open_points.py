"""The table of open points is whole, and decisions that rest on one say so."""

from collections import Counter
from typing import Any

import pytest

from keypost.policy.authorize import authorize
from keypost.policy.decision import Decision, NeedKind
from keypost.policy.open_points import OPEN_QUESTIONS, Treatment
from keypost.policy.parse import parse_policy
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import Match, OpenPoint, Outcome
from keypost.policy.request import Grant, Policies, Request

KEY = "arn:aws:kms:us-east-1:111122223333:key/1"
ALICE = "arn:aws:iam::111122223333:user/alice"
APP = "arn:aws:iam::111122223333:role/app"
SERVICE = "cloudwatch.amazonaws.com"


def test_every_point_stands_in_the_table_once_with_its_pages() -> None:
    assert Counter(question.point for question in OPEN_QUESTIONS) == Counter(OpenPoint)
    for question in OPEN_QUESTIONS:
        pages = (*question.one_side, *question.other_side)
        assert question.one_side
        assert all(page.startswith("https://") for page in pages)
        assert len(set(pages)) == len(pages)


def decide(who: str, *statements: dict[str, Any], action: str = "kms:Decrypt", on: str = KEY, **more: Any) -> Decision:
    policy = parse_policy({"Version": "2012-10-17", "Statement": list(statements)})
    return authorize(Request(parse_principal(who), action, on, **more), Policies(resource=policy))


def allow(principal: Any, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": principal, "Action": "*", "Resource": "*", **more}


def deny(**more: Any) -> dict[str, Any]:
    return {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", **more}


def to_service(**condition: Any) -> dict[str, Any]:
    return allow({"Service": SERVICE}, Condition=condition)


OPEN = [
    (OpenPoint.VIA_SERVICE_OF_SERVICE, decide(SERVICE, to_service(StringEquals={"kms:ViaService": "sns"}))),
    (OpenPoint.PRINCIPAL_ARN_OF_SERVICE, decide(SERVICE, to_service(Null={"aws:PrincipalArn": "true"}))),
    (OpenPoint.ACCOUNT_OF_SERVICE, decide(SERVICE, to_service(Null={"kms:CallerAccount": "true"}))),
    (OpenPoint.IDENTITY_OF_SERVICE, decide(SERVICE, to_service(StringLike={"aws:userid": "AROA*"}))),
    (OpenPoint.SOURCE_IP_OF_SERVICE, decide(SERVICE, to_service(Null={"aws:SourceIp": "false"}))),
    (
        OpenPoint.SOURCE_IP_OF_FORWARDED_CALL,
        decide(
            APP,
            allow({"AWS": APP}),
            deny(Condition={"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}}),
            context={"aws:SourceIp": ("192.0.2.7",), "kms:ViaService": ("sns.us-east-1.amazonaws.com",)},
        ),
    ),
    (
        OpenPoint.SECURE_TRANSPORT_OF_SERVICE,
        decide(SERVICE, allow("*"), deny(Condition={"BoolIfExists": {"aws:SecureTransport": "false"}})),
    ),
    (
        OpenPoint.NOT_PRINCIPAL_WITHOUT_ACCOUNT,
        decide(APP, allow("*"), {"Effect": "Deny", "NotPrincipal": {"AWS": APP}, "Action": "*", "Resource": "*"}),
    ),
    (
        OpenPoint.NOT_PRINCIPAL_WITH_ALLOW,
        decide(APP, {"Effect": "Allow", "NotPrincipal": {"AWS": ALICE}, "Action": "*", "Resource": "*"}),
    ),
    (
        OpenPoint.BOOL_VARIABLE,
        decide(
            APP,
            allow({"AWS": APP}, Condition={"Bool": {"a:b": "${c:d}"}}),
            context={"a:b": ("true",), "c:d": ("true",)},
        ),
    ),
    (
        OpenPoint.RESOURCE_ALIASES_IN_KEY_POLICY,
        decide(
            APP,
            allow({"AWS": APP}, Condition={"ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/x"}}),
            context={"kms:ResourceAliases": ("alias/x",)},
        ),
    ),
    (
        OpenPoint.USER_NAME_CASE,
        decide(APP, allow({"AWS": APP}, Resource=ALICE), action="iam:GetUser", on=ALICE.replace("alice", "Alice")),
    ),
    (
        OpenPoint.SET_OPERATOR_MISSING,
        decide(APP, allow({"AWS": APP}, Condition={"StringNotEquals": {"a:b": "x"}}), context={"a:b": ("x", "y")}),
    ),
]


@pytest.mark.parametrize(("point", "decision"), OPEN)
def test_what_rests_on_both_readings_is_undecided_and_says_so(point: OpenPoint, decision: Decision) -> None:
    assert decision.outcome is Outcome.UNDECIDED
    assert [(need.kind, need.name) for need in decision.needs] == [(NeedKind.OPEN_POINT, point.value)]
    assert decision.open_points == (point,)
    assert any(step.outcome is Match.UNKNOWN and step.needs for step in decision.trace)


def test_the_case_of_names_in_a_grant() -> None:
    grant = Grant(("Decrypt",), grantee_principal=APP, context_subset={"dept": "x"})
    policies = Policies(resource=parse_policy({"Statement": []}), grants=(grant,))
    request = Request(parse_principal(APP), "kms:Decrypt", KEY, context={"kms:EncryptionContext:Dept": ("x",)})
    decision = authorize(request, policies)
    assert (decision.outcome, decision.open_points) == (Outcome.UNDECIDED, (OpenPoint.GRANT_CONSTRAINT_KEY_CASE,))


CHOSEN = [
    (OpenPoint.STAR_ADMITS_SERVICE_TO_KEY, Outcome.ALLOW, decide(SERVICE, allow("*"))),
    (
        OpenPoint.SET_OPERATOR_MISSING,
        Outcome.ALLOW,
        decide(APP, allow({"AWS": APP}, Condition={"StringEquals": {"a:b": "x"}}), context={"a:b": ("x", "y")}),
    ),
    (
        OpenPoint.SET_OPERATOR_MISSING,
        Outcome.EXPLICIT_DENY,
        decide(
            APP,
            allow({"AWS": APP}),
            deny(Condition={"StringEquals": {"a:b": "x"}}),
            context={"a:b": ("x", "y")},
        ),
    ),
]


@pytest.mark.parametrize(("point", "outcome", "decision"), CHOSEN)
def test_a_decision_by_a_chosen_reading_says_so(point: OpenPoint, outcome: Outcome, decision: Decision) -> None:
    assert (decision.outcome, decision.open_points) == (outcome, (point,))


def test_every_point_that_decisions_rest_on_has_its_case() -> None:
    shown = {point for point, _ in OPEN} | {point for point, _, _ in CHOSEN}
    # The first by a grant, above; the second is the checker's, which tries both names (tests/spec/deliveries).
    shown |= {OpenPoint.GRANT_CONSTRAINT_KEY_CASE, OpenPoint.SERVICE_NAME_WITHOUT_REGION}
    deciding = (Treatment.BOTH, Treatment.CHOSEN)
    assert shown == {question.point for question in OPEN_QUESTIONS if question.treatment in deciding}

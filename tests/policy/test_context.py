"""What a request carries, where its keys clash or are unknown."""

from typing import Any

from keypost.policy.authorize import authorize
from keypost.policy.decision import Decision
from keypost.policy.parse import parse_policy
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import OpenPoint, Outcome
from keypost.policy.request import Grant, Policies, Request

KEY = "arn:aws:kms:us-east-1:111122223333:key/1"
ROLE = "arn:aws:iam::111122223333:role/app"
PAIR = "kms:EncryptionContext:D"


def decide(condition: dict[str, Any], **request: Any) -> Decision:
    statement = {"Effect": "Allow", "Principal": {"AWS": ROLE}, "Action": "*", "Resource": "*", "Condition": condition}
    defaults: dict[str, Any] = {"principal": parse_principal(ROLE), "action": "kms:Decrypt", "resource": KEY}
    policy = parse_policy({"Version": "2012-10-17", "Statement": [statement]})
    return authorize(Request(**(defaults | request)), Policies(resource=policy))


def test_names_that_differ_by_case_only_are_unpredictable() -> None:
    twins = {PAIR: ("x",), PAIR.lower(): ("y",)}
    assert decide({"StringEquals": {PAIR: "x"}}, context=twins).outcome is Outcome.UNDECIDED
    same = {PAIR: ("x",), PAIR.lower(): ("x",)}
    assert decide({"StringEquals": {PAIR: "x"}}, context=same).outcome is Outcome.ALLOW


def test_names_of_an_encryption_context_that_may_be_sent() -> None:
    names = {"ForAnyValue:StringEquals": {"kms:EncryptionContextKeys": "D"}}
    assert decide(names, uncertain={PAIR: ("x",)}).outcome is Outcome.UNDECIDED
    assert decide(names, context={PAIR: ("x",)}).outcome is Outcome.ALLOW
    assert decide(names).outcome is Outcome.IMPLICIT_DENY


def test_a_call_that_may_be_forwarded() -> None:
    forwarded = {"Bool": {"aws:ViaAWSService": "true"}}
    assert decide(forwarded, unknown=frozenset({"kms:ViaService"})).outcome is Outcome.UNDECIDED
    assert decide(forwarded, context={"aws:CalledVia": ("x.amazonaws.com",)}).outcome is Outcome.ALLOW
    assert decide(forwarded).outcome is Outcome.IMPLICIT_DENY


def test_several_values_without_a_set_operator_are_told() -> None:
    loose = {"StringEquals": {"aws:CalledVia": "a"}}
    decision = decide(loose, context={"aws:CalledVia": ("a", "b")})
    assert (decision.outcome, decision.open_points) == (Outcome.ALLOW, (OpenPoint.SET_OPERATOR_MISSING,))


def test_more_uncertain_keys_than_can_be_tried_leave_the_answer_open() -> None:
    condition = {"StringEqualsIfExists": {f"a:{index}": "x" for index in range(9)}}
    uncertain = {f"a:{index}": ("y",) for index in range(9)}
    assert decide(condition, uncertain=uncertain).outcome is Outcome.UNDECIDED


def test_a_grant_on_a_source_that_may_be_sent() -> None:
    grant = Grant(("Decrypt",), grantee_principal=ROLE, source_arn="arn:aws:sns:us-east-1:111122223333:t")
    policies = Policies(resource=parse_policy({"Statement": []}), grants=(grant,))
    request = Request(parse_principal(ROLE), "kms:Decrypt", KEY, uncertain={"aws:SourceArn": (grant.source_arn or "",)})
    assert authorize(request, policies).outcome is Outcome.UNDECIDED
    other = Request(parse_principal(ROLE), "kms:Decrypt", KEY, uncertain={"aws:SourceArn": ("x",)})
    assert authorize(other, policies).outcome is Outcome.IMPLICIT_DENY
    unknown = Request(parse_principal(ROLE), "kms:Decrypt", KEY, unknown=frozenset({"aws:SourceArn"}))
    assert authorize(unknown, policies).needs[0].name == "aws:SourceArn"


def test_a_principal_that_turns_out_to_be_a_user_is_told_from_a_service_of_that_name() -> None:
    policies = Policies(resource=parse_policy({"Statement": []}))
    for caller in ("cloudwatch.amazonaws.com", ROLE, "anonymous", "111122223333"):
        assert (
            authorize(Request(parse_principal(caller), "kms:Decrypt", KEY), policies).outcome is Outcome.IMPLICIT_DENY
        )

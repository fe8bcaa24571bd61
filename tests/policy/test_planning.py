"""What of many policies a plan keeps, and in which order."""

import pytest

from keypost.policy.authorize import authorize
from keypost.policy.parse import parse_policy
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import Outcome, Reason
from keypost.policy.request import KeyFacts, KeyManager, Policies, Request

KEY = "arn:aws:kms:us-east-1:111122223333:key/1"
APP = "arn:aws:iam::111122223333:role/app"
SERVICE = "sns.amazonaws.com"


def speak(effect: str, principal: object, **more: object) -> dict[str, object]:
    return {"Effect": effect, "Principal": principal, "Action": "*", "Resource": "*", **more}


@pytest.mark.parametrize("first", [0, 1])
def test_an_allow_that_rests_on_nothing_open_decides_first(first: int) -> None:
    statements = [speak("Allow", "*"), speak("Allow", {"Service": SERVICE})]
    policy = parse_policy({"Statement": [statements[first], statements[1 - first]]})
    decision = authorize(Request(parse_principal(SERVICE), "kms:Decrypt", KEY), Policies(resource=policy))
    assert (decision.outcome, decision.statement) == (Outcome.ALLOW, 1 - first)
    assert decision.open_points == ()


@pytest.mark.parametrize("count", range(8))
@pytest.mark.parametrize("effect", ["Allow", "Deny"])
def test_a_statement_is_found_among_any_number_of_others(count: int, effect: str) -> None:
    others = [speak("Allow", {"AWS": f"{APP}{number}"}) for number in range(count)]
    caller = parse_principal(APP)
    policy = parse_policy({"Statement": [*others, speak(effect, {"AWS": APP})]})
    decision = authorize(Request(caller, "kms:Decrypt", KEY), Policies(resource=policy))
    assert decision.outcome is (Outcome.ALLOW if effect == "Allow" else Outcome.EXPLICIT_DENY)
    assert decision.statement == count
    alone = authorize(Request(caller, "kms:Decrypt", KEY), Policies(resource=parse_policy({"Statement": others})))
    assert alone.outcome is Outcome.IMPLICIT_DENY


# AWS Organizations User Guide, RCPs: the listed services; of KMS neither AWS managed keys nor kms:RetireGrant.
@pytest.mark.parametrize(
    ("action", "manager", "limited"),
    [
        ("dynamodb:GetItem", KeyManager.CUSTOMER, True),
        ("dynamodb:GetItem", KeyManager.AWS, True),
        ("sqs:SendMessage", KeyManager.AWS, True),
        ("sns:Publish", KeyManager.CUSTOMER, False),
        ("KMS:Decrypt", KeyManager.CUSTOMER, True),
        ("kms:Decrypt", KeyManager.AWS, False),
        ("kms:RetireGrant", KeyManager.CUSTOMER, False),
        ("dynamodb:RetireGrant", KeyManager.CUSTOMER, True),
    ],
)
def test_resource_control_policies_reach_listed_services(action: str, manager: KeyManager, *, limited: bool) -> None:
    nothing = parse_policy({"Statement": speak("Allow", "*", Action="ec2:*")})
    policies = Policies(resource=parse_policy({"Statement": speak("Allow", "*")}), resource_control=((nothing,),))
    service = action.partition(":")[0].lower()
    resource = KEY.replace(":kms:", f":{service}:")
    decision = authorize(Request(parse_principal(APP), action, resource), policies, key=KeyFacts(manager=manager))
    assert (decision.reason is Reason.LIMITED_BY_RESOURCE_CONTROL) is limited
    assert decision.outcome is (Outcome.IMPLICIT_DENY if limited else Outcome.ALLOW)

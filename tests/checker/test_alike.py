"""Resources whose policies say the same: the engine is asked once, and the statement of each is named."""

from typing import Any

import pytest

from keypost.checker.alike import Alike
from keypost.estate.kind import Kind
from keypost.estate.resource import Resource
from keypost.origin import Origin
from keypost.policy.authorize import authorize
from keypost.policy.decision import Decision
from keypost.policy.parse import parse_policy
from keypost.policy.principals import parse_principal
from keypost.policy.reasons import Outcome
from keypost.policy.request import Grant, KeyFacts, KeyState, Policies, Request

ROOT = "arn:aws:iam::111122223333:root"
OPEN = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "kms:*", "Resource": "*"}


def build_key(name: str, statement: dict[str, Any], **more: Any) -> Resource:
    policy = parse_policy({"Statement": [statement]}, locate=lambda _: Origin(f"{name}.json", 1))
    return Resource(Kind.KEY, name, f"arn:aws:kms:us-east-1:111122223333:key/{name}", policy=policy, **more)


class Asked:
    """Decides calls for keys, and counts how often the engine is asked."""

    def __init__(self) -> None:
        self.alike = Alike()
        self.count = 0

    def decide(self, key: Resource, *, caller: str = "sns.amazonaws.com", action: str = "kms:Decrypt") -> Decision:
        request = Request(parse_principal(caller), action, key.arn, context={"aws:SourceAccount": (key.id,)})
        known = self.alike.find(key, request)
        if known is not None:
            return known
        self.count += 1
        decision = authorize(request, Policies(resource=key.policy), key=key.facts)._replace(trace=())
        self.alike.learn(key, request, decision)
        return decision


def test_what_one_key_allows_its_like_allows_by_its_own_statement() -> None:
    asked = Asked()
    first, second = asked.decide(build_key("a", OPEN)), asked.decide(build_key("b", OPEN))
    assert first.outcome is second.outcome is Outcome.ALLOW
    assert (first.origin.file, second.origin.file) == ("a.json", "b.json")
    assert second._replace(origin=first.origin) == first
    assert asked.count == 1


def test_queues_that_say_the_same_are_alike_too() -> None:
    asked = Asked()
    sending = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:*", "Resource": "*"}
    queues = [build_key(name, sending)._replace(kind=Kind.QUEUE, arn=f"arn:aws:sqs:::{name}") for name in "ab"]
    decisions = [asked.decide(queue, action="sqs:SendMessage") for queue in queues]
    assert {one.outcome for one in decisions} == {Outcome.ALLOW}
    assert [one.origin.file for one in decisions] == ["a.json", "b.json"]
    assert asked.count == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"Principal": {"Service": ["sns.amazonaws.com", "sqs.amazonaws.com"]}},
        {"Action": "kms:Decrypt"},
        {"Effect": "Deny"},
        {"NotPrincipal": {"Service": "sqs.amazonaws.com"}, "Principal": None},
    ],
)
def test_a_policy_that_says_something_else_is_asked(changed: dict[str, Any]) -> None:
    asked = Asked()
    asked.decide(build_key("a", OPEN))
    statement = {name: value for name, value in (OPEN | changed).items() if value is not None}
    asked.decide(build_key("b", statement))
    assert asked.count == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"Condition": {"StringEquals": {"aws:SourceAccount": "b"}}},
        {"Resource": "arn:aws:kms:us-east-1:111122223333:key/b"},
    ],
)
def test_what_rests_on_the_key_or_the_request_is_asked_each_time(changed: dict[str, Any]) -> None:
    asked = Asked()
    outcomes = [asked.decide(build_key(name, OPEN | changed)).outcome for name in "bab"]
    assert outcomes == [Outcome.ALLOW, Outcome.IMPLICIT_DENY, Outcome.ALLOW]
    assert asked.count == 3


def test_another_state_service_or_action_is_asked() -> None:
    asked = Asked()
    asked.decide(build_key("a", OPEN))
    disabled = asked.decide(build_key("b", OPEN, facts=KeyFacts(state=KeyState.DISABLED)))
    assert disabled.outcome is Outcome.IMPLICIT_DENY
    assert asked.decide(build_key("c", OPEN), caller="sqs.amazonaws.com").outcome is Outcome.IMPLICIT_DENY
    assert asked.decide(build_key("d", OPEN), action="kms:GenerateDataKey").outcome is Outcome.ALLOW
    assert asked.count == 4


def test_denials_roles_and_keys_with_grants_are_asked_each_time() -> None:
    asked = Asked()
    grants = (Grant(("Decrypt",), grantee_service="sns.amazonaws.com"),)
    for name in "ab":
        asked.decide(build_key(name, OPEN | {"Action": "kms:Encrypt"}))
        asked.decide(build_key(name, OPEN), caller=ROOT)
        asked.decide(build_key(name, OPEN, grants=grants))
    assert asked.count == 6

"""What is asked of requests that carry the same keys: the quick way decides as the whole plan does."""

from collections.abc import Mapping
from itertools import product

import pytest

from keypost.policy.compile import compile_policies
from keypost.policy.narrowing import Narrowed
from keypost.policy.parse import parse_policy
from keypost.policy.plan import Plan, weigh
from keypost.policy.principals import parse_principal
from keypost.policy.request import Grant, KeyFacts, KeyState, Policies, Request
from keypost.unknown import Unread, Why, build_unknown

KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ROLE = "arn:aws:iam::111122223333:role/app"
SERVICE = "sns.amazonaws.com"
Context = Mapping[str, tuple[str, ...]]


def speak(effect: str, condition: object = None, principal: object = "*", **more: object) -> dict[str, object]:
    statement = {"Effect": effect, "Principal": principal, "Action": "*", "Resource": "*", **more}
    return {**statement, "Condition": condition} if condition else statement


ALLOWS_X = speak("Allow", {"StringEquals": {"a:x": "1"}})
ALLOWS_BOTH = speak("Allow", {"StringEquals": {"a:x": "2", "a:y": "1"}})
DENIES_Y = speak("Deny", {"StringLike": {"a:y": "9*"}})


def build_plan(*statements: object, caller: str = ROLE, context: Context, **more: object) -> Plan:
    policies = Policies(resource=parse_policy({"Version": "2012-10-17", "Statement": list(statements)}))
    key = more.pop("key", KeyFacts())
    authorizer = compile_policies(policies._replace(**more), key=key)  # type: ignore[arg-type]
    return authorizer.examine(Request(parse_principal(caller), "kms:Decrypt", KEY, context=context))[0]


@pytest.mark.parametrize("caller", [ROLE, SERVICE])
@pytest.mark.parametrize(("x", "y"), list(product(("1", "2", "3"), ("1", "9", "90"))))
def test_the_quick_way_decides_as_the_plan_does(caller: str, x: str, y: str) -> None:
    context = {"A:x": (x,), "a:Y": (y,)}
    everyone: object = {"Service": SERVICE} if caller == SERVICE else "*"
    statements = [{**one, "Principal": everyone} for one in (ALLOWS_X, DENIES_Y, ALLOWS_BOTH)]
    plan = build_plan(*statements, caller=caller, context=context)
    whole = weigh(plan, {**plan.asked, "a:x": (x,), "a:y": (y,)})
    assert whole is not None
    quick = Narrowed(plan, tuple(context)).decide(context)
    if caller == SERVICE:
        assert quick == whole
    else:
        assert quick in (whole, None)


@pytest.mark.parametrize("values", [(), ("1", "3"), ("3", "1")])
def test_several_values_have_no_quick_way(values: tuple[str, ...]) -> None:
    context = {"a:x": values}
    plan = build_plan({**ALLOWS_X, "Principal": {"Service": SERVICE}}, caller=SERVICE, context=context)
    narrowed = Narrowed(plan, tuple(context))
    assert narrowed.decide(context) is None
    assert narrowed.decide({"a:x": ("1",)}) is not None


@pytest.mark.parametrize("statement", [ALLOWS_X, {**ALLOWS_X, "Effect": "Deny"}])
def test_what_can_not_be_told_has_no_quick_way(statement: dict[str, object]) -> None:
    context = {"a:x": (build_unknown("X"),)}
    plan = build_plan({**statement, "Principal": {"Service": SERVICE}}, caller=SERVICE, context=context)
    assert Narrowed(plan, tuple(context)).decide(context) is None


def test_keys_that_are_not_sent_are_settled_once() -> None:
    plan = build_plan(ALLOWS_X, DENIES_Y, caller=SERVICE, context={})
    narrowed = Narrowed(plan, ())
    assert narrowed.constant == weigh(plan, plan.asked)
    assert narrowed.constant is not None
    assert narrowed.plan is not plan
    assert narrowed.decide({}) is narrowed.constant


@pytest.mark.parametrize(
    ("condition", "effect"),
    [
        ({"StringEquals": {"aws:PrincipalAccount": "111122223333"}}, "Allow"),
        ({"StringNotEquals": {"aws:PrincipalAccount": "444455556666"}}, "Allow"),
        ({"StringEquals": {"aws:PrincipalAccount": "444455556666"}}, "Deny"),
        ({"ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": "o-a/"}}, "Deny"),
        ({"Null": {"a:x": "true"}}, "Allow"),
    ],
)
def test_what_follows_from_the_caller_is_settled_once(condition: object, effect: str) -> None:
    plan = build_plan(speak(effect, condition), speak("Deny", {"Null": {"a:x": "false"}}), context={})
    constant = Narrowed(plan, ()).constant
    assert constant is not None
    assert constant == weigh(plan, plan.asked)


def test_keys_that_follow_from_what_is_sent_are_asked_each_time() -> None:
    plan = build_plan(speak("Deny", {"Bool": {"aws:ViaAWSService": "true"}}), context={})
    assert Narrowed(plan, ("aws:CalledVia",)).constant is None


def test_keys_that_differ_only_by_case_have_no_quick_way() -> None:
    context = {"a:x": ("1",), "A:X": ("3",)}
    plan = build_plan({**ALLOWS_X, "Principal": {"Service": SERVICE}}, caller=SERVICE, context=context)
    narrowed = Narrowed(plan, tuple(context))
    assert narrowed.plan is plan
    assert narrowed.constant is None


@pytest.mark.parametrize(
    "more",
    [
        {"grants": (Grant(("Decrypt",), grantee_service=SERVICE),)},
        {"grants": Unread(Why.ACCESS_DENIED, "grants")},
        {"key": KeyFacts(state=KeyState.DISABLED)},
        {"resource_control": ((parse_policy({"Statement": speak("Allow")}),),)},
    ],
)
def test_grants_and_gates_have_no_quick_way(more: dict[str, object]) -> None:
    context = {"a:x": ("1",)}
    plan = build_plan({**ALLOWS_X, "Principal": {"Service": SERVICE}}, caller=SERVICE, context=context, **more)
    assert Narrowed(plan, tuple(context)).decide(context) is None


@pytest.mark.parametrize(
    ("statement", "context"),
    [
        (speak("Allow", {"StringEquals": {"a:x": "${a:y}"}}), {"a:x": ("1",), "a:y": ("1",)}),
        (speak("Allow", {"StringEquals": {"a:x": "1"}}, Effect="?"), {"a:x": ("1",)}),
        (speak("Allow", {"StringEquals": {"a:x": "1"}}, Resource="arn:aws:kms:*:*:${a:x}"), {"a:x": ("1",)}),
        (
            speak("Deny", {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}, "StringEquals": {"a:x": "1"}}),
            {"aws:SourceIp": ("192.0.2.1",), "kms:ViaService": ("s3.us-east-1.amazonaws.com",), "a:x": ("1",)},
        ),
    ],
)
def test_what_rests_on_other_keys_has_no_quick_way(statement: dict[str, object], context: Context) -> None:
    plan = build_plan({**statement, "Principal": {"Service": SERVICE}}, caller=SERVICE, context=context)
    assert Narrowed(plan, tuple(context)).decide(context) is None

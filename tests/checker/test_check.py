"""From a reading to verdicts and findings."""

import pytest

from keypost.checker.check import check
from keypost.checker.rules.registry import load_rule
from keypost.checker.verdict import Need, NeedKind, Verdict
from keypost.estate.estate import Assumption, Case, Estate, Reading, Wire, build_reading
from keypost.estate.kind import Kind
from keypost.estate.outside import build_outside
from keypost.estate.resource import Encryption, Resource, Sse
from keypost.origin import Origin
from keypost.policy.parse import parse_policy
from keypost.policy.request import Grant
from keypost.unknown import Unread, Why
from tests.checker.test_connect import ALARM, HERE, RULE, TOPIC, resource

TODAY = "2026-11-22"


def policy_for(service: str, *actions: str) -> object:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": list(actions), "Resource": "*"}
    return parse_policy({"Version": "2012-10-17", "Statement": [statement]})


OPEN_TOPIC = TOPIC._replace(policy=policy_for("cloudwatch.amazonaws.com", "sns:Publish"))  # type: ignore[arg-type]
WIRE = Wire(ALARM, ALARM, "AlarmActions[]", TOPIC.arn)
KEY = resource(Kind.KEY, "Key", f"arn:aws:kms:us-east-1:{HERE}:key/1")


def case(topic: Resource, **assumed: str) -> Case:
    assumptions = tuple(Assumption(name, value) for name, value in assumed.items())
    return Case(Estate((ALARM, topic, KEY), (WIRE,)), assumptions)


def test_an_empty_reading_gives_no_deliveries_and_no_findings() -> None:
    result = check(build_reading(()), today=TODAY)
    assert (result.deliveries, result.findings) == ((), ())


def test_what_works_in_all_cases_depends_where_not_all_cases_were_looked_at() -> None:
    reading = Reading((case(OPEN_TOPIC, Stage="dev"),), unfinished=frozenset({TOPIC.stack}))
    (delivery,) = check(reading, today=TODAY).deliveries
    assert (delivery.verdict, delivery.needs) == (Verdict.DEPENDS, (Need(NeedKind.CONDITION, "*"),))


def test_what_fails_is_told_although_not_all_cases_were_looked_at() -> None:
    (delivery,) = check(
        Reading((case(TOPIC, Stage="dev"),), unfinished=frozenset({TOPIC.stack})), today=TODAY
    ).deliveries
    assert delivery.verdict is Verdict.FAILS


def test_a_finding_names_all_the_deliveries_that_it_stops() -> None:
    second = ALARM._replace(id="LowDisk", arn=ALARM.arn.replace("cpu", "disk"))
    topic = OPEN_TOPIC._replace(encryption=Encryption(Sse.KMS, KEY.arn))
    wires = (WIRE, Wire(second, second, "AlarmActions[]", TOPIC.arn))
    result = check(build_reading((ALARM, second, topic, KEY), wires=wires), today=TODAY)
    assert [(finding.rule, finding.deliveries) for finding in result.findings] == [("key-policy-omits-service", (0, 1))]
    assert [delivery.findings for delivery in result.deliveries] == [(0,), (0,)]


def test_a_grant_to_the_service_opens_the_key() -> None:
    grant = Grant(operations=("GenerateDataKey", "Decrypt"), grantee_service="cloudwatch.amazonaws.com")
    topic = OPEN_TOPIC._replace(encryption=Encryption(Sse.KMS, KEY.arn))
    reading = build_reading((ALARM, topic, KEY._replace(grants=(grant,))), wires=(WIRE,))
    assert [delivery.verdict for delivery in check(reading, today=TODAY).deliveries] == [Verdict.WORKS]


def test_grants_that_could_not_be_listed_leave_it_open() -> None:
    topic = OPEN_TOPIC._replace(encryption=Encryption(Sse.KMS, KEY.arn))
    key = KEY._replace(grants=Unread(Why.ACCESS_DENIED, "grants of Key"))
    (delivery,) = check(build_reading((ALARM, topic, key), wires=(WIRE,)), today=TODAY).deliveries
    assert delivery.verdict is Verdict.DEPENDS
    assert {need.kind for need in delivery.needs} == {NeedKind.GRANT}


def test_an_encryption_that_could_not_be_read_is_the_one_thing_needed() -> None:
    topic = OPEN_TOPIC._replace(encryption=Unread(Why.UNKNOWN_VALUE, "KeyArn"))
    (delivery,) = check(build_reading((ALARM, topic), wires=(WIRE,)), today=TODAY).deliveries
    assert delivery.verdict is Verdict.DEPENDS
    assert [(need.kind, need.fact) for need in delivery.needs] == [(NeedKind.KEY, "KeyArn")]


def test_a_target_outside_of_the_input_isnt_taken_for_its_key() -> None:
    topic = build_outside("arn:aws:sns:us-east-1:111122223333:ops", kinds=None, near=ALARM, why=Why.NOT_IN_INPUT)
    wire = Wire(ALARM, ALARM, "AlarmActions[]", topic.arn)
    (delivery,) = check(build_reading((ALARM, topic), wires=(wire,)), today=TODAY).deliveries
    assert {(need.kind, need.fact) for need in delivery.needs} == {
        (NeedKind.POLICY, topic.arn),
        (NeedKind.ENCRYPTION, topic.arn),
    }


def test_a_role_that_nobody_knows_leaves_it_open() -> None:
    wire = Wire(RULE, RULE, "Targets[RoleArn].Arn", TOPIC.arn, role=Unread(Why.UNKNOWN_VALUE, "RoleArn"))
    (delivery,) = check(build_reading((RULE, TOPIC), wires=(wire,)), today=TODAY).deliveries
    assert delivery.verdict is Verdict.DEPENDS
    assert NeedKind.ROLE in {need.kind for need in delivery.needs}


def test_a_rule_that_does_not_exist_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_rule("no-such-rule")


def test_what_stops_a_delivery_is_not_told_again_of_its_policy() -> None:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "cloudwatch.amazonaws.com"},
        "Action": ["sns:Publish", "sns:Pubish"],
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
    }
    policy = parse_policy({"Version": "2012-10-17", "Statement": [statement]}, locate=lambda _: Origin("t.yaml", 3))
    result = check(Reading((case(TOPIC._replace(policy=policy)),)), today=TODAY)
    told = [(finding.rule, finding.deliveries) for finding in result.findings]
    assert told == [("condition-key-never-sent", (0,)), ("action-unknown", ())]

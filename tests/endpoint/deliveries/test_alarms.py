"""Alarms that change their state by themselves: by a metric, by other alarms."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from keypost.endpoint.deliveries.alarm_rules import parse_rule
from keypost.endpoint.refusal import RefusalError
from tests.endpoint.local import ACCOUNT, Local, allow, refusal

TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts"
ARN = f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:cpu"
METRIC = {
    "Namespace": "App/EC2", "MetricName": "CPUUtilization", "Statistic": "Average", "Period": 60,
    "EvaluationPeriods": 1, "Threshold": 80.0, "ComparisonOperator": "GreaterThanThreshold",
    "Dimensions": [{"Name": "InstanceId", "Value": "i-1"}],
}  # fmt: skip


def history(cloudwatch: Any, name: str) -> list[str]:
    items = cloudwatch.describe_alarm_history(AlarmName=name, ScanBy="TimestampAscending")["AlarmHistoryItems"]
    return [one["HistorySummary"] for one in items]


def put(cloudwatch: Any, value: float, instance: str = "i-1") -> None:
    dimensions = [{"Name": "InstanceId", "Value": instance}]
    datum = {"MetricName": "CPUUtilization", "Value": value, "Dimensions": dimensions}
    cloudwatch.put_metric_data(Namespace="App/EC2", MetricData=[datum])


def test_a_value_above_the_threshold_sets_the_alarm_off(local: Local) -> None:
    local.client("sns").create_topic(Name="alerts")
    cloudwatch = local.client("cloudwatch")
    cloudwatch.put_metric_alarm(AlarmName="cpu", AlarmActions=[TOPIC], **METRIC)
    put(cloudwatch, 99.0, instance="i-2")
    assert history(cloudwatch, "cpu") == []
    put(cloudwatch, 90.0)
    assert history(cloudwatch, "cpu") == ["Alarm updated from OK to ALARM", f"Successfully executed action {TOPIC}"]
    reason = cloudwatch.describe_alarms(AlarmNames=["cpu"])["MetricAlarms"][0]["StateReason"]
    assert reason.startswith("Threshold Crossed: 1 datapoint [90.0 (")
    put(cloudwatch, 1.0)
    put(cloudwatch, 1.0)
    assert history(cloudwatch, "cpu")[-1] == "Alarm updated from ALARM to OK"


def test_a_composite_alarm_follows_the_others_and_needs_the_key_too(local: Local) -> None:
    cloudwatch = local.client("cloudwatch")
    local.client("sns").create_topic(Name="alerts", Attributes={"KmsMasterKeyId": "alias/aws/sns"})
    for name in ("cpu", "deploying"):
        cloudwatch.put_metric_alarm(AlarmName=name, **METRIC)
    cloudwatch.put_composite_alarm(
        AlarmName="all", AlarmRule=f'ALARM("{ARN}") AND NOT ALARM(deploying)', AlarmActions=[TOPIC]
    )
    cloudwatch.put_composite_alarm(AlarmName="above", AlarmRule="ALARM(all)")
    cloudwatch.set_alarm_state(AlarmName="cpu", StateValue="ALARM", StateReason="a test")
    refused = f'Failed to execute action {TOPIC}. Received error: "CloudWatch Alarms does not have authorization'
    assert history(cloudwatch, "all")[-1].startswith(refused)
    shown = cloudwatch.describe_alarms(AlarmTypes=["CompositeAlarm"])["CompositeAlarms"]
    assert {one["AlarmName"]: one["StateValue"] for one in shown} == {"all": "ALARM", "above": "ALARM"}
    statement = allow("kms:Decrypt", "kms:GenerateDataKey*", Principal={"Service": "cloudwatch.amazonaws.com"})
    key = local.key(statement)
    local.client("sns").set_topic_attributes(TopicArn=TOPIC, AttributeName="KmsMasterKeyId", AttributeValue=key)
    cloudwatch.set_alarm_state(AlarmName="cpu", StateValue="OK", StateReason="a test")
    cloudwatch.set_alarm_state(AlarmName="cpu", StateValue="ALARM", StateReason="a test")
    assert history(cloudwatch, "all")[-1] == f"Successfully executed action {TOPIC}"
    cloudwatch.delete_alarms(AlarmNames=["all", "above", "cpu", "deploying"])
    left = cloudwatch.describe_alarms(AlarmTypes=["CompositeAlarm", "MetricAlarm"])
    assert (left["CompositeAlarms"], left["MetricAlarms"]) == ([], [])


def test_composite_alarms_can_be_set_and_switched_off(local: Local) -> None:
    cloudwatch = local.client("cloudwatch")
    cloudwatch.put_composite_alarm(AlarmName="all", AlarmRule="FALSE", AlarmActions=[TOPIC])
    cloudwatch.disable_alarm_actions(AlarmNames=["all"])
    cloudwatch.set_alarm_state(AlarmName="all", StateValue="ALARM", StateReason="a test")
    assert not any("execute action" in one for one in history(cloudwatch, "all"))


def test_a_rule_that_is_none_is_refused(local: Local) -> None:
    with pytest.raises(ClientError, match="ValidationError"):
        local.client("cloudwatch").put_composite_alarm(AlarmName="all", AlarmRule="ALARM(cpu) AND")


def test_what_cloudwatch_refuses(local: Local) -> None:
    cloudwatch = local.client("cloudwatch")
    told = []
    for operation, parameters in (
        ("set_alarm_state", {"AlarmName": "none", "StateValue": "BAD", "StateReason": "r"}),
        ("set_alarm_state", {"AlarmName": "none", "StateValue": "OK", "StateReason": "r"}),
        ("put_composite_alarm", {"AlarmName": "all", "AlarmRule": "ALARM(a) OR OK(b) OR OK(a)"}),
    ):
        with pytest.raises(ClientError) as caught:
            getattr(cloudwatch, operation)(**parameters)
        told.append(refusal(caught.value))
    values = "failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]"
    assert told == [
        ("ValidationError", 400, f"1 validation error detected: Value 'BAD' at 'stateValue' {values}"),
        ("ResourceNotFound", 404, "Unknown"),
        ("ValidationError", 400, "Could not save the composite alarm as alarms [a, b] in the alarm rule do not exist"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TRUE", True),
        ("FALSE OR ALARM(a)", True),
        ('ALARM("a b")', False),
        ("OK(a) OR INSUFFICIENT_DATA(none)", True),
        ("ALARM(a) AND (OK(b) OR FALSE)", True),
        ("NOT ALARM(a) OR NOT NOT FALSE", False),
        ("TRUE OR TRUE AND FALSE", True),
    ],
)
def test_rules(text: str, expected: bool) -> None:  # noqa: FBT001
    states = {"a": "ALARM", "b": "OK"}
    assert parse_rule(text)(lambda name: states.get(name, "INSUFFICIENT_DATA")) is expected


@pytest.mark.parametrize("text", ["", "ALARM()", "ALARM(a) ALARM(b)", "(TRUE", "NOT", "x", "NOT " * 500 + "TRUE"])
def test_what_is_no_rule(text: str) -> None:
    with pytest.raises(RefusalError):
        parse_rule(text)

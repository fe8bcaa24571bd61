"""The first situation: a CloudWatch alarm and a topic under `alias/aws/sns`."""

import json
from typing import Any

import pytest

from tests.endpoint.local import ACCOUNT, Local, allow

TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts"
QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:inbox"
KEY_REFUSED = (
    f"Failed to execute action {TOPIC}. Received error: "
    '"CloudWatch Alarms does not have authorization to access the SNS topic encryption key."'
)


class Alarm:
    """An alarm on a topic with a queue behind it."""

    def __init__(self, local: Local) -> None:
        self.local = local
        from_topic = allow("sqs:SendMessage", on=QUEUE, Principal={"Service": "sns.amazonaws.com"})
        self.inbox = local.queue("inbox", from_topic)
        self.sns, self.cloudwatch = local.client("sns"), local.client("cloudwatch")
        self.sns.create_topic(Name="alerts")
        self.sns.subscribe(TopicArn=TOPIC, Protocol="sqs", Endpoint=QUEUE)
        self.cloudwatch.put_metric_alarm(
            AlarmName="cpu", Namespace="AWS/EC2", MetricName="CPUUtilization", Statistic="Average", Period=60,
            EvaluationPeriods=1, Threshold=80, ComparisonOperator="GreaterThanThreshold", AlarmActions=[TOPIC],
        )  # fmt: skip

    def encrypt(self, key: str) -> None:
        self.sns.set_topic_attributes(TopicArn=TOPIC, AttributeName="KmsMasterKeyId", AttributeValue=key)

    def fire(self) -> tuple[str, list[Any]]:
        """Return what the history says of the action, and what arrived."""
        for state in ("OK", "ALARM"):
            self.cloudwatch.set_alarm_state(AlarmName="cpu", StateValue=state, StateReason="a test")
        history = self.cloudwatch.describe_alarm_history(AlarmName="cpu", HistoryItemType="Action")
        arrived = [json.loads(json.loads(body)["Message"]) for body in self.local.receive(self.inbox)]
        return history["AlarmHistoryItems"][0]["HistorySummary"], arrived


@pytest.fixture
def alarm(local: Local) -> Alarm:
    return Alarm(local)


def test_without_encryption_it_arrives(alarm: Alarm) -> None:
    summary, arrived = alarm.fire()
    assert summary == f"Successfully executed action {TOPIC}"
    assert [(one["AlarmName"], one["OldStateValue"], one["NewStateValue"]) for one in arrived] == [
        ("cpu", "OK", "ALARM")
    ]


def test_under_the_aws_managed_key_it_is_lost(alarm: Alarm) -> None:
    alarm.encrypt("alias/aws/sns")
    assert alarm.fire() == (KEY_REFUSED, [])
    item = alarm.cloudwatch.describe_alarm_history(HistoryItemType="Action")["AlarmHistoryItems"][0]
    error = json.loads(item["HistoryData"])["error"]
    assert error.startswith("null (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Request ID: ")


def test_a_customer_key_with_the_default_policy_is_the_tempting_wrong_fix(alarm: Alarm) -> None:
    alarm.encrypt(alarm.local.key())
    assert alarm.fire() == (KEY_REFUSED, [])


def test_a_customer_key_that_lets_cloudwatch_in_works(alarm: Alarm) -> None:
    statement = allow("kms:Decrypt", "kms:GenerateDataKey*", Principal={"Service": "cloudwatch.amazonaws.com"})
    alarm.encrypt(alarm.local.key(statement))
    summary, arrived = alarm.fire()
    assert summary == f"Successfully executed action {TOPIC}"
    assert len(arrived) == 1
    kms = [{"AttributeKey": "EventSource", "AttributeValue": "kms.amazonaws.com"}]
    events = alarm.local.client("cloudtrail").lookup_events(LookupAttributes=kms)["Events"]
    callers = {json.loads(one["CloudTrailEvent"])["userIdentity"].get("invokedBy") for one in events}
    assert "cloudwatch.amazonaws.com" in callers


def test_a_topic_policy_that_does_not_let_it_publish_is_told_apart(alarm: Alarm) -> None:
    policy = {"Version": "2012-10-17", "Statement": [allow("sns:Publish", on=TOPIC, Principal={"AWS": ACCOUNT})]}
    alarm.sns.set_topic_attributes(TopicArn=TOPIC, AttributeName="Policy", AttributeValue=json.dumps(policy))
    who = f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:cpu"
    said = f'"Resource: {who} is not authorized to perform: SNS:Publish on resource: {TOPIC}"'
    assert alarm.fire() == (f"Failed to execute action {TOPIC}. Received error: {said}", [])


def test_actions_that_are_switched_off_do_not_run(alarm: Alarm) -> None:
    alarm.cloudwatch.disable_alarm_actions(AlarmNames=["cpu"])
    alarm.cloudwatch.set_alarm_state(AlarmName="cpu", StateValue="ALARM", StateReason="a test")
    kinds = [one["HistoryItemType"] for one in alarm.cloudwatch.describe_alarm_history()["AlarmHistoryItems"]]
    assert kinds == ["StateUpdate"]

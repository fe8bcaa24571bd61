"""The fixture that ships with the package."""

import json

import boto3
import pytest

from keypost.endpoint.fixtures import LocalEndpoint


def test_boto3_finds_the_endpoint_by_itself(keypost_local: LocalEndpoint) -> None:
    assert boto3.client("sts").get_caller_identity()["Account"] == keypost_local.account
    boto3.client("sqs").create_queue(QueueName="left-behind")


def test_each_test_begins_empty(keypost_local: LocalEndpoint) -> None:
    assert "QueueUrls" not in keypost_local.client("sqs").list_queues()


def test_the_machine_s_profile_is_out_of_sight(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    request.getfixturevalue("keypost_local")
    assert boto3.session.Session().profile_name == "default"


def test_a_template_is_deployed_and_its_alarm_arrives(keypost_local: LocalEndpoint) -> None:
    """The example of docs/local.md."""
    alarm = {"AlarmName": "cpu", "Namespace": "N", "MetricName": "M", "Statistic": "Sum", "Period": 60,
             "EvaluationPeriods": 1, "Threshold": 1, "ComparisonOperator": "GreaterThanThreshold",
             "AlarmActions": [{"Ref": "Topic"}]}  # fmt: skip
    resources = {
        "Topic": {"Type": "AWS::SNS::Topic"},
        "Alarm": {"Type": "AWS::CloudWatch::Alarm", "Properties": alarm},
    }
    boto3.client("cloudformation").create_stack(StackName="alarms", TemplateBody=json.dumps({"Resources": resources}))
    boto3.client("cloudwatch").set_alarm_state(AlarmName="cpu", StateValue="ALARM", StateReason="a test")
    told = keypost_local.client("cloudwatch").describe_alarm_history(AlarmName="cpu", HistoryItemType="Action")
    assert [one["HistorySummary"].split()[0] for one in told["AlarmHistoryItems"]] == ["Successfully"]

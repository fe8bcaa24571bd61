"""What findings say beyond their rule: where an encryption context comes from."""

from pathlib import Path

import pytest

from keypost.checker.check import check
from keypost.checker.verdict import Finding
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from tests.spec.deliveries.cases import HERE, read_spec
from tests.spec.deliveries.verdicts import check_case


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("configuration channel, the objects as context although there is a Bucket Key", "has an S3 Bucket Key"),
        ("configuration channel, the bucket as context without a Bucket Key", "has no S3 Bucket Key"),
    ],
)
def test_a_dead_condition_on_the_context_of_s3_names_the_bucket_key(name: str, said: str, tmp_path: Path) -> None:
    (case,) = [one for one in read_spec(HERE / "bucket_key.yaml") if one.name == name]
    (finding,) = [one for one in check_case(case, folder=tmp_path).findings if one.rule == "condition-value-differs"]
    assert [said in related.message.en for related in finding.related] == [True]


TOPIC = """
Resources:
  Alerts:
    Type: AWS::SNS::Topic
    Properties: {KmsMasterKeyId: KEY}
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties: {AlarmActions: [!Ref Alerts], ComparisonOperator: GreaterThanThreshold, EvaluationPeriods: 1}
  Budget:
    Type: AWS::Budgets::Budget
    Properties:
      Budget: {BudgetType: COST, TimeUnit: MONTHLY}
      NotificationsWithSubscribers:
        - Notification: {NotificationType: ACTUAL, ComparisonOperator: GREATER_THAN, Threshold: 80}
          Subscribers: [{SubscriptionType: SNS, Address: !Ref Alerts}]
"""
KEY = """
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: '2012-10-17'
        Statement:
          - {Effect: Allow, Principal: '*', Action: 'kms:*', Resource: '*'}
          - Sid: OnlyOurs
            Effect: Deny
            Principal: '*'
            Action: 'kms:*'
            Resource: '*'
            Condition: {StringNotEquals: {'aws:PrincipalAccount': '111122223333'}}
"""
CALLERS = ("budgets.amazonaws.com", "cloudwatch.amazonaws.com")


def find(template: str, *, rule: str, folder: Path) -> list[Finding]:
    file = folder / "t.yaml"
    file.write_text(template, encoding="utf-8")
    reading = read_paths([str(file)], ReadOptions(), progress=lambda *_: None)
    return [one for one in check(reading, today="2026-11-22").findings if one.rule == rule]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_finding_of_several_callers_names_all_of_them_and_its_fix_lets_all_in(language: str, tmp_path: Path) -> None:
    template = TOPIC.replace("KEY", "alias/aws/sns")
    (finding,) = find(template, rule="aws-managed-key-for-service", folder=tmp_path)
    said = (finding.message.in_language(language), finding.fixes[0].in_language(language))
    assert len(finding.deliveries) == 2
    assert [[caller for caller in CALLERS if f"`{caller}`" in text] for text in said] == [list(CALLERS)] * 2


def test_a_deny_that_hits_several_services_names_all_of_them(tmp_path: Path) -> None:
    template = TOPIC.replace("KEY", "!Ref Key") + KEY
    (finding,) = find(template, rule="deny-hits-service", folder=tmp_path)
    assert [caller for caller in CALLERS if f"`{caller}`" in finding.message.en] == list(CALLERS)


def test_topics_under_one_policy_that_omits_the_caller_are_findings_of_their_own(tmp_path: Path) -> None:
    policy = """
  Other: {Type: AWS::SNS::Topic}
  Second:
    Type: AWS::CloudWatch::Alarm
    Properties: {AlarmActions: [!Ref Other], ComparisonOperator: GreaterThanThreshold, EvaluationPeriods: 1}
  Policy:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Alerts, !Ref Other]
      PolicyDocument:
        Statement: {Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: 'sns:Publish', Resource: '*'}
"""
    found = find(
        TOPIC.replace("{KmsMasterKeyId: KEY}", "{}") + policy, rule="topic-policy-omits-caller", folder=tmp_path
    )
    told = [
        (topic, caller) for topic, caller in (("Alerts", CALLERS[0]), ("Alerts", CALLERS[1]), ("Other", CALLERS[1]))
    ]
    said = [[f"`{topic}` allows `{caller}`" in one.message.en for one in found].count(True) for topic, caller in told]
    assert (len(found), said) == (3, [1, 1, 1])


@pytest.mark.parametrize(
    ("kind", "said"),
    [("AWS::SNS::Topic", "a topic without encryption"), ("AWS::SQS::Queue", "SSE-SQS")],
)
def test_the_way_without_kms_is_that_of_the_resource_alone(kind: str, said: str, tmp_path: Path) -> None:
    queue = """
Resources:
  Alerts: {Type: AWS::SNS::Topic}
  Orders: {Type: AWS::SQS::Queue, Properties: {KmsMasterKeyId: alias/aws/sqs}}
  Link: {Type: AWS::SNS::Subscription, Properties: {Protocol: sqs, TopicArn: !Ref Alerts, Endpoint: !GetAtt Orders.Arn}}
"""
    template = queue if kind == "AWS::SQS::Queue" else TOPIC.replace("KEY", "alias/aws/sns")
    (finding,) = find(template, rule="aws-managed-key-for-service", folder=tmp_path)
    ways = [way for way in ("SSE-SQS", "SSE-S3", "a topic without encryption") if way in finding.fixes[1].en]
    assert ways == [said]

"""What comes behind a delivery: the topic's subscriptions, the queue's readers."""

import json
from pathlib import Path

from keypost.checker.check import check
from keypost.checker.onward import find_behind
from keypost.checker.verdict import CheckResult
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.reports.json import render_json
from keypost.reports.scope import measure
from keypost.reports.text import render_text

CHAIN = """
Resources:
  Alerts: {Type: AWS::SNS::Topic}
  AlertsPolicy:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Alerts]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: cloudwatch.amazonaws.com}, Action: "sns:Publish", Resource: "*"}
  HighCpu:
    Type: AWS::CloudWatch::Alarm
    Properties: {ComparisonOperator: GreaterThanThreshold, EvaluationPeriods: 1, AlarmActions: [!Ref Alerts]}
  Inbox:
    Type: AWS::SQS::Queue
    Properties:
      KmsMasterKeyId: alias/aws/sqs
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Lost.Arn, maxReceiveCount: 3}
  Lost: {Type: AWS::SQS::Queue}
  InboxPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Inbox]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: sns.amazonaws.com}, Action: "sqs:SendMessage", Resource: "*"}
  Subscription:
    Type: AWS::SNS::Subscription
    Properties: {Protocol: sqs, TopicArn: !Ref Alerts, Endpoint: !GetAtt Inbox.Arn}
  WorkerRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: "sts:AssumeRole"}]
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"]
  Worker:
    Type: AWS::Lambda::Function
    Properties: {Runtime: python3.12, Handler: i.h, Code: {ZipFile: pass}, Role: !GetAtt WorkerRole.Arn}
  Mapping:
    Type: AWS::Lambda::EventSourceMapping
    Properties: {EventSourceArn: !GetAtt Inbox.Arn, FunctionName: !Ref Worker}
"""


def check_chain(folder: Path, template: str = CHAIN) -> CheckResult:
    (folder / "t.yaml").write_text(template, encoding="utf-8")
    return check(read_paths([str(folder / "t.yaml")], ReadOptions()), today="2026-11-22")


def behind(result: CheckResult, path: str) -> list[str]:
    (delivery,) = [one for one in result.deliveries if one.path.id == path]
    return [result.deliveries[index].path.id for index in find_behind(delivery.onward, result.deliveries)]


def test_an_alarm_goes_on_to_the_queue_and_to_its_reader_and_not_to_dead_letters(tmp_path: Path) -> None:
    result = check_chain(tmp_path)
    assert behind(result, "cloudwatch-alarm-to-sns") == ["sns-to-sqs", "lambda-esm-sqs"]
    assert behind(result, "sns-to-sqs") == ["lambda-esm-sqs"]
    assert behind(result, "lambda-esm-sqs") == []


def test_a_circle_of_deliveries_is_walked_once(tmp_path: Path) -> None:
    first, second = check_chain(tmp_path).deliveries[:2]
    circle = (first._replace(onward=(1,)), second._replace(onward=(0,)))
    assert list(find_behind(circle[0].onward, circle)) == [1, 0]


def test_the_reports_say_at_the_alarm_that_the_queue_behind_it_gets_nothing(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(CHAIN, encoding="utf-8")
    reading = read_paths([str(tmp_path / "t.yaml")], ReadOptions())
    result = check(reading, today="2026-11-22")
    for language, label in (("en", "onward"), ("ja", "その先")):
        lines = render_text(result, scope=measure(reading), language=language)
        told = ["".join(text for text, _ in line).split() for line in lines]
        (row,) = [words for words in told if words[:1] == [label]]
        assert row[1] == "FAILS:"
        assert row[-3:] == ["Alerts", "->", "Inbox"]
    data = json.loads(render_json(result, language="en"))
    paths = [delivery["path"] for delivery in data["deliveries"]]
    onward = data["deliveries"][paths.index("cloudwatch-alarm-to-sns")]["onward"]
    assert [paths[index] for index in onward] == ["sns-to-sqs"]


def test_nothing_is_said_where_the_whole_way_works(tmp_path: Path) -> None:
    text = CHAIN.replace("      KmsMasterKeyId: alias/aws/sqs\n", "")
    (tmp_path / "t.yaml").write_text(text, encoding="utf-8")
    reading = read_paths([str(tmp_path / "t.yaml")], ReadOptions())
    lines = render_text(check(reading, today="2026-11-22"), scope=measure(reading), language="en")
    assert not any("onward" in text for line in lines for text, _ in line)

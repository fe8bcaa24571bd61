"""What `keypost check` says of a template is what happens to a message in the endpoint."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keypost.checker.verdict import Verdict
from keypost.endpoint.call import Call
from keypost.endpoint.caller import build_root
from keypost.endpoint.deliveries.attempt import list_deliveries
from keypost.endpoint.front import Front
from keypost.endpoint.server import build_front
from keypost.endpoint.settings import Settings
from keypost.endpoint.store.perform import perform
from keypost.readers.options import ReadOptions
from tests.laws.test_checker_laws import check_templates

Json = dict[str, Any]
ACCOUNT, OTHER, REGION = "111122223333", "444455556666", "us-east-1"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts"
QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:inbox"
ALARM = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:cpu"
SERVICES = ("cloudwatch.amazonaws.com", "sns.amazonaws.com", "events.amazonaws.com")

PRINCIPALS = st.sampled_from(
    [
        *("*", {"AWS": "*"}, {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, {"AWS": OTHER}),
        *({"Service": service} for service in SERVICES),
        {"Service": list(SERVICES)},
    ]
)
ACTIONS = st.sampled_from(
    [
        *("*", "kms:*", "kms:Decrypt", "sns:Publish", "SNS:*", "sqs:SendMessage", "sqs:*"),
        ["kms:GenerateDataKey*", "kms:Decrypt"],
        ["kms:GenerateDataKey", "kms:Decrypt", "sns:Publish", "sqs:SendMessage"],
    ]
)
CONDITIONS: st.SearchStrategy[Json | None] = st.sampled_from(
    [
        *(None, None, None),
        {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
        {"StringEquals": {"aws:SourceAccount": OTHER}},
        {"ArnLike": {"aws:SourceArn": f"arn:aws:*:*:{ACCOUNT}:*"}},
        {"ArnEquals": {"aws:SourceArn": ALARM}},
        {"ArnEquals": {"aws:SourceArn": TOPIC}},
        {"StringEquals": {"AWS:SourceOwner": ACCOUNT}},
        {"StringNotEquals": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:user/ann"}},
        {"StringNotEquals": {"aws:PrincipalOrgID": "o-exampleorg1"}},
        {"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}},
        {"Bool": {"aws:PrincipalIsAWSService": "true"}},
        {"StringEquals": {"kms:CallerAccount": ACCOUNT}},
        {"StringEquals": {"kms:EncryptionContext:aws:sqs:arn": QUEUE}},
        {"Null": {"aws:SourceArn": "true"}},
    ]
)


def build_statement(effect: str, principal: Any, action: Any, condition: Json | None) -> Json:
    statement = {"Effect": effect, "Principal": principal, "Action": action, "Resource": "*"}
    return statement if condition is None else {**statement, "Condition": condition}


STATEMENTS = st.lists(
    st.builds(build_statement, st.sampled_from(["Allow", "Allow", "Allow", "Deny"]), PRINCIPALS, ACTIONS, CONDITIONS),
    min_size=1,
    max_size=4,
)
ENCRYPTIONS = st.sampled_from([None, "managed", "key", "key"])


def document(statements: list[Json]) -> Json:
    return {"Version": "2012-10-17", "Statement": statements}


def build_template(policies: dict[str, list[Json]], on_topic: str | None, on_queue: str | None) -> Json:
    key = {"managed": "alias/aws/{}", "key": {"Fn::GetAtt": ["Key", "Arn"]}}
    topic: Json = {"TopicName": "alerts"} | (_encrypt(key, on_topic, "sns"))
    queue: Json = {"QueueName": "inbox"} | (_encrypt(key, on_queue, "sqs"))
    resources = {
        "Key": ("AWS::KMS::Key", {"KeyPolicy": document(policies["key"])}),
        "Topic": ("AWS::SNS::Topic", topic),
        "TopicPolicy": (
            "AWS::SNS::TopicPolicy", {"Topics": [{"Ref": "Topic"}], "PolicyDocument": document(policies["topic"])},
        ),
        "Queue": ("AWS::SQS::Queue", queue),
        "QueuePolicy": (
            "AWS::SQS::QueuePolicy", {"Queues": [{"Ref": "Queue"}], "PolicyDocument": document(policies["queue"])},
        ),
        "Subscription": (
            "AWS::SNS::Subscription",
            {"TopicArn": {"Ref": "Topic"}, "Protocol": "sqs", "Endpoint": {"Fn::GetAtt": ["Queue", "Arn"]}},
        ),
        "Alarm": (
            "AWS::CloudWatch::Alarm",
            {
                "AlarmName": "cpu", "ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 1,
                "AlarmActions": [{"Ref": "Topic"}],
            },
        ),
    }  # fmt: skip
    return {"Resources": {name: {"Type": kind, "Properties": what} for name, (kind, what) in resources.items()}}


def _encrypt(keys: Json, how: str | None, service: str) -> Json:
    if how is None:
        return {}
    key = keys[how]
    return {"KmsMasterKeyId": key.format(service) if isinstance(key, str) else key}


class World:
    """The same resources in the endpoint, put there past its authorization."""

    def __init__(self, front: Front) -> None:
        self.front = front
        front.reset()

    def do(self, service: str, operation: str, **parameters: Any) -> dict[str, Any]:
        return perform(service, operation, parameters, account=ACCOUNT, region=REGION, host="127.0.0.1:1")

    def build(self, policies: dict[str, list[Json]], on_topic: str | None, on_queue: str | None) -> None:
        key = self.do("kms", "CreateKey", Policy=json.dumps(document(policies["key"])))["KeyMetadata"]["Arn"]
        keys = {"managed": "alias/aws/{}", "key": key}
        policy = {name: json.dumps(document(statements)) for name, statements in policies.items()}
        topic = _encrypt(keys, on_topic, "sns")
        self.do("sns", "CreateTopic", Name="alerts", Attributes={"Policy": policy["topic"], **topic})
        queue = _encrypt(keys, on_queue, "sqs")
        self.do("sqs", "CreateQueue", QueueName="inbox", Attributes={"Policy": policy["queue"], **queue})
        self.do("sns", "Subscribe", TopicArn=TOPIC, Protocol="sqs", Endpoint=QUEUE)
        self.do(
            "cloudwatch", "PutMetricAlarm", AlarmName="cpu", Namespace="n", MetricName="m", Statistic="Average",
            Period=60, EvaluationPeriods=1, Threshold=1.0, ComparisonOperator="GreaterThanThreshold",
            AlarmActions=[TOPIC],
        )  # fmt: skip

    def fire(self) -> dict[str, bool]:
        """Set the alarm off; return which deliveries got through."""
        parameters = {"AlarmName": "cpu", "StateValue": "ALARM", "StateReason": "r"}
        self.front.call(Call("cloudwatch", "SetAlarmState", parameters, ACCOUNT, REGION), build_root(ACCOUNT))
        return {one.path: not one.error for one in list_deliveries(self.front.state)}


FRONT = build_front(Settings(account=ACCOUNT, region=REGION))
POLICIES = st.fixed_dictionaries({"key": STATEMENTS, "topic": STATEMENTS, "queue": STATEMENTS})


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(policies=POLICIES, on_topic=ENCRYPTIONS, on_queue=ENCRYPTIONS)
def test_the_verdict_is_what_happens(
    policies: dict[str, list[Json]], on_topic: str | None, on_queue: str | None
) -> None:
    options = ReadOptions(account=ACCOUNT, region=REGION)
    result = check_templates(build_template(policies, on_topic, on_queue), options=options)
    verdicts = {one.path.reported_id: one.verdict for one in result.deliveries}
    world = World(FRONT)
    world.build(policies, on_topic, on_queue)
    arrived = world.fire()
    for path, got_through in arrived.items():
        assert verdicts[path] is Verdict.DEPENDS or (verdicts[path] is Verdict.WORKS) is got_through, path
    assert set(arrived) >= {"cloudwatch-alarm-to-sns"}
    assert ("sns-to-sqs" in arrived) is arrived["cloudwatch-alarm-to-sns"]

"""What `keypost check` says of Budgets, rules and buckets is what happens in the endpoint."""

import json
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keypost.checker.verdict import Verdict
from keypost.endpoint.call import Call
from keypost.endpoint.caller import build_root
from keypost.endpoint.deliveries.attempt import list_deliveries
from keypost.endpoint.deliveries.budgets_to_sns import set_spend
from keypost.endpoint.refusal import RefusalError
from keypost.readers.options import ReadOptions
from tests.laws.test_checker_laws import check_templates
from tests.laws.test_endpoint_laws import ACCOUNT, ENCRYPTIONS, FRONT, OTHER, QUEUE, REGION, TOPIC, World, document

Json = dict[str, Any]
BUCKET = "amzn-s3-demo-bucket"
RULE = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/placed"
PATTERN = {"source": ["shop"]}
SERVICES = ("budgets.amazonaws.com", "events.amazonaws.com", "s3.amazonaws.com")
# The path -> the service that is its target.
PATHS = {
    "budgets-to-sns": "sns",
    "eventbridge-rule-to-sns": "sns",
    "eventbridge-rule-to-sqs": "sqs",
    "s3-event-to-sns": "sns",
    "s3-event-to-sqs": "sqs",
}
PRINCIPALS = st.sampled_from(
    ["*", {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, *({"Service": service} for service in SERVICES)]
    + [{"Service": list(SERVICES)}] * 3
)
ACTIONS = st.sampled_from(
    ["*", "kms:*", "kms:Decrypt", ["kms:GenerateDataKey*", "kms:Decrypt", "sns:Publish", "sqs:SendMessage"]]
)
CONDITIONS: st.SearchStrategy[Json | None] = st.sampled_from(
    [
        *(None, None, None),
        {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
        {"StringEquals": {"aws:SourceAccount": OTHER}},
        {"ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"}},
        {"ArnLike": {"aws:SourceArn": f"arn:aws:s3:*:*:{BUCKET}"}},
        {"ArnEquals": {"aws:SourceArn": RULE}},
        {"StringNotEquals": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:user/ann"}},
        {"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}},
        {"Bool": {"aws:PrincipalIsAWSService": "true"}},
        {"Null": {"aws:SourceAccount": "true"}},
    ]
)


def build_statement(effect: str, principal: Any, action: Any, condition: Json | None) -> Json:
    statement = {"Effect": effect, "Principal": principal, "Action": action, "Resource": "*"}
    return statement if condition is None else {**statement, "Condition": condition}


STATEMENTS = st.lists(
    st.builds(build_statement, st.sampled_from(["Allow"] * 4 + ["Deny"]), PRINCIPALS, ACTIONS, CONDITIONS),
    min_size=1,
    max_size=3,
)


def build_template(path: str, target: list[Json], key: list[Json], how: str | None) -> Json:
    is_topic = PATHS[path] == "sns"
    encryption: Json = {"managed": f"alias/aws/{PATHS[path]}", "key": {"Fn::GetAtt": ["Key", "Arn"]}}
    told: Json = {"KmsMasterKeyId": encryption[how]} if how else {}
    aim = {"Ref": "Target"} if is_topic else {"Fn::GetAtt": ["Target", "Arn"]}
    kind = "AWS::SNS::Topic" if is_topic else "AWS::SQS::Queue"
    named = {"TopicName": "alerts"} if is_topic else {"QueueName": "inbox"}
    many = "Topics" if is_topic else "Queues"
    resources = {
        "Key": ("AWS::KMS::Key", {"KeyPolicy": document(key)}),
        "Target": (kind, {**named, **told}),
        "Policy": (f"{kind}Policy", {many: [{"Ref": "Target"}], "PolicyDocument": document(target)}),
        "Source": build_source(path, aim),
    }
    return {"Resources": {name: {"Type": kind, "Properties": what} for name, (kind, what) in resources.items()}}


def build_source(path: str, aim: Json) -> tuple[str, Json]:
    if path == "budgets-to-sns":
        return "AWS::Budgets::Budget", {"Budget": BUDGET, "NotificationsWithSubscribers": [build_notice(aim)]}
    if path.startswith("eventbridge"):
        targets = [{"Id": "1", "Arn": aim}]
        return "AWS::Events::Rule", {"Name": "placed", "EventPattern": PATTERN, "Targets": targets}
    kind = "Topic" if path.endswith("sns") else "Queue"
    told = {f"{kind}Configurations": [{"Event": "s3:ObjectCreated:*", kind: aim}]}
    return "AWS::S3::Bucket", {"BucketName": BUCKET, "NotificationConfiguration": told}


BUDGET = {
    "BudgetName": "monthly", "BudgetType": "COST", "TimeUnit": "MONTHLY",
    "BudgetLimit": {"Amount": "100", "Unit": "USD"},
}  # fmt: skip


def build_notice(address: Any) -> Json:
    threshold = {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": 80.0}
    return {"Notification": threshold, "Subscribers": [{"SubscriptionType": "SNS", "Address": address}]}


class Sources(World):
    """A target in the endpoint, and what sends to it."""

    def build_target(self, path: str, target: list[Json], key: list[Json], how: str | None) -> None:
        made = self.do("kms", "CreateKey", Policy=json.dumps(document(key)))["KeyMetadata"]["Arn"]
        told = {"KmsMasterKeyId": {"managed": f"alias/aws/{PATHS[path]}", "key": made}[how]} if how else {}
        attributes = {"Policy": json.dumps(document(target)), **told}
        if PATHS[path] == "sns":
            self.do("sns", "CreateTopic", Name="alerts", Attributes=attributes)
        else:
            self.do("sqs", "CreateQueue", QueueName="inbox", Attributes=attributes)

    def call(self, service: str, operation: str, **parameters: Any) -> None:
        self.front.call(Call(service, operation, parameters, ACCOUNT, REGION), build_root(ACCOUNT))

    def send(self, path: str) -> bool:
        """Configure the source and let it send; return whether it arrived."""
        try:
            getattr(self, f"send_from_{path.split('-', maxsplit=1)[0]}")(TOPIC if PATHS[path] == "sns" else QUEUE)
        except RefusalError:
            return False
        told = [one for one in list_deliveries(self.front.state) if one.path == path]
        return bool(told) and not told[-1].error

    def send_from_budgets(self, target: str) -> None:
        set_spend(self.front, ACCOUNT, budget="", amounts={"ACTUAL": Decimal(120)})
        notice = build_notice(target)
        self.call("budgets", "CreateBudget", AccountId=ACCOUNT, Budget=BUDGET, NotificationsWithSubscribers=[notice])

    def send_from_eventbridge(self, target: str) -> None:
        self.call("events", "PutRule", Name="placed", EventPattern=json.dumps(PATTERN))
        self.call("events", "PutTargets", Rule="placed", Targets=[{"Id": "1", "Arn": target}])
        self.call("events", "PutEvents", Entries=[{"Source": "shop", "DetailType": "placed", "Detail": "{}"}])

    def send_from_s3(self, target: str) -> None:
        kind = "Topic" if ":sns:" in target else "Queue"
        told = {f"{kind}Configurations": [{f"{kind}Arn": target, "Events": ["s3:ObjectCreated:*"]}]}
        self.call("s3", "CreateBucket", Bucket=BUCKET)
        self.call("s3", "PutBucketNotificationConfiguration", Bucket=BUCKET, NotificationConfiguration=told)
        self.call("s3", "PutObject", Bucket=BUCKET, Key="k", Body=b"v")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(path=st.sampled_from(sorted(PATHS)), target=STATEMENTS, key=STATEMENTS, how=ENCRYPTIONS)
def test_the_verdict_is_what_happens(path: str, target: list[Json], key: list[Json], how: str | None) -> None:
    options = ReadOptions(account=ACCOUNT, region=REGION)
    result = check_templates(build_template(path, target, key, how), options=options)
    verdicts = {one.path.reported_id: one.verdict for one in result.deliveries}
    world = Sources(FRONT)
    world.build_target(path, target, key, how)
    arrived = world.send(path)
    assert verdicts[path] is Verdict.DEPENDS or (verdicts[path] is Verdict.WORKS) is arrived

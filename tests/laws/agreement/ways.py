"""Every path that the endpoint delivers on: an estate in which it works, and how it is written and set off."""

import json
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

from keypost.endpoint.deliveries.budgets_to_sns import set_spend
from tests.laws.agreement.estate import ACCOUNT, BUCKET, REGION, ROOT, Estate, Json, allow
from tests.laws.agreement.world import ROLE, Resources, World, aim, write_bucket, write_target

_USE = ("kms:GenerateDataKey*", "kms:Decrypt")
_FURTHER = ("kms:Encrypt*", "kms:ReEncrypt*", "kms:Describe*")
_PATTERN = {"source": ["shop"]}


class Way(NamedTuple):
    """One path: a working estate, the kinds of encryption that there are, its resources, and what sets it off."""

    base: Estate
    resources: Callable[[Estate], Resources]
    send: Callable[[World], None]
    encryptions: tuple[str | None, ...] = (None, "managed", "key")


def _served(service: str, *actions: str) -> Estate:
    """Return an estate in which a service delivers as itself."""
    who = {"Service": service}
    return Estate({"key": [allow(ROOT, "kms:*"), allow(who, *_USE)], "target": [allow(who, *actions)]})


def _trust(service: str) -> Json:
    return {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}


def _entered(service: str, *actions: str) -> Estate:
    """Return an estate in which a service delivers as a role."""
    return Estate({
        "key": [allow(ROOT, "kms:*")], "target": [allow({"AWS": ROLE}, *actions)],
        "role": [allow(None, *actions), allow(None, *_USE)],
        "trust": [_trust(service)],
    })  # fmt: skip


def _alarm(_estate: Estate) -> Resources:
    told = {"AlarmName": "cpu", "ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 1}
    return {"Alarm": ("AWS::CloudWatch::Alarm", {**told, "AlarmActions": [aim("sns")]})}


def _set_alarm_off(world: World) -> None:
    target = world.make_target("sns")
    world.do(
        "cloudwatch", "PutMetricAlarm", AlarmName="cpu", Namespace="n", MetricName="m", Statistic="Average", Period=60,
        EvaluationPeriods=1, Threshold=1.0, ComparisonOperator="GreaterThanThreshold", AlarmActions=[target],
    )  # fmt: skip
    world.call("cloudwatch", "SetAlarmState", AlarmName="cpu", StateValue="ALARM", StateReason="r")


_BUDGET = {"BudgetName": "monthly", "BudgetType": "COST", "TimeUnit": "MONTHLY",
           "BudgetLimit": {"Amount": "100", "Unit": "USD"}}  # fmt: skip


def _notice(address: Any) -> Json:
    threshold = {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": 80.0}
    return {"Notification": threshold, "Subscribers": [{"SubscriptionType": "SNS", "Address": address}]}


def _budget(_estate: Estate) -> Resources:
    told = {"Budget": _BUDGET, "NotificationsWithSubscribers": [_notice(aim("sns"))]}
    return {"Budget": ("AWS::Budgets::Budget", told)}


def _overspend(world: World) -> None:
    notice = _notice(world.make_target("sns"))
    set_spend(world.front, ACCOUNT, budget="", amounts={"ACTUAL": Decimal(120)})
    world.call("budgets", "CreateBudget", AccountId=ACCOUNT, Budget=_BUDGET, NotificationsWithSubscribers=[notice])


def _rule(service: str, **further: Any) -> Callable[[Estate], Resources]:
    def write(_estate: Estate) -> Resources:
        target = {"Id": "1", "Arn": aim(service), **further}
        return {"Rule": ("AWS::Events::Rule", {"Name": "placed", "EventPattern": _PATTERN, "Targets": [target]})}

    return write


def _put_event(service: str, **further: Any) -> Callable[[World], None]:
    def send(world: World) -> None:
        _raise_event(world, {"Id": "1", "Arn": world.make_target(service), **further})

    return send


def _raise_event(world: World, target: Json) -> None:
    world.do("events", "PutRule", Name="placed", EventPattern=json.dumps(_PATTERN))
    world.do("events", "PutTargets", Rule="placed", Targets=[target])
    world.call("events", "PutEvents", Entries=[{"Source": "shop", "DetailType": "placed", "Detail": "{}"}])


def _rule_that_fails(_estate: Estate) -> Resources:
    target = {"Id": "1", "Arn": {"Fn::GetAtt": ["Closed", "Arn"]}, "DeadLetterConfig": {"Arn": aim("sqs")}}
    return {
        "Rule": ("AWS::Events::Rule", {"Name": "placed", "EventPattern": _PATTERN, "Targets": [target]}),
        "Closed": ("AWS::SQS::Queue", {"QueueName": "closed"}),
    }


def _fail_event(world: World) -> None:
    world.do("sqs", "CreateQueue", QueueName="closed")
    dead = {"DeadLetterConfig": {"Arn": world.make_target("sqs")}}
    _raise_event(world, {"Id": "1", "Arn": _CLOSED, **dead})


_CLOSED = f"arn:aws:sqs:{REGION}:{ACCOUNT}:closed"


def _bucket(service: str) -> Callable[[Estate], Resources]:
    def write(_estate: Estate) -> Resources:
        kind = "Topic" if service == "sns" else "Queue"
        told = {f"{kind}Configurations": [{"Event": "s3:ObjectCreated:*", kind: aim(service)}]}
        return {"Bucket": ("AWS::S3::Bucket", {"BucketName": BUCKET, "NotificationConfiguration": told})}

    return write


def _put_object(service: str) -> Callable[[World], None]:
    def send(world: World) -> None:
        kind, target = "Topic" if service == "sns" else "Queue", world.make_target(service)
        told = {f"{kind}Configurations": [{f"{kind}Arn": target, "Events": ["s3:ObjectCreated:*"]}]}
        world.make_bucket(policy="")
        world.call("s3", "PutBucketNotificationConfiguration", Bucket=BUCKET, NotificationConfiguration=told)
        world.do("s3", "PutObject", Bucket=BUCKET, Key="k", Body=b"v")

    return send


def _subscription(_estate: Estate) -> Resources:
    told = {"TopicArn": {"Ref": "Topic"}, "Protocol": "sqs", "Endpoint": aim("sqs")}
    return {"Topic": ("AWS::SNS::Topic", {"TopicName": "alerts"}), "Subscription": ("AWS::SNS::Subscription", told)}


def _publish(world: World) -> None:
    _tell(world, world.make_target("sqs"))


def _tell(world: World, endpoint: str, **attributes: str) -> None:
    topic = world.do("sns", "CreateTopic", Name="alerts")["TopicArn"]
    world.do("sns", "Subscribe", TopicArn=topic, Protocol="sqs", Endpoint=endpoint, Attributes=attributes)
    world.call("sns", "Publish", TopicArn=topic, Message="m")


def _subscription_that_fails(_estate: Estate) -> Resources:
    redrive = {"deadLetterTargetArn": aim("sqs")}
    closed = {"Fn::GetAtt": ["Closed", "Arn"]}
    told = {"TopicArn": {"Ref": "Topic"}, "Protocol": "sqs", "Endpoint": closed, "RedrivePolicy": redrive}
    return {
        "Topic": ("AWS::SNS::Topic", {"TopicName": "alerts"}),
        "Subscription": ("AWS::SNS::Subscription", told),
        "Closed": ("AWS::SQS::Queue", {"QueueName": "closed"}),
    }


def _fail_publish(world: World) -> None:
    world.do("sqs", "CreateQueue", QueueName="closed")
    _tell(world, _CLOSED, RedrivePolicy=json.dumps({"deadLetterTargetArn": world.make_target("sqs")}))


def _trail(estate: Estate) -> Resources:
    key = {"KMSKeyId": {"Fn::GetAtt": ["Key", "Arn"]}} if estate.encryption else {}
    told = {"TrailName": "audit", "IsLogging": True, "S3BucketName": {"Ref": "Target"}, **key}
    return {**write_bucket(estate), "Trail": ("AWS::CloudTrail::Trail", told)}


def _make_trail(world: World) -> None:
    world.make_bucket()
    key = {"KmsKeyId": world.key} if world.estate.encryption else {}
    world.call("cloudtrail", "CreateTrail", Name="audit", S3BucketName=BUCKET, **key)


_ROLE_OF_CONFIG = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"


def _channel(role: Any) -> Callable[[Estate], Resources]:
    def write(estate: Estate) -> Resources:
        key = {"S3KmsKeyArn": {"Fn::GetAtt": ["Key", "Arn"]}} if estate.encryption else {}
        told = {"Name": "default", "S3BucketName": {"Ref": "Target"}, **key}
        return {
            **write_bucket(estate),
            "Channel": ("AWS::Config::DeliveryChannel", told),
            "Recorder": ("AWS::Config::ConfigurationRecorder", {"Name": "default", "RoleARN": role}),
        }

    return write


def _make_channel(role: str) -> Callable[[World], None]:
    def send(world: World) -> None:
        world.make_bucket()
        world.do("config", "PutConfigurationRecorder", ConfigurationRecorder={"name": "default", "roleARN": role})
        key = {"s3KmsKeyArn": world.key} if world.estate.encryption else {}
        world.call("config", "PutDeliveryChannel", DeliveryChannel={"name": "default", "s3BucketName": BUCKET, **key})

    return send


def _group(_estate: Estate) -> Resources:
    told = {"LogGroupName": "orders", "KmsKeyId": {"Fn::GetAtt": ["Key", "Arn"]}}
    return {"Group": ("AWS::Logs::LogGroup", told)}


def _make_group(world: World) -> None:
    world.call("logs", "CreateLogGroup", logGroupName="orders", kmsKeyId=world.key)


_TABLE: Json = {
    "TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
}  # fmt: skip


def _vault(estate: Estate) -> Resources:
    key = {"EncryptionKeyArn": {"Fn::GetAtt": ["Key", "Arn"]}}
    daily = {"RuleName": "daily", "TargetBackupVault": {"Ref": "Vault"}}
    role = {"Fn::GetAtt": ["Role", "Arn"]}
    chosen = {"SelectionName": "orders", "IamRoleArn": role, "Resources": [{"Fn::GetAtt": ["Table", "Arn"]}]}
    return {
        "Vault": ("AWS::Backup::BackupVault", {"BackupVaultName": "archive", **key}),
        "Table": ("AWS::DynamoDB::Table", _TABLE),
        "Plan": ("AWS::Backup::BackupPlan", {"BackupPlan": {"BackupPlanName": "p", "BackupPlanRule": [daily]}}),
        "Role": ("AWS::IAM::Role", {"RoleName": "caller", "AssumeRolePolicyDocument": estate.document("trust")}),
        "Selection": ("AWS::Backup::BackupSelection", {"BackupPlanId": {"Ref": "Plan"}, "BackupSelection": chosen}),
    }


def _back_up(world: World) -> None:
    own = allow(None, "dynamodb:*")  # what the role needs at the source is no part of the path
    world.make_role({"trust": world.estate.policies["trust"], "role": [own]})
    world.do("dynamodb", "CreateTable", **_TABLE)
    with world.usable_key() as key:  # the vault was made, and has its grant, before the key became what it is
        world.call("backup", "CreateBackupVault", BackupVaultName="archive", EncryptionKeyArn=key)
    table = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/orders"
    world.call("backup", "StartBackupJob", BackupVaultName="archive", ResourceArn=table, IamRoleArn=ROLE)


def _mapping(_estate: Estate) -> Resources:
    role = {"Fn::GetAtt": ["Role", "Arn"]}
    code = {"Handler": "index.handler", "Runtime": "python3.12", "Code": {"ZipFile": "x"}}
    told = {"FunctionName": {"Ref": "Function"}, "EventSourceArn": aim("sqs")}
    return {
        "Function": ("AWS::Lambda::Function", {"FunctionName": "taker", "Role": role, **code}),
        "Mapping": ("AWS::Lambda::EventSourceMapping", told),
    }


def _poll(world: World) -> None:
    queue = world.make_target("sqs")
    world.do("sqs", "SendMessage", QueueUrl=f"http://127.0.0.1:1/{ACCOUNT}/inbox", MessageBody="m")
    world.do(
        "lambda", "CreateFunction", FunctionName="taker", Role=ROLE, Handler="index.handler", Runtime="python3.12",
        Code={"ZipFile": _ZIP},
    )  # fmt: skip
    world.call("lambda", "CreateEventSourceMapping", FunctionName="taker", EventSourceArn=queue)


def _zip() -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("index.py", "")
    return packed.getvalue()


_ZIP = _zip()


def _with(estate: Estate, **policies: list[Json]) -> Estate:
    return estate._replace(policies={**estate.policies, **policies})


def _to(service: str, resources: Callable[[Estate], Resources]) -> Callable[[Estate], Resources]:
    """Return the resources with the topic or queue that they lead to."""
    return lambda estate: {**write_target(estate, service), **resources(estate)}


_LOGS = f"logs.{REGION}.amazonaws.com"
_TRAILS = "cloudtrail.amazonaws.com"
_EVENTS, _SNS, _S3 = "events.amazonaws.com", "sns.amazonaws.com", "s3.amazonaws.com"
WAYS: dict[str, Way] = {
    "cloudwatch-alarm-to-sns": Way(
        _served("cloudwatch.amazonaws.com", "sns:Publish"), _to("sns", _alarm), _set_alarm_off
    ),
    "budgets-to-sns": Way(_served("budgets.amazonaws.com", "sns:Publish"), _to("sns", _budget), _overspend),
    "eventbridge-rule-to-sns": Way(_served(_EVENTS, "sns:Publish"), _to("sns", _rule("sns")), _put_event("sns")),
    "eventbridge-rule-to-sqs": Way(_served(_EVENTS, "sqs:SendMessage"), _to("sqs", _rule("sqs")), _put_event("sqs")),
    "eventbridge-rule-to-sns-role": Way(
        _entered(_EVENTS, "sns:Publish"), _to("sns", _rule("sns", RoleArn={"Fn::GetAtt": ["Role", "Arn"]})),
        _put_event("sns", RoleArn=ROLE),
    ),
    "eventbridge-rule-to-sqs-role": Way(
        _entered(_EVENTS, "sqs:SendMessage"), _to("sqs", _rule("sqs", RoleArn={"Fn::GetAtt": ["Role", "Arn"]})),
        _put_event("sqs", RoleArn=ROLE),
    ),
    "eventbridge-target-dlq": Way(_served(_EVENTS, "sqs:SendMessage"), _to("sqs", _rule_that_fails), _fail_event),
    "s3-event-to-sns": Way(_served(_S3, "sns:Publish"), _to("sns", _bucket("sns")), _put_object("sns")),
    "s3-event-to-sqs": Way(_served(_S3, "sqs:SendMessage"), _to("sqs", _bucket("sqs")), _put_object("sqs")),
    "lambda-esm-sqs": Way(
        _entered("lambda.amazonaws.com", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
        _to("sqs", _mapping), _poll,
    ),
    "sns-to-sqs": Way(_served(_SNS, "sqs:SendMessage"), _to("sqs", _subscription), _publish),
    "sns-subscription-dlq": Way(_served(_SNS, "sqs:SendMessage"), _to("sqs", _subscription_that_fails), _fail_publish),
    "cloudtrail-to-s3": Way(
        _with(
            _served(_TRAILS, "s3:GetBucketAcl", "s3:PutObject"),
            key=[allow(ROOT, "kms:*"), allow({"Service": _TRAILS}, *_USE, "kms:DescribeKey")],
        ), _trail, _make_trail, (None, "key"),
    ),
    "config-to-s3": Way(
        _served("config.amazonaws.com", "s3:GetBucketAcl", "s3:ListBucket", "s3:PutObject"),
        _channel(_ROLE_OF_CONFIG), _make_channel(_ROLE_OF_CONFIG), (None, "key"),
    ),
    "cwlogs-log-group-kms": Way(
        Estate({"key": [allow(ROOT, "kms:*"), allow({"Service": _LOGS}, *_USE, *_FURTHER)]}),
        _group, _make_group, ("key",),
    ),
    "backup-to-vault-fully-managed": Way(
        Estate({"key": [allow(ROOT, "kms:*")], "trust": [_trust("backup.amazonaws.com")]}),
        _vault, _back_up, ("key",),
    ),
}  # fmt: skip
# Paths on which no policy decides, or that one template can't hold, each with the reason. Every other path that the
# endpoint delivers on stands above: `tests/architecture/test_endpoint.py` asks for it.
BESIDE: dict[str, str] = {
    "sns-to-email-sms-https": "nobody is asked for permission: what arrives is up to the receiver",
    "sns-to-chatbot-slack": "nobody is asked for permission: what arrives is up to the configuration and the format",
    "sqs-dlq-move": "nobody calls: SQS moves the message by itself",
    "sqs-dlq-redrive": "no template says who starts it",
    "backup-not-fully-managed": "every call is inferred, so no failure is asserted; the snapshot is none of its calls",
    "cloudwatch-alarm-to-sns-cross-account": "a template holds one account",
    "sns-to-sqs-cross-account": "a template holds one account",
}

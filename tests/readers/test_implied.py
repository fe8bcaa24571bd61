"""Wires that identity policies imply."""

from pathlib import Path

import pytest

from keypost.readers.options import ReadOptions
from tests.readers.reading import ACCOUNT, HERE, REGION, links, read_resources, show

JOBS = {"Type": "AWS::SQS::Queue"}
NAMED_JOBS = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "jobs"}}
ALERTS = {"Type": "AWS::SNS::Topic"}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
ARN_OF_JOBS = {"Fn::GetAtt": ["Jobs", "Arn"]}


def role(action: object, resource: object, *, effect: str = "Allow", element: str = "Resource") -> dict[str, object]:
    statement = {"Effect": effect, "Action": action, element: resource}
    policy = {"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}}
    return {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": TRUST, "Policies": [policy]}}


def implied(folder: Path, resources: dict[str, object], *, options: ReadOptions = HERE) -> set[tuple[str, str]]:
    return {(source, setting) for source, setting, _ in links(read_resources(folder, resources, options=options))}


@pytest.mark.parametrize(
    ("action", "resource", "settings"),
    [
        ("sqs:SendMessage", ARN_OF_JOBS, {"identity:sqs:SendMessage"}),
        ("SQS:sendmessage", ARN_OF_JOBS, {"identity:sqs:SendMessage"}),
        (["sqs:Send*", "s3:*"], [ARN_OF_JOBS], {"identity:sqs:SendMessage"}),
        ("sqs:*", ARN_OF_JOBS, {"identity:sqs:SendMessage", "identity:sqs:ReceiveMessage"}),
        ("sqs:ReceiveMessage", ARN_OF_JOBS, {"identity:sqs:ReceiveMessage"}),
        ("sns:Publish", {"Ref": "Alerts"}, {"identity:sns:Publish"}),
        ("sns:Publish", ARN_OF_JOBS, set()),
        ("sqs:SendMessage", "*", set()),
        ("*", ARN_OF_JOBS, set()),
        ("sqs:GetQueueUrl", ARN_OF_JOBS, set()),
        ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:other", set()),
        ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:*", set()),
        ("sqs:SendMessage", "arn:aws:sqs:*:*:job*", {"identity:sqs:SendMessage"}),
    ],
)
def test_a_policy_that_names_a_queue_means_to_use_it(
    action: object, resource: object, settings: set[str], tmp_path: Path
) -> None:
    resources: dict[str, object] = {"Jobs": NAMED_JOBS, "Alerts": ALERTS, "App": role(action, resource)}
    assert implied(tmp_path, resources) == {("App", setting) for setting in settings}


STREAM = {"Type": "AWS::Kinesis::Stream", "Properties": {"Name": "clicks"}}
KMS_STREAM = {"Type": "AWS::Kinesis::Stream", "Properties": {"Name": "clicks", "StreamEncryption": {"KeyId": "k"}}}


@pytest.mark.parametrize(
    ("stream", "action", "settings"),
    [
        (KMS_STREAM, "kinesis:PutRecord", {"identity:kinesis:PutRecord"}),
        (KMS_STREAM, "kinesis:PutRecords", {"identity:kinesis:PutRecord"}),
        (KMS_STREAM, "kinesis:SubscribeToShard", {"identity:kinesis:GetRecords"}),
        (KMS_STREAM, "kinesis:*", {"identity:kinesis:PutRecord", "identity:kinesis:GetRecords"}),
        (KMS_STREAM, "kinesis:DescribeStream", set()),
        (STREAM, "kinesis:*", set()),
    ],
)
def test_a_stream_is_meant_where_a_key_encrypts_it(
    stream: dict[str, object], action: str, settings: set[str], tmp_path: Path
) -> None:
    resources: dict[str, object] = {"Clicks": stream, "App": role(action, {"Fn::GetAtt": ["Clicks", "Arn"]})}
    assert implied(tmp_path, resources) == {("App", setting) for setting in settings}


TABLE = {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "orders"}}
KMS_TABLE = {
    "Type": "AWS::DynamoDB::Table",
    "Properties": {"TableName": "orders", "SSESpecification": {"SSEEnabled": True}},
}
GLOBAL_TABLE = {
    "Type": "AWS::DynamoDB::GlobalTable",
    "Properties": {"TableName": "orders", "SSESpecification": {"SSEEnabled": True}},
}
ARN_OF_ORDERS = {"Fn::GetAtt": ["Orders", "Arn"]}


@pytest.mark.parametrize(
    ("table", "action", "resource", "settings"),
    [
        (KMS_TABLE, "dynamodb:GetItem", ARN_OF_ORDERS, {"identity:dynamodb:GetItem"}),
        (KMS_TABLE, ["dynamodb:PutItem", "dynamodb:Query"], ARN_OF_ORDERS, {"identity:dynamodb:GetItem"}),
        (KMS_TABLE, "dynamodb:*", "arn:aws:dynamodb:*:*:table/ord*", {"identity:dynamodb:GetItem"}),
        (KMS_TABLE, "dynamodb:*", "arn:aws:dynamodb:*:*:table/*", set()),
        (KMS_TABLE, "dynamodb:DescribeTable", ARN_OF_ORDERS, set()),
        (GLOBAL_TABLE, "dynamodb:Scan", ARN_OF_ORDERS, {"identity:dynamodb:GetItem"}),
        (TABLE, "dynamodb:GetItem", ARN_OF_ORDERS, set()),
        (TABLE, "dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/ord*", set()),
    ],
)
def test_a_policy_that_names_a_table_under_a_kms_key_means_to_use_it(
    table: object, action: object, resource: object, settings: set[str], tmp_path: Path
) -> None:
    resources: dict[str, object] = {"Orders": table, "App": role(action, resource)}
    assert implied(tmp_path, resources) == {("App", setting) for setting in settings}


@pytest.mark.parametrize(
    "held",
    [role("sqs:SendMessage", ARN_OF_JOBS, effect="Deny"), role("sqs:SendMessage", ARN_OF_JOBS, element="NotResource")],
)
def test_a_denial_and_an_exception_name_nothing(held: object, tmp_path: Path) -> None:
    assert implied(tmp_path, {"Jobs": JOBS, "App": held}) == set()


def test_the_role_is_source_holder_and_caller(tmp_path: Path) -> None:
    estate = read_resources(tmp_path, {"Jobs": JOBS, "App": role("sqs:SendMessage", ARN_OF_JOBS)})
    (wire,) = estate.wires
    assert wire.source is wire.holder
    assert wire.role == wire.source.arn
    assert show(wire.target) == f"arn:aws:sqs:{REGION}:{ACCOUNT}:" + "${Jobs}"
    assert wire.origin.pointer == "/Resources/App/Properties/Policies/0/PolicyDocument/Statement/0"


def test_a_queue_that_an_event_source_mapping_gives_is_not_told_twice(tmp_path: Path) -> None:
    resources: dict[str, object] = {
        "Jobs": JOBS,
        "App": role("sqs:ReceiveMessage", ARN_OF_JOBS),
        "Work": {"Type": "AWS::Lambda::Function", "Properties": {"Role": {"Fn::GetAtt": ["App", "Arn"]}}},
        "Map": {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {"EventSourceArn": ARN_OF_JOBS, "FunctionName": {"Ref": "Work"}},
        },
    }
    assert implied(tmp_path, resources) == {("Map", "EventSourceArn")}


def test_users_and_attached_policies_count_too(tmp_path: Path) -> None:
    document = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "sns:Publish", "Resource": {"Ref": "Alerts"}}],
    }
    resources: dict[str, object] = {
        "Alerts": ALERTS,
        "Bot": {"Type": "AWS::IAM::User"},
        "Send": {
            "Type": "AWS::IAM::Policy",
            "Properties": {"PolicyName": "send", "Users": [{"Ref": "Bot"}], "PolicyDocument": document},
        },
    }
    assert implied(tmp_path, resources) == {("Bot", "identity:sns:Publish")}


@pytest.mark.parametrize(
    ("key", "action", "resource", "wires"),
    [
        ({"Ref": "Key"}, "secretsmanager:GetSecretValue", {"Ref": "Password"}, 1),
        ({"Ref": "Key"}, "secretsmanager:*", "arn:aws:secretsmanager:*:*:secret:db-*", 1),
        ({"Ref": "Key"}, "secretsmanager:DescribeSecret", {"Ref": "Password"}, 0),
        ({"Ref": "Key"}, "secretsmanager:GetSecretValue", "*", 0),
        ("alias/aws/secretsmanager", "secretsmanager:GetSecretValue", {"Ref": "Password"}, 0),
        (None, "secretsmanager:GetSecretValue", {"Ref": "Password"}, 0),
    ],
)
def test_a_policy_that_names_a_secret_under_a_key_of_its_own(
    key: object, action: object, resource: object, wires: int, tmp_path: Path
) -> None:
    properties = {"Name": "db"} if key is None else {"Name": "db", "KmsKeyId": key}
    secret = {"Type": "AWS::SecretsManager::Secret", "Properties": properties}
    resources = {"Key": {"Type": "AWS::KMS::Key"}, "Password": secret, "App": role(action, resource)}
    expected = {("App", "identity:secretsmanager:GetSecretValue")} if wires else set()
    assert implied(tmp_path, resources) == expected

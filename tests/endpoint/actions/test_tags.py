"""Tags as condition keys: of resources, of requests, of whoever calls."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from keypost.endpoint.actions.tags import tell_tags
from keypost.endpoint.call import Call
from tests.endpoint.local import ACCOUNT, REGION, Local, allow, document

BLUE = {"StringEquals": {"aws:ResourceTag/team": "blue"}}
TRUST = document({"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": ["sts:AssumeRole", "sts:TagSession"]})
OWN = {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (("sns", "CreateTopic", {"Tags": [{"Key": "a", "Value": "b"}]}), {"aws:RequestTag/a": ("b",)}),
        (("kms", "CreateKey", {"Tags": [{"TagKey": "a", "TagValue": "b"}]}), {"aws:RequestTag/a": ("b",)}),
        (("sqs", "CreateQueue", {"tags": {"a": "b"}}), {"aws:RequestTag/a": ("b",)}),
        (("logs", "CreateLogGroup", {"tags": {"a": "b"}}), {"aws:RequestTag/a": ("b",)}),
        (("s3", "PutObject", {"Tagging": "a=b"}), {"s3:RequestObjectTag/a": ("b",)}),
        (("s3", "PutBucketTagging", {"Tagging": {"TagSet": [{"Key": "a", "Value": "b"}]}}),
         {"aws:RequestTag/a": ("b",)}),
        (("sns", "UntagResource", {"TagKeys": ["a"]}), {}),
    ],
)  # fmt: skip
def test_what_a_request_tells(call: tuple[str, str, dict[str, Any]], told: dict[str, tuple[str, ...]]) -> None:
    found = dict(tell_tags(Call(*call, ACCOUNT, REGION)))
    keys = "s3:RequestObjectTagKeys" if call[1] == "PutObject" else "aws:TagKeys"
    assert found == {**told, keys: ("a",)}


def make(local: Local, kind: str, team: str) -> Any:
    """Make something with a tag; return an operation on it and its parameters."""
    tags = [{"Key": "team", "Value": team}]
    if kind == "sns":
        topic = local.client("sns").create_topic(Name=team, Tags=tags)["TopicArn"]
        return "get_topic_attributes", {"TopicArn": topic}
    if kind == "sqs":
        queue = local.client("sqs").create_queue(QueueName=team, tags={"team": team})["QueueUrl"]
        return "get_queue_attributes", {"QueueUrl": queue}
    if kind == "kms":
        made = local.client("kms").create_key(Tags=[{"TagKey": "team", "TagValue": team}])
        return "describe_key", {"KeyId": made["KeyMetadata"]["Arn"]}
    if kind == "logs":
        local.client("logs").create_log_group(logGroupName=team, tags={"team": team})
        return "describe_log_streams", {"logGroupName": team}
    if kind == "iam":
        local.client("iam").create_user(UserName=team, Tags=tags)
        return "get_user", {"UserName": team}
    keys = [{"AttributeName": "id", "KeyType": "HASH"}], [{"AttributeName": "id", "AttributeType": "S"}]
    local.client("dynamodb").create_table(
        TableName=f"table-{team}", BillingMode="PAY_PER_REQUEST", KeySchema=keys[0], AttributeDefinitions=keys[1],
        Tags=tags,
    )  # fmt: skip
    return "describe_table", {"TableName": f"table-{team}"}


@pytest.mark.parametrize("kind", ["sns", "sqs", "kms", "logs", "iam", "dynamodb"])
def test_a_resource_s_tag_decides(local: Local, kind: str) -> None:
    client = local.client(kind, local.user("ann", allow(f"{kind}:*", Condition=BLUE)))
    operation, parameters = make(local, kind, "blue")
    getattr(client, operation)(**parameters)
    operation, parameters = make(local, kind, "red")
    with pytest.raises(ClientError, match="no identity-based policy allows"):
        getattr(client, operation)(**parameters)


def test_an_object_s_tag_decides(local: Local) -> None:
    s3 = local.client("s3")
    s3.create_bucket(Bucket="amzn-s3-demo-bucket")
    for team in ("blue", "red"):
        s3.put_object(Bucket="amzn-s3-demo-bucket", Key=team, Body=b"m", Tagging=f"team={team}")
    condition = {"StringEquals": {"s3:ExistingObjectTag/team": "blue"}}
    mine = local.client("s3", local.user("ann", allow("s3:GetObject", Condition=condition)))
    mine.get_object(Bucket="amzn-s3-demo-bucket", Key="blue")
    with pytest.raises(ClientError, match="AccessDenied"):
        mine.get_object(Bucket="amzn-s3-demo-bucket", Key="red")


def test_a_tag_must_come_along(local: Local) -> None:
    condition = {"StringEquals": {"aws:RequestTag/team": "blue"}, "ForAllValues:StringEquals": {"aws:TagKeys": "team"}}
    sqs = local.client("sqs", local.user("ann", allow("sqs:CreateQueue", Condition=condition)))
    sqs.create_queue(QueueName="a", tags={"team": "blue"})
    for tags in ({}, {"team": "red"}, {"team": "blue", "more": "x"}):
        with pytest.raises(ClientError, match="AccessDenied"):
            sqs.create_queue(QueueName="b", tags=tags)


def test_tags_of_a_session_go_on_in_a_chain(local: Local) -> None:
    for name in ("first", "second"):
        local.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
        policy = allow("sts:*"), allow("sns:*", Condition=OWN)
        local.client("iam").put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=document(*policy))
    roles = [f"arn:aws:iam::{ACCOUNT}:role/{name}" for name in ("first", "second")]
    tags = [{"Key": "team", "Value": "blue"}, {"Key": "step", "Value": "one"}]
    first = local.assume(roles[0], Tags=tags, TransitiveTagKeys=["team"])
    second = local.assume(roles[1], first)
    assert local.front.sessions.by_key[second[0]].tags == {"team": "blue"}
    operation, parameters = make(local, "sns", "blue")
    getattr(local.client("sns", second), operation)(**parameters)
    operation, parameters = make(local, "sns", "red")
    with pytest.raises(ClientError, match="no identity-based policy allows"):
        getattr(local.client("sns", second), operation)(**parameters)

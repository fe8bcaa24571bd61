"""Operations on several things need what each of them needs."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from keypost.endpoint.actions.all import list_demands
from keypost.endpoint.call import Call
from tests.endpoint.local import ACCOUNT, REGION, Local, allow

BUCKET = "arn:aws:s3:::b"
TABLE = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/"
ALARM = f"arn:aws:cloudwatch:{REGION}:{ACCOUNT}:alarm:"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/r"
OBJECT = {"Bucket": "b", "Key": "k"}


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "needed"),
    [
        ("s3", "GetObject", OBJECT, [("s3:GetObject", f"{BUCKET}/k")]),
        ("s3", "GetObject", OBJECT | {"VersionId": "1"}, [("s3:GetObjectVersion", f"{BUCKET}/k")]),
        ("s3", "DeleteObject", OBJECT | {"VersionId": "1"}, [("s3:DeleteObjectVersion", f"{BUCKET}/k")]),
        (
            "s3", "PutObject", OBJECT | {"ACL": "public-read", "Tagging": "a=b"},
            [(f"s3:{name}", f"{BUCKET}/k") for name in ("PutObject", "PutObjectAcl", "PutObjectTagging")],
        ),
        ("s3", "PutObject", OBJECT | {"ACL": "bucket-owner-full-control"}, [("s3:PutObject", f"{BUCKET}/k")]),
        (
            "s3", "CopyObject", OBJECT | {"CopySource": "from/a%20b?versionId=2"},
            [("s3:PutObject", f"{BUCKET}/k"), ("s3:GetObjectVersion", "arn:aws:s3:::from/a b")],
        ),
        (
            "s3", "CopyObject", OBJECT | {"CopySource": "http://x/from/a#b"},
            [("s3:PutObject", f"{BUCKET}/k"), ("s3:GetObject", "arn:aws:s3:::from/a")],
        ),
        (
            "dynamodb", "BatchGetItem", {"RequestItems": {"a": {}, f"{TABLE}b": {}}},
            [("dynamodb:BatchGetItem", f"{TABLE}a"), ("dynamodb:BatchGetItem", f"{TABLE}b")],
        ),
        (
            "dynamodb", "TransactWriteItems",
            {"TransactItems": [{"Put": {"TableName": "a"}}, {"ConditionCheck": {"TableName": "b"}}]},
            [("dynamodb:PutItem", f"{TABLE}a"), ("dynamodb:ConditionCheckItem", f"{TABLE}b")],
        ),
        (
            "cloudwatch", "DeleteAlarms", {"AlarmNames": ["a", "b"]},
            [("cloudwatch:DeleteAlarms", f"{ALARM}a"), ("cloudwatch:DeleteAlarms", f"{ALARM}b")],
        ),
        ("events", "PutEvents", {}, []),
        ("s3", "GetObjectTagging", OBJECT, [("s3:GetObjectTagging", f"{BUCKET}/k")]),
        ("s3", "GetObjectTagging", OBJECT | {"VersionId": "1"}, [("s3:GetObjectVersionTagging", f"{BUCKET}/k")]),
        (
            "s3", "DeleteObjects",
            {"Bucket": "b", "Delete": {"Objects": [{"Key": "k"}]}, "BypassGovernanceRetention": True},
            [("s3:BypassGovernanceRetention", BUCKET), ("s3:DeleteObject", f"{BUCKET}/k")],
        ),
        (
            "s3", "PutBucketReplication", {"Bucket": "b", "ReplicationConfiguration": {"Role": ROLE}},
            [("s3:PutReplicationConfiguration", BUCKET), ("iam:PassRole", ROLE)],
        ),
        (
            "resourcegroupstaggingapi", "TagResources", {"ResourceARNList": [f"{TABLE}a"], "Tags": {}},
            [("tag:TagResources", "*"), ("dynamodb:TagResource", f"{TABLE}a")],
        ),
        (
            "cloudwatch", "DeleteDashboards", {"DashboardNames": ["a"]},
            [("cloudwatch:DeleteDashboards", f"arn:aws:cloudwatch::{ACCOUNT}:dashboard/a")],
        ),
        (
            "logs", "PutLogEvents", {"logGroupName": "g", "logStreamName": "s"},
            [("logs:PutLogEvents", f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:g:log-stream:s")],
        ),
        (
            "lambda", "GetFunction", {"FunctionName": f"{ACCOUNT}:function:f"},
            [("lambda:GetFunction", f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:f")],
        ),
        (
            "budgets", "CreateBudget", {"AccountId": ACCOUNT, "Budget": {"BudgetName": "b"}},
            [("budgets:ModifyBudget", f"arn:aws:budgets::{ACCOUNT}:budget/b")],
        ),
        (
            "dynamodb", "Query", {"TableName": "a", "IndexName": "i"}, [("dynamodb:Query", f"{TABLE}a/index/i")],
        ),
        (
            "dynamodb", "ExecuteStatement", {"Statement": 'SELECT * FROM "a"."i" WHERE x = 1'},
            [("dynamodb:PartiQLSelect", f"{TABLE}a/index/i")],
        ),
    ],
)  # fmt: skip
def test_what_an_operation_needs(
    service: str, operation: str, parameters: dict[str, Any], needed: list[tuple[str, str]]
) -> None:
    demands = list_demands(Call(service, operation, parameters, ACCOUNT, REGION))
    assert [(one.action, one.resource) for one in demands] == needed


def test_a_copy_needs_the_key_of_what_is_copied(local: Local) -> None:
    key, s3 = local.key(), local.client("s3")
    for bucket in ("open-bucket", "secret-bucket"):
        s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket="secret-bucket", Key="k", Body=b"m", ServerSideEncryption="aws:kms", SSEKMSKeyId=key)
    ann = local.client("s3", local.user("ann", allow("s3:*")))
    with pytest.raises(ClientError, match="kms:Decrypt"):
        ann.copy_object(Bucket="open-bucket", Key="k", CopySource="secret-bucket/k")

"""Templates whose settings AWS tries while it makes them: a bucket's notification, a budget."""

import json
from typing import Any

ACCOUNT = {
    "Sid": "Account",
    "Effect": "Allow",
    "Principal": {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}},
    "Action": "kms:*",
    "Resource": "*",
}
KEY = {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {"Version": "2012-10-17", "Statement": [ACCOUNT]}}}
BUCKET = "arn:${AWS::Partition}:s3:::uploads-${AWS::AccountId}"


def build_uploads(*, depends_on: object = None, policy: object = None) -> str:
    """Return a bucket that tells a queue of what is put into it; nobody lets it use the queue's key."""
    notification = {"QueueConfigurations": [{"Event": "s3:ObjectCreated:*", "Queue": {"Fn::GetAtt": "Queue.Arn"}}]}
    bucket: dict[str, Any] = {"Type": "AWS::S3::Bucket", "Properties": {"NotificationConfiguration": notification}}
    if depends_on is not None:
        bucket["DependsOn"] = depends_on
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"KmsMasterKeyId": {"Ref": "Key"}}}
    resources = {"Key": KEY, "Other": {"Type": "AWS::SNS::Topic"}, "Queue": queue, "Uploads": bucket}
    return json.dumps({"Resources": resources if policy is None else {**resources, "Allowed": policy}}, indent=2)


def build_queue_policy(source: object) -> dict[str, Any]:
    """Return the policy of that queue, which lets S3 send for this source."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": "*",
        "Condition": {"ArnLike": {"aws:SourceArn": source}},
    }
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return {"Type": "AWS::SQS::QueuePolicy", "Properties": {"Queues": [{"Ref": "Queue"}], "PolicyDocument": document}}


def build_budget() -> str:
    """Return a budget that tells a topic under a key; neither policy names Budgets."""
    budget = {"BudgetType": "COST", "TimeUnit": "MONTHLY", "BudgetLimit": {"Amount": 100, "Unit": "USD"}}
    told = {
        "Notification": {"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN", "Threshold": 80},
        "Subscribers": [{"SubscriptionType": "SNS", "Address": {"Ref": "Topic"}}],
    }
    properties = {"Budget": budget, "NotificationsWithSubscribers": [told]}
    return json.dumps(
        {
            "Resources": {
                "Key": KEY,
                "MonthlyBudget": {"Type": "AWS::Budgets::Budget", "Properties": properties},
                "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": {"Ref": "Key"}}},
            }
        },
        indent=2,
    )

"""The policies of AWS managed keys, `alias/aws/<service>`: fixed by AWS, the same in every account.

Observed in exports of real accounts (policy ids such as auto-sns-2), that of DynamoDB documented (AWS KMS Developer
Guide, how DynamoDB uses AWS KMS); none but those of SNS, OpenSearch and DynamoDB (which only describes it) name a
service principal, so that no other service can use such a key for a delivery.
"""

from keypost.named import NamedTuple
from keypost.policy.document import Policy
from keypost.policy.parse import parse_policy

_USE = ("kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*")
_METADATA = ("kms:Describe*", "kms:Get*", "kms:List*")


class _ManagedKey(NamedTuple):
    """What differs between the services."""

    policy_id: str
    name: str
    actions: tuple[str, ...]
    endpoint: str = ""
    metadata: tuple[str, ...] = (*_METADATA, "kms:RevokeGrant")


_KEYS = {
    "sns": _ManagedKey(
        "auto-sns-2",
        "SNS",
        ("kms:Decrypt", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:ListGrants", "kms:DescribeKey"),
    ),
    "sqs": _ManagedKey("auto-sqs-1", "SQS", (*_USE, "kms:CreateGrant", "kms:DescribeKey")),
    "s3": _ManagedKey("auto-s3-2", "S3", (*_USE, "kms:DescribeKey"), metadata=_METADATA),
    "ebs": _ManagedKey("auto-ebs-2", "EBS", (*_USE, "kms:CreateGrant", "kms:DescribeKey"), endpoint="ec2"),
    "lambda": _ManagedKey("auto-awslambda", "Lambda", (*_USE, "kms:CreateGrant", "kms:DescribeKey")),
    "rds": _ManagedKey("auto-rds-2", "RDS", (*_USE, "kms:CreateGrant", "kms:ListGrants", "kms:DescribeKey")),
    "kafka": _ManagedKey("auto-kafka", "MSK", (*_USE, "kms:CreateGrant", "kms:DescribeKey")),
    # Amazon DynamoDB Developer Guide, how DynamoDB uses AWS KMS: the policy of the AWS managed key.
    "dynamodb": _ManagedKey("auto-dynamodb-1", "Amazon DynamoDB", (*_USE, "kms:CreateGrant", "kms:DescribeKey")),
    # Its text wasn't seen; the form is the others', for whoever may use the stream needs no permission on its default
    # key (Kinesis Data Streams Developer Guide, permissions for user-generated KMS keys).
    "kinesis": _ManagedKey("", "Kinesis", (*_USE, "kms:CreateGrant", "kms:DescribeKey")),
    "secretsmanager": _ManagedKey(
        "auto-secretsmanager-2",
        "AWS Secrets Manager",
        ("kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:CreateGrant", "kms:DescribeKey"),
    ),
    "ssm": _ManagedKey("auto-ssm-1", "SSM", (*_USE, "kms:DescribeKey"), metadata=_METADATA),
}


_DESCRIBED_BY_DYNAMODB = {
    "Sid": "Allow DynamoDB Service with service principal name dynamodb.amazonaws.com to describe the key directly",
    "Effect": "Allow",
    "Principal": {"Service": "dynamodb.amazonaws.com"},
    "Action": list(_METADATA),
    "Resource": "*",
}


def build_managed_key_policy(service: str, *, account: str, region: str, partition: str) -> Policy | None:
    """Return the policy of `alias/aws/<service>` in the account and Region; None where its text isn't known."""
    managed = _KEYS.get(service)
    if managed is None:
        return None
    statements: list[object] = [
        {
            "Sid": f"Allow access through {managed.name} for all principals in the account that are "
            f"authorized to use {managed.name}",
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": list(managed.actions),
            "Resource": "*",
            "Condition": {
                "StringEquals": {
                    "kms:CallerAccount": account,
                    "kms:ViaService": f"{managed.endpoint or service}.{region}.amazonaws.com",
                }
            },
        },
        {
            "Sid": "Allow direct access to key metadata to the account",
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:{partition}:iam::{account}:root"},
            "Action": list(managed.metadata),
            "Resource": "*",
        },
    ]
    if service == "sns":
        statements.append(_archived_messages(account, region))
    if service == "dynamodb":
        statements.append(_DESCRIBED_BY_DYNAMODB)
    if service == "secretsmanager":
        statements.append(_data_keys_of_secrets(account))
    return parse_policy({"Version": "2012-10-17", "Id": managed.policy_id, "Statement": statements})


def _archived_messages(account: str, region: str) -> object:
    return {
        "Sid": "Allow SNS to decrypt archived messages",
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "kms:Decrypt",
        "Resource": "*",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": account},
            "ArnLike": {"aws:SourceArn": f"arn:*:sns:{region}:{account}:*"},
        },
    }


def _data_keys_of_secrets(account: str) -> object:
    """Source: Secrets Manager User Guide, secret encryption and decryption (data keys in replica Regions too)."""
    return {
        "Sid": "Allow access through AWS Secrets Manager for all principals in the account that are authorized to "
        "use AWS Secrets Manager (data keys)",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": "kms:GenerateDataKey*",
        "Resource": "*",
        "Condition": {
            "StringEquals": {"kms:CallerAccount": account},
            "StringLike": {"kms:ViaService": "secretsmanager.*.amazonaws.com"},
        },
    }

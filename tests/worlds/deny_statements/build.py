"""Denies that hit a service, that spare it, and one in a topic's policy."""

from tests.readers.local_aws import Account, allow, use_key

CLOUDWATCH = "cloudwatch.amazonaws.com"
ONLY_OURS = {"Sid": "OnlyOurs", "Effect": "Deny", "Action": "kms:GenerateDataKey*", "Resource": "*"}
OVER_TLS = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "sns:Publish",
    "Resource": "{arn}",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}


def build(aws: Account) -> None:
    root, admin = f"arn:aws:iam::{aws.id}:root", f"arn:aws:iam::{aws.id}:role/admin"
    spared = {
        "StringNotEquals": {"aws:PrincipalArn": admin},
        "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
    }
    use, publish = use_key(CLOUDWATCH), allow(CLOUDWATCH, "sns:Publish")
    strict = aws.key("alias/strict", use, {**ONLY_OURS, "NotPrincipal": {"AWS": [root, admin]}})
    fair = aws.key("alias/fair", use, {**ONLY_OURS, "Principal": "*", "Condition": spared})
    aws.alarm("strict-alarm", aws.topic("strict", publish, KmsMasterKeyId=strict))
    aws.alarm("fair-alarm", aws.topic("fair", publish, OVER_TLS, KmsMasterKeyId=fair))

"""A key whose policy is a resource of its own in Terraform, and two alarms."""

from tests.readers.local_aws import Account, allow, use_key


def build(aws: Account) -> None:
    key = aws.key(
        "alias/pages", use_key("cloudwatch.amazonaws.com", when={"StringEquals": {"aws:SourceAccount": aws.id}})
    )
    alarms = {"ArnLike": {"aws:SourceArn": f"arn:aws:cloudwatch:eu-west-1:{aws.id}:alarm:*"}}
    pages = aws.topic("pages", allow("cloudwatch.amazonaws.com", "sns:Publish", when=alarms), KmsMasterKeyId=key)
    aws.alarm("busy", pages)
    aws.alarm("idle")

"""A queue of another account on a topic here, and a topic policy for alarms of that account."""

from tests.readers.local_aws import Account, allow, use_key

CLOUDWATCH, PARTNER = "cloudwatch.amazonaws.com", "444455556666"


def build(aws: Account) -> None:
    key = aws.key("alias/shared", use_key(CLOUDWATCH))
    alarms = allow(CLOUDWATCH, "sns:Publish", when={"StringEquals": {"aws:SourceAccount": PARTNER}})
    partner = allow("", "sns:Publish", "sns:Subscribe") | {"Principal": {"AWS": f"arn:aws:iam::{PARTNER}:root"}}
    shared = aws.topic("shared", alarms, partner, KmsMasterKeyId=key)
    aws.alarm("here", shared)
    queue = aws.elsewhere(PARTNER).queue("inbox")
    aws.client("sns").subscribe(TopicArn=shared, Protocol="sqs", Endpoint=queue)

"""A bucket's events to a queue and a topic; only the queue's key lets S3 in."""

from tests.readers.local_aws import Account, allow, use_key

S3 = "s3.amazonaws.com"
OVER_TLS = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": ["{arn}", "{arn}/*"],
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}


def build(aws: Account) -> None:
    key = aws.key("alias/uploads", use_key(S3))
    of_bucket = {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::acme-uploads"}}
    queue = aws.queue("new-uploads", allow(S3, "sqs:SendMessage", when=of_bucket), KmsMasterKeyId=key)
    topic = aws.topic("removed", allow(S3, "sns:Publish"), KmsMasterKeyId="alias/aws/sns")
    aws.bucket("acme-uploads", OVER_TLS, key=key, bucket_key=True)
    aws.client("s3").put_bucket_notification_configuration(
        Bucket="acme-uploads",
        NotificationConfiguration={
            "QueueConfigurations": [{"QueueArn": queue, "Events": ["s3:ObjectCreated:*"]}],
            "TopicConfigurations": [{"TopicArn": topic, "Events": ["s3:ObjectRemoved:*"]}],
        },
        SkipDestinationValidation=True,
    )

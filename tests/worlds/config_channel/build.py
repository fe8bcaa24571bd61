"""AWS Config into a bucket under a key of its own, and a topic that isn't encrypted."""

from tests.readers.local_aws import Account, allow, permit

CONFIG = "config.amazonaws.com"


def build(aws: Account) -> None:
    config, key = aws.client("config"), aws.key("alias/config")
    bucket = aws.bucket(
        "acme-config",
        allow(CONFIG, "s3:GetBucketAcl", "s3:ListBucket"),
        allow(CONFIG, "s3:PutObject", on=f"{{arn}}/AWSLogs/{aws.id}/Config/*"),
    )
    topic = aws.topic("config-changes", allow(CONFIG, "sns:Publish"))
    deliver = [
        permit("s3:GetBucketAcl", on=bucket),
        permit("s3:PutObject", on=f"{bucket}/AWSLogs/{aws.id}/*"),
        permit("sns:Publish", on=topic),
    ]
    role = aws.role("recorder", CONFIG, inline={"deliver": deliver})
    config.put_configuration_recorder(
        ConfigurationRecorder={"name": "default", "roleARN": role, "recordingGroup": {"allSupported": True}}
    )
    config.put_delivery_channel(
        DeliveryChannel={
            "name": "default",
            "s3BucketName": "acme-config",
            "s3KmsKeyArn": key,
            "snsTopicARN": topic,
        }
    )

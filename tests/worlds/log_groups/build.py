"""Log groups under a key, and a subscription filter to an encrypted stream."""

from tests.readers.local_aws import Account, allow, permit

USE = ("kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*")


def build(aws: Account) -> None:
    logs, kinesis = aws.client("logs"), aws.client("kinesis")
    of_app = {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:eu-west-1:{aws.id}:log-group:/app/*"}}
    key = aws.key("alias/logs", allow("logs.eu-west-1.amazonaws.com", *USE, on="*", when=of_app))
    logs.create_log_group(logGroupName="/app/web", kmsKeyId=key)
    logs.create_log_group(logGroupName="/jobs/night", kmsKeyId=key)
    kinesis.create_stream(StreamName="lines", ShardCount=1)
    kinesis.start_stream_encryption(StreamName="lines", EncryptionType="KMS", KeyId=key)
    stream = kinesis.describe_stream_summary(StreamName="lines")["StreamDescriptionSummary"]["StreamARN"]
    forward = permit("kinesis:PutRecord", on=stream)
    role = aws.role("forwarder", "logs.amazonaws.com", inline={"forward": [forward]})
    logs.put_subscription_filter(
        logGroupName="/app/web", filterName="all", filterPattern="", destinationArn=stream, roleArn=role
    )

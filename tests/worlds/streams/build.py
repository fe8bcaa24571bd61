"""A table and a stream under one key, and a function that reads the stream."""

from tests.readers.local_aws import Account

READS_STREAMS = "arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole"


def build(aws: Account) -> None:
    key, kinesis = aws.key("alias/data"), aws.client("kinesis")
    kinesis.create_stream(StreamName="changes", ShardCount=1)
    kinesis.start_stream_encryption(StreamName="changes", EncryptionType="KMS", KeyId="alias/data")
    stream = kinesis.describe_stream_summary(StreamName="changes")["StreamDescriptionSummary"]["StreamARN"]
    aws.table("orders", SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key})
    reader = aws.function("reader", aws.role("reader", "lambda.amazonaws.com", attached=[READS_STREAMS]))
    aws.client("lambda").create_event_source_mapping(
        EventSourceArn=stream, FunctionName=reader, StartingPosition="LATEST"
    )

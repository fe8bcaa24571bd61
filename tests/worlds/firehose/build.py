"""A topic into Firehose, and Firehose with its role into an encrypted bucket."""

from tests.readers.local_aws import Account, permit

WRITE = (
    "s3:AbortMultipartUpload",
    "s3:GetBucketLocation",
    "s3:GetObject",
    "s3:ListBucket",
    "s3:ListBucketMultipartUploads",
    "s3:PutObject",
)
PUT = (
    "firehose:DescribeDeliveryStream",
    "firehose:ListDeliveryStreams",
    "firehose:ListTagsForDeliveryStream",
    "firehose:PutRecord",
    "firehose:PutRecordBatch",
)


def build(aws: Account) -> None:
    key = aws.key("alias/archive")
    bucket = aws.bucket("acme-archive", key=key, bucket_key=True)
    deliver = [permit(*WRITE, on=[bucket, f"{bucket}/*"]), permit("kms:Decrypt", "kms:GenerateDataKey", on=key)]
    role = aws.role("delivery", "firehose.amazonaws.com", inline={"deliver": deliver})
    stream = aws.client("firehose").create_delivery_stream(
        DeliveryStreamName="archive",
        DeliveryStreamType="DirectPut",
        ExtendedS3DestinationConfiguration={
            "BucketARN": bucket,
            "RoleARN": role,
            "EncryptionConfiguration": {"KMSEncryptionConfig": {"AWSKMSKeyARN": key}},
        },
    )["DeliveryStreamARN"]
    subscriber = aws.role("subscriber", "sns.amazonaws.com", inline={"put": [permit(*PUT, on=stream)]})
    aws.client("sns").subscribe(
        TopicArn=aws.topic("events"),
        Protocol="firehose",
        Endpoint=stream,
        Attributes={"SubscriptionRoleArn": subscriber},
    )

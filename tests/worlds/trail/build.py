"""A trail into an encrypted bucket, with a topic that tells of each delivery."""

from tests.readers.local_aws import Account, allow, use_key

TRAIL = "cloudtrail.amazonaws.com"


def build(aws: Account) -> None:
    key = aws.key("alias/trail", use_key(TRAIL))
    own = {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}
    aws.bucket(
        "acme-trail",
        allow(TRAIL, "s3:GetBucketAcl"),
        allow(TRAIL, "s3:PutObject", on=f"{{arn}}/AWSLogs/{aws.id}/*", when=own),
        key=key,
    )
    aws.topic("delivered", allow(TRAIL, "sns:Publish"), KmsMasterKeyId="alias/aws/sns")
    aws.client("cloudtrail").create_trail(
        Name="audit", S3BucketName="acme-trail", SnsTopicName="delivered", KmsKeyId=key
    )
    aws.client("cloudtrail").start_logging(Name="audit")

"""Server access logs into a bucket under a KMS key, and into one under SSE-S3."""

from tests.readers.local_aws import Account, allow, use_key

LOGGING = "logging.s3.amazonaws.com"


def build(aws: Account) -> None:
    write = allow(LOGGING, "s3:PutObject", on="{arn}/*")
    aws.bucket("acme-logs-sealed", write, key=aws.key("alias/access-logs", use_key(LOGGING)))
    aws.bucket("acme-logs-plain", write)
    for site, logs in {"website": "acme-logs-sealed", "shop": "acme-logs-plain"}.items():
        aws.bucket(f"acme-{site}")
        logging = {"TargetBucket": logs, "TargetPrefix": f"{site}/"}
        aws.client("s3").put_bucket_logging(Bucket=f"acme-{site}", BucketLoggingStatus={"LoggingEnabled": logging})

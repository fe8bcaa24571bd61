"""Topics that name their keys by alias; one of the keys is disabled."""

from tests.readers.local_aws import Account, use_key


def build(aws: Account) -> None:
    aws.key("alias/pager", use_key("cloudwatch.amazonaws.com"))
    retired = aws.key("alias/retired", use_key("cloudwatch.amazonaws.com"))
    aws.client("kms").disable_key(KeyId=retired.rpartition("/")[2])
    for name in ("pager", "retired"):
        aws.alarm(name, aws.topic(name, KmsMasterKeyId=f"alias/{name}"))

"""A queue under a disabled key, and one under a multi-Region key."""

from tests.readers.local_aws import Account, allow, use_key

SNS = "sns.amazonaws.com"


def build(aws: Account) -> None:
    kms = aws.client("kms")
    old = aws.key("alias/old", use_key(SNS))
    kms.disable_key(KeyId=old.rpartition("/")[2])
    new = aws.key("alias/new", use_key(SNS), MultiRegion=True)
    kms.create_alias(AliasName="alias/newer", TargetKeyId=new)
    orders = aws.topic("orders")
    for queue, key in {"old-jobs": old, "new-jobs": "alias/newer"}.items():
        arn = aws.queue(queue, allow(SNS, "sqs:SendMessage"), KmsMasterKeyId=key)
        aws.client("sns").subscribe(TopicArn=orders, Protocol="sqs", Endpoint=arn)

"""A FIFO topic and its FIFO queues."""

from tests.readers.local_aws import Account, allow, use_key

SNS = "sns.amazonaws.com"


def build(aws: Account) -> None:
    key = aws.key("alias/fifo", use_key(SNS))
    orders = aws.topic("orders.fifo", FifoTopic="true", ContentBasedDeduplication="true", KmsMasterKeyId=key)
    for name, used in {"billing.fifo": key, "shipping.fifo": "alias/aws/sqs"}.items():
        queue = aws.queue(name, allow(SNS, "sqs:SendMessage"), FifoQueue="true", KmsMasterKeyId=used)
        aws.client("sns").subscribe(TopicArn=orders, Protocol="sqs", Endpoint=queue)

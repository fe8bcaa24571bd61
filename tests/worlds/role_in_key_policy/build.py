"""A key policy that names a role made beside it, so that a plan knows none of it."""

from tests.readers.local_aws import Account, allow, use_key

READS_QUEUES = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"


def build(aws: Account) -> None:
    role = aws.role("worker", "lambda.amazonaws.com", attached=[READS_QUEUES])
    orders = aws.topic("orders")
    reader = {"Effect": "Allow", "Principal": {"AWS": role}, "Action": "kms:Decrypt", "Resource": "*"}
    topic = use_key("sns.amazonaws.com", when={"ArnLike": {"aws:SourceArn": orders}})
    key = aws.key("alias/orders", reader, topic)
    of_orders = {"ArnEquals": {"aws:SourceArn": orders}}
    jobs = aws.queue(
        "jobs", allow("sns.amazonaws.com", "sqs:SendMessage", when=of_orders), KmsMasterKeyId=key.rpartition("/")[2]
    )
    aws.client("sns").subscribe(TopicArn=orders, Protocol="sqs", Endpoint=jobs)
    aws.client("lambda").create_event_source_mapping(EventSourceArn=jobs, FunctionName=aws.function("worker", role))

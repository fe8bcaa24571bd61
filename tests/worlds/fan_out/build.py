"""A topic, its queue with a dead-letter queue, and the function that polls it."""

import json

from tests.readers.local_aws import Account, allow

READS_QUEUES = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"


def build(aws: Account) -> None:
    orders = aws.topic("orders")
    from_orders = allow("sns.amazonaws.com", "sqs:SendMessage", when={"ArnEquals": {"aws:SourceArn": orders}})
    jobs = aws.queue("jobs", from_orders, KmsMasterKeyId="alias/aws/sqs")
    dead = aws.queue("dead", SqsManagedSseEnabled="true")
    aws.client("sns").subscribe(
        TopicArn=orders,
        Protocol="sqs",
        Endpoint=jobs,
        Attributes={"RedrivePolicy": json.dumps({"deadLetterTargetArn": dead})},
    )
    worker = aws.function("worker", aws.role("worker", "lambda.amazonaws.com", attached=[READS_QUEUES]))
    aws.client("lambda").create_event_source_mapping(EventSourceArn=jobs, FunctionName=worker)

"""Two functions with the same policies, one of which a permissions boundary keeps from the key."""

from tests.readers.local_aws import Account, permit


def build(aws: Account) -> None:
    key = aws.key("alias/jobs")
    jobs = aws.queue("jobs", KmsMasterKeyId=key)
    boundary = aws.policy("workload-boundary", permit("sqs:*", "logs:*"))
    read = [
        permit("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", on=jobs),
        permit("kms:Decrypt", on=key),
    ]
    for name, limit in {"bounded": boundary, "free": None}.items():
        role = aws.role(name, "lambda.amazonaws.com", inline={"read": read}, boundary=limit)
        function = aws.function(name, role)
        aws.client("lambda").create_event_source_mapping(EventSourceArn=jobs, FunctionName=function)

"""Three functions that read one encrypted queue, permitted inline, by a managed policy, and not at all."""

from tests.readers.local_aws import Account, permit

READS_QUEUES = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"


def build(aws: Account) -> None:
    key = aws.key("alias/jobs")
    jobs = aws.queue("jobs", KmsMasterKeyId=key)
    decrypt = permit("kms:Decrypt", on=key)
    managed = aws.policy("decrypt-jobs", decrypt)
    roles = {
        "inline": aws.role("inline", "lambda.amazonaws.com", inline={"decrypt": [decrypt]}, attached=[READS_QUEUES]),
        "attached": aws.role("attached", "lambda.amazonaws.com", attached=[READS_QUEUES, managed]),
        "bare": aws.role("bare", "lambda.amazonaws.com", attached=[READS_QUEUES]),
    }
    for name, role in roles.items():
        function = aws.function(name, role)
        aws.client("lambda").create_event_source_mapping(EventSourceArn=jobs, FunctionName=function)

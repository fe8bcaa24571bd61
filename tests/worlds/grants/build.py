"""A role that may use a key through a grant alone."""

from tests.readers.local_aws import Account

READS_QUEUES = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"


def build(aws: Account) -> None:
    key = aws.key("alias/vault")
    jobs = aws.queue("jobs", KmsMasterKeyId=key)
    role = aws.role("worker", "lambda.amazonaws.com", attached=[READS_QUEUES])
    aws.client("kms").create_grant(
        KeyId=key,
        Name="worker",
        GranteePrincipal=role,
        Operations=["Decrypt", "GenerateDataKey"],
        Constraints={"EncryptionContextSubset": {"aws:sqs:arn": jobs}},
    )
    aws.client("lambda").create_event_source_mapping(EventSourceArn=jobs, FunctionName=aws.function("worker", role))

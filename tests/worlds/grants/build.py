"""Roles that may use a key through grants alone, one of them in an encryption context only."""

from tests.readers.local_aws import Account

READS_QUEUES = "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"


def build(aws: Account) -> None:
    key = aws.key("alias/jobs")
    jobs = aws.queue("jobs", KmsMasterKeyId=key)
    of_jobs = {"EncryptionContextSubset": {"aws:sqs:arn": jobs}}
    for name, constraints in {"free": {}, "bound": of_jobs}.items():
        role = aws.role(name, "lambda.amazonaws.com", attached=[READS_QUEUES])
        aws.client("kms").create_grant(
            KeyId=key, Name=name, GranteePrincipal=role, Operations=["Decrypt"], Constraints=constraints
        )
        function = aws.function(name, role)
        aws.client("lambda").create_event_source_mapping(EventSourceArn=jobs, FunctionName=function)

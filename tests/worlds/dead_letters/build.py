"""A queue's dead-letter queue, and what a function couldn't do, to a queue and a topic."""

import json

from tests.readers.local_aws import Account, permit


def build(aws: Account) -> None:
    key = aws.key("alias/failures")
    dead = aws.queue("dead", KmsMasterKeyId=key)
    redrive = json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": 5})
    aws.queue("jobs", SqsManagedSseEnabled="true", RedrivePolicy=redrive)
    failed = aws.queue("failed", KmsMasterKeyId=key.rpartition("/")[2])
    alerts = aws.topic("failed-jobs", KmsMasterKeyId="alias/aws/sns")
    report = [permit("sqs:SendMessage", on=failed), permit("sns:Publish", on=alerts)]
    role = aws.role("mailer", "lambda.amazonaws.com", inline={"report": report})
    aws.function("mailer", role, DeadLetterConfig={"TargetArn": failed})
    aws.client("lambda").put_function_event_invoke_config(
        FunctionName="mailer", DestinationConfig={"OnFailure": {"Destination": alerts}}
    )

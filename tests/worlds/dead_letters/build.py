"""A queue's dead-letter queue, and where functions report what they couldn't do."""

import json

from tests.readers.local_aws import Account, permit


def build(aws: Account) -> None:
    key = aws.key("alias/failures")
    dead = aws.queue("dead", KmsMasterKeyId=key)
    redrive = json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": 5})
    aws.queue("jobs", SqsManagedSseEnabled="true", RedrivePolicy=redrive)
    failed = aws.queue("failed", KmsMasterKeyId=key.rpartition("/")[2])
    alerts = aws.topic("failed-jobs", KmsMasterKeyId="alias/aws/sns")
    for name, action, to in (("mailer", "sqs:SendMessage", failed), ("printer", "sns:Publish", alerts)):
        role = aws.role(name, "lambda.amazonaws.com", inline={"report": [permit(action, on=to)]})
        aws.function(name, role)
        aws.client("lambda").put_function_event_invoke_config(
            FunctionName=name, DestinationConfig={"OnFailure": {"Destination": to}}
        )

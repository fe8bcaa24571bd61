"""A pipe from queue to queue and a schedule into one of them, each with a role."""

from tests.readers.local_aws import Account, permit


def build(aws: Account) -> None:
    key = aws.key("alias/queues")
    incoming, outgoing = aws.queue("incoming", KmsMasterKeyId=key), aws.queue("outgoing", KmsMasterKeyId=key)
    move = [
        permit("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", on=incoming),
        permit("sqs:SendMessage", on=outgoing),
        permit("kms:Decrypt", on=key),
    ]
    send = [permit("sqs:SendMessage", on=incoming), permit("kms:Decrypt", "kms:GenerateDataKey", on=key)]
    pipe = aws.role("pipe", "pipes.amazonaws.com", inline={"move": move})
    clock = aws.role("clock", "scheduler.amazonaws.com", inline={"send": send})
    aws.client("pipes").create_pipe(Name="mover", RoleArn=pipe, Source=incoming, Target=outgoing)
    aws.client("scheduler").create_schedule(
        Name="hourly",
        ScheduleExpression="rate(1 hour)",
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": incoming, "RoleArn": clock},
    )

"""Rules with a topic, a queue and a dead-letter queue as targets, under one key."""

import json

from tests.readers.local_aws import Account, allow, use_key

EVENTS = "events.amazonaws.com"


def build(aws: Account) -> None:
    events = aws.client("events")
    key = aws.key("alias/events", use_key(EVENTS))
    changes = aws.topic("changes", allow(EVENTS, "sns:Publish"), KmsMasterKeyId=key)
    nightly = events.put_rule(Name="nightly", ScheduleExpression="rate(1 day)")["RuleArn"]
    of_nightly = {"ArnEquals": {"aws:SourceArn": nightly}}
    jobs = aws.queue("jobs", allow(EVENTS, "sqs:SendMessage", when=of_nightly), KmsMasterKeyId=key)
    dead = aws.queue("dead", allow(EVENTS, "sqs:SendMessage"), KmsMasterKeyId="alias/aws/sqs")
    events.put_targets(Rule="nightly", Targets=[{"Id": "queue", "Arn": jobs, "DeadLetterConfig": {"Arn": dead}}])
    events.put_rule(Name="stopped", EventPattern=json.dumps({"source": ["aws.ecs"]}))
    events.put_targets(Rule="stopped", Targets=[{"Id": "topic", "Arn": changes}])

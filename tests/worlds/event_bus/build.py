"""A bus of one's own with an archive, under a key, and a rule on it."""

import json

from tests.readers.local_aws import Account, allow, use_key

EVENTS = "events.amazonaws.com"


def build(aws: Account) -> None:
    events, key = aws.client("events"), aws.key("alias/bus", use_key(EVENTS))
    bus = events.create_event_bus(Name="orders", KmsKeyIdentifier=key)["EventBusArn"]
    events.create_archive(ArchiveName="orders", EventSourceArn=bus, RetentionDays=7)
    jobs = aws.queue("jobs", allow(EVENTS, "sqs:SendMessage"), KmsMasterKeyId="alias/bus")
    events.put_rule(Name="placed", EventBusName="orders", EventPattern=json.dumps({"source": ["shop"]}))
    events.put_targets(Rule="placed", EventBusName="orders", Targets=[{"Id": "jobs", "Arn": jobs}])

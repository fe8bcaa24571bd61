"""A topic and its key, an alarm and a rule: modules leave no trace in an account."""

import json

from tests.readers.local_aws import Account, allow, use_key


def build(aws: Account) -> None:
    key = aws.key("alias/platform", use_key("events.amazonaws.com"))
    both = {"Principal": {"Service": ["cloudwatch.amazonaws.com", "events.amazonaws.com"]}}
    topic = aws.topic("platform", {**allow("", "sns:Publish"), **both}, KmsMasterKeyId=key)
    aws.alarm("web-high", topic)
    events = aws.client("events")
    events.put_rule(Name="web-deployed", EventPattern=json.dumps({"source": ["aws.codedeploy"]}))
    events.put_targets(Rule="web-deployed", Targets=[{"Id": "topic", "Arn": topic}])

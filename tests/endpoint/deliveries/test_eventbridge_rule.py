"""EventBridge rules deliver as the service or as a role; what fails goes to the dead-letter queue."""

import json
from typing import Any

import pytest

from tests.endpoint.local import ACCOUNT, Local, allow, document

ARN = "arn:aws:{}:us-east-1:" + ACCOUNT + ":{}"
QUEUE, DEAD, TOPIC = ARN.format("sqs", "orders"), ARN.format("sqs", "dead"), ARN.format("sns", "alerts")
RULE = ARN.format("events", "rule/placed")
EVENTS = {"Service": "events.amazonaws.com"}
ONLY_RULE = {"ArnEquals": {"aws:SourceArn": RULE}}


class Rule:
    """A rule with a queue as its target, and a dead-letter queue that lets the rule in."""

    def __init__(self, local: Local) -> None:
        self.local = local
        self.events = local.client("events")
        self.queue = local.queue("orders", allow("sqs:SendMessage", on=QUEUE, Principal=EVENTS, Condition=ONLY_RULE))
        self.dead = local.queue("dead", allow("sqs:SendMessage", on=DEAD, Principal=EVENTS, Condition=ONLY_RULE))
        self.events.put_rule(Name="placed", EventPattern=json.dumps({"source": ["shop"]}))
        self.aim(QUEUE)

    def aim(self, arn: str, **settings: Any) -> None:
        self.events.put_targets(
            Rule="placed", Targets=[{"Id": "1", "Arn": arn, "DeadLetterConfig": {"Arn": DEAD}, **settings}]
        )

    def put(self, source: str = "shop") -> None:
        entry = {"Source": source, "DetailType": "placed", "Detail": json.dumps({"order": {"id": 7}})}
        assert self.events.put_events(Entries=[entry])["FailedEntryCount"] == 0

    def attributes(self) -> dict[str, str]:
        """Return what the dead-letter queue was told, empty where it got nothing."""
        sqs = self.local.client("sqs")
        found = sqs.receive_message(QueueUrl=self.dead, MessageAttributeNames=["All"]).get("Messages", [])
        assert all(json.loads(one["Body"])["source"] == "shop" for one in found)
        return {name: one["StringValue"] for each in found for name, one in each["MessageAttributes"].items()}

    def encrypt(self, key: str) -> None:
        sqs = self.local.client("sqs")
        sqs.set_queue_attributes(QueueUrl=self.queue, Attributes={"KmsMasterKeyId": key})


@pytest.fixture
def rule(local: Local) -> Rule:
    return Rule(local)


def test_an_event_that_matches_arrives_and_no_other(rule: Rule) -> None:
    rule.put("another")
    rule.put()
    arrived = [json.loads(body) for body in rule.local.receive(rule.queue)]
    assert [(one["source"], one["detail-type"], one["detail"], one["account"]) for one in arrived] == [
        ("shop", "placed", {"order": {"id": 7}}, ACCOUNT)
    ]
    assert rule.attributes() == {}


def test_a_rule_that_is_switched_off_delivers_nothing(rule: Rule) -> None:
    rule.events.disable_rule(Name="placed")
    rule.put()
    assert rule.local.receive(rule.queue) == []


def test_under_the_aws_managed_key_it_goes_to_the_dead_letter_queue(rule: Rule) -> None:
    rule.encrypt("alias/aws/sqs")
    rule.put()
    assert rule.local.receive(rule.queue) == []
    told = rule.attributes()
    assert told.pop("ERROR_MESSAGE").startswith("User: events.amazonaws.com is not authorized to perform: kms:")
    assert told == {"RULE_ARN": RULE, "TARGET_ARN": QUEUE, "ERROR_CODE": "NO_PERMISSIONS", "RETRY_ATTEMPTS": "0"}


@pytest.mark.parametrize(("condition", "arrives"), [({}, True), ({"Condition": ONLY_RULE}, True)])
def test_a_customer_key_that_lets_the_rule_use_a_queue_works(
    rule: Rule, condition: dict[str, Any], *, arrives: bool
) -> None:
    rule.encrypt(rule.local.key(allow("kms:GenerateDataKey", "kms:Decrypt", Principal=EVENTS, **condition)))
    rule.put()
    assert bool(rule.local.receive(rule.queue)) is arrives


@pytest.mark.parametrize(
    ("condition", "arrives"),
    [({}, True), ({"Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}}}, False)],
)
def test_the_source_is_not_told_to_the_key_of_a_topic(rule: Rule, condition: dict[str, Any], *, arrives: bool) -> None:
    sns, key = rule.local.client("sns"), rule.local.key
    policy = document(allow("sns:Publish", on=TOPIC, Principal=EVENTS))
    use = allow("kms:GenerateDataKey*", "kms:Decrypt", Principal=EVENTS, **condition)
    sns.create_topic(Name="alerts", Attributes={"Policy": policy, "KmsMasterKeyId": key(use)})
    rule.aim(TOPIC)
    rule.put()
    assert (rule.attributes() == {}) is arrives


def test_a_queue_that_does_not_exist_is_told_as_such(rule: Rule) -> None:
    rule.local.client("sqs").delete_queue(QueueUrl=rule.queue)
    rule.put()
    assert rule.attributes()["ERROR_CODE"] == "NO_RESOURCE"


def test_a_role_is_another_caller(rule: Rule) -> None:
    rule.encrypt("alias/aws/sqs")
    role = rule.local.role("sender", allow("sqs:SendMessage"), trusted=EVENTS)
    rule.aim(QUEUE, RoleArn=role)
    rule.put()
    assert len(rule.local.receive(rule.queue)) == 1
    stranger = rule.local.role("stranger", allow("sqs:SendMessage"), trusted={"Service": "lambda.amazonaws.com"})
    rule.aim(QUEUE, RoleArn=stranger)
    rule.put()
    assert rule.local.receive(rule.queue) == []
    assert rule.attributes()["ERROR_CODE"] == "FAILED_TO_ASSUME_ROLE"


@pytest.mark.parametrize(
    ("settings", "body"),
    [
        ({"Input": '"fixed"'}, '"fixed"'),
        ({"InputPath": "$.detail.order"}, '{"id": 7}'),
        (
            {"InputTransformer": {"InputPathsMap": {"id": "$.detail.order.id"}, "InputTemplate": '"order <id>"'}},
            '"order 7"',
        ),
    ],
)
def test_a_target_gets_what_it_asks_for(rule: Rule, settings: dict[str, Any], body: str) -> None:
    rule.aim(QUEUE, **settings)
    rule.put()
    assert rule.local.receive(rule.queue) == [body]


def test_putting_events_needs_the_bus(rule: Rule) -> None:
    default = ARN.format("events", "event-bus/default")
    for keys, code in (
        (rule.local.user("ann", allow("events:PutEvents", on=default)), ""),
        (rule.local.user("bob", allow("events:PutEvents", on=default + "-other")), "AccessDeniedException"),
    ):
        events = rule.local.client("events", keys)
        entry = {"Source": "shop", "DetailType": "placed", "Detail": "{}"}
        if code:
            with pytest.raises(events.exceptions.ClientError, match=code):
                events.put_events(Entries=[entry])
        else:
            events.put_events(Entries=[entry])
    assert len(rule.local.receive(rule.queue)) == 1

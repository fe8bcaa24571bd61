"""SNS and SQS: topics, queues, their policies, subscriptions."""

import json
from typing import Any

from keypost.arn import parse_arn
from keypost.endpoint.cloudformation.fit import is_true, write_text
from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Properties
from keypost.endpoint.cloudformation.types.declare import Apply, Change, Made, Part, Request, Type, below, same
from keypost.endpoint.cloudformation.types.parts import tags

_TOPIC_ATTRIBUTES = (
    "DisplayName", "KmsMasterKeyId", "SignatureVersion", "TracingConfig", "ContentBasedDeduplication", "FifoTopic",
    "ArchivePolicy", "FifoThroughputScope",
)  # fmt: skip
_QUEUE_ATTRIBUTES = (
    "DelaySeconds", "MaximumMessageSize", "MessageRetentionPeriod", "ReceiveMessageWaitTimeSeconds", "RedrivePolicy",
    "RedriveAllowPolicy", "VisibilityTimeout", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled",
    "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit", "FifoQueue",
)  # fmt: skip
# What an attribute goes back to when it is taken out of the template (SQS API reference, SetQueueAttributes).
_QUEUE_DEFAULTS = {
    "DelaySeconds": 0, "MaximumMessageSize": 262144, "MessageRetentionPeriod": 345600,
    "ReceiveMessageWaitTimeSeconds": 0, "VisibilityTimeout": 30, "KmsDataKeyReusePeriodSeconds": 300,
}  # fmt: skip
_SUBSCRIPTION_ATTRIBUTES = (
    "DeliveryPolicy", "FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy", "SubscriptionRoleArn",
    "ReplayPolicy",
)  # fmt: skip


def _fifo(name: str) -> Any:
    """Return what a name that CloudFormation makes up ends in."""
    return lambda properties: ".fifo" if is_true(properties.get(name, False)) else ""


def _set_topic(hands: Hands, change: Change) -> None:
    for name in (*_TOPIC_ATTRIBUTES, "DataProtectionPolicy"):
        if not change.touches(name):
            continue
        value = write_text(change.after.get(name) or "")
        if name == "DataProtectionPolicy":
            given = {"ResourceArn": change.id, "DataProtectionPolicy": value}
            hands.call("sns", "PutDataProtectionPolicy", given)
        else:
            given = {"TopicArn": change.id, "AttributeName": name, "AttributeValue": value}
            hands.call("sns", "SetTopicAttributes", given)


def _subscribe(hands: Hands, change: Change) -> None:
    """Subscribe what the topic names itself; CloudFormation doesn't take such subscriptions away again."""
    old = change.before.get("Subscription") or []
    for one in change.after.get("Subscription") or []:
        if one not in old:
            hands.call("sns", "Subscribe", {"TopicArn": change.id, **one})


_FEEDBACK = {"SuccessFeedbackRoleArn": "{}SuccessFeedbackRoleArn", "FailureFeedbackRoleArn": "{}FailureFeedbackRoleArn"}
_PROTOCOLS = {"http/s": "HTTP", "sqs": "SQS", "lambda": "Lambda", "firehose": "Firehose", "application": "Application"}


def _log_deliveries(hands: Hands, change: Change) -> None:
    for one in change.after.get("DeliveryStatusLogging") or []:
        protocol = _PROTOCOLS.get(str(one.get("Protocol", "")), "")
        pairs = {form.format(protocol): one[name] for name, form in _FEEDBACK.items() if one.get(name)}
        if one.get("SuccessFeedbackSampleRate"):
            pairs[f"{protocol}SuccessFeedbackSampleRate"] = one["SuccessFeedbackSampleRate"]
        for name, value in pairs.items():
            given = {"TopicArn": change.id, "AttributeName": name, "AttributeValue": value}
            hands.call("sns", "SetTopicAttributes", given)


TOPIC = Type(
    "sns",
    create=Request(
        "CreateTopic",
        same("Tags", "DataProtectionPolicy") | {"TopicName": "Name"} | below("Attributes", *_TOPIC_ATTRIBUTES),
    ),
    update=_set_topic,
    delete=Request("DeleteTopic", given={"TopicArn": "{id}"}),
    id="=TopicArn",
    attributes={"TopicArn": "{id}", "TopicName": "{TopicName}"},
    named="TopicName",
    suffix=_fifo("FifoTopic"),
    replaces=frozenset({"TopicName", "FifoTopic"}),
    parts=(
        Part(("Subscription",), _subscribe),
        Part(("DeliveryStatusLogging",), _log_deliveries),
        tags("sns", Request("TagResource", {"Tags": "Tags"}, {"ResourceArn": "{id}"}),
             Request("UntagResource", given={"ResourceArn": "{id}"}), keys="TagKeys"),
    ),
    label="Sns",
)  # fmt: skip


def _set_queue(hands: Hands, change: Change) -> None:
    put: dict[str, Any] = {}
    for name in _QUEUE_ATTRIBUTES:
        if change.touches(name):
            put[name] = change.after.get(name, _QUEUE_DEFAULTS.get(name, ""))
    if put:
        hands.call("sqs", "SetQueueAttributes", {"QueueUrl": change.id, "Attributes": put})


QUEUE = Type(
    "sqs",
    create=Request("CreateQueue", {"QueueName": "QueueName", "Tags": "tags"} | below("Attributes", *_QUEUE_ATTRIBUTES)),
    update=_set_queue,
    delete=Request("DeleteQueue", given={"QueueUrl": "{id}"}),
    id="=QueueUrl",
    attributes={
        "QueueUrl": "{id}", "QueueName": "{QueueName}", "Arn": "arn:aws:sqs:{region}:{account}:{QueueName}",
    },
    named="QueueName",
    longest=80,
    suffix=_fifo("FifoQueue"),
    replaces=frozenset({"QueueName", "FifoQueue"}),
    parts=(
        tags("sqs", Request("TagQueue", {"Tags": "Tags"}, {"QueueUrl": "{id}"}),
             Request("UntagQueue", given={"QueueUrl": "{id}"}), keys="TagKeys"),
    ),
    label="Sqs",
)  # fmt: skip


def _default_topic_policy(arn: str) -> str:
    """Return the policy that a topic begins with (SNS API reference, CreateTopic; seen on new topics)."""
    actions = (
        "GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission", "DeleteTopic", "Subscribe",
        "ListSubscriptionsByTopic", "Publish",
    )  # fmt: skip
    parts = parse_arn(arn)
    statement = {
        "Sid": "__default_statement_ID", "Effect": "Allow", "Principal": {"AWS": "*"},
        "Action": [f"SNS:{action}" for action in actions], "Resource": arn,
        "Condition": {"StringEquals": {"AWS:SourceOwner": parts.account if parts else ""}},
    }  # fmt: skip
    return json.dumps({"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]})


def _put_topic_policy(hands: Hands, change: Change) -> None:
    old, new = _listed(change.before, "Topics", "TopicArn"), _listed(change.after, "Topics", "TopicArn")
    for arn in [one for one in old if one not in new]:
        _set_policy(hands, arn, _default_topic_policy(arn))
    for arn in new:
        _set_policy(hands, arn, change.after["PolicyDocument"])


def _set_policy(hands: Hands, arn: str, policy: Any) -> None:
    given = {"TopicArn": arn, "AttributeName": "Policy", "AttributeValue": policy}
    hands.call("sns", "SetTopicAttributes", given)


def _put_queue_policy(hands: Hands, change: Change) -> None:
    old, new = _listed(change.before, "Queues", "Queue"), _listed(change.after, "Queues", "Queue")
    for url in [one for one in old if one not in new]:
        hands.call("sqs", "SetQueueAttributes", {"QueueUrl": url, "Attributes": {"Policy": ""}})
    for url in new:
        policy = {"Policy": change.after["PolicyDocument"]}
        hands.call("sqs", "SetQueueAttributes", {"QueueUrl": url, "Attributes": policy})


def _listed(properties: Properties, *names: str) -> list[str]:
    found: Any = next((properties[name] for name in names if properties.get(name)), [])
    return found if isinstance(found, list) else [found]


def _policy(service: str, target: str, put: Apply, *, is_inline: bool) -> Type:
    def create(hands: Hands, properties: Properties) -> Made:
        put(hands, Change("", {}, properties))
        return Made(str(properties[target]) if is_inline else hands.name())

    return Type(
        service, create=create, delete=put, update=put, id="", attributes={} if is_inline else {"Id": "{id}"},
        knows=frozenset({target, "PolicyDocument"}), replaces=frozenset({target} if is_inline else ()), tags="",
        label=service.capitalize(),
    )  # fmt: skip


TOPIC_POLICY = _policy("sns", "Topics", _put_topic_policy, is_inline=False)
TOPIC_INLINE_POLICY = _policy("sns", "TopicArn", _put_topic_policy, is_inline=True)
QUEUE_POLICY = _policy("sqs", "Queues", _put_queue_policy, is_inline=False)
QUEUE_INLINE_POLICY = _policy("sqs", "Queue", _put_queue_policy, is_inline=True)


def _set_subscription(hands: Hands, change: Change) -> None:
    for name in _SUBSCRIPTION_ATTRIBUTES:
        if change.touches(name):
            value = write_text(change.after.get(name) or "")
            given = {"SubscriptionArn": change.id, "AttributeName": name, "AttributeValue": value}
            hands.call("sns", "SetSubscriptionAttributes", given)


SUBSCRIPTION = Type(
    "sns",
    create=Request(
        "Subscribe",
        same("TopicArn", "Protocol", "Endpoint") | below("Attributes", *_SUBSCRIPTION_ATTRIBUTES),
        {"ReturnSubscriptionArn": True},
    ),
    update=_set_subscription,
    delete=Request("Unsubscribe", given={"SubscriptionArn": "{id}"}),
    id="=SubscriptionArn",
    attributes={"Arn": "{id}"},
    replaces=frozenset({"TopicArn", "Protocol", "Endpoint"}),
    knows=frozenset({"Region"}),
    tags="",
    label="Sns",
)

TYPES = {
    "AWS::SNS::Topic": TOPIC,
    "AWS::SNS::TopicPolicy": TOPIC_POLICY,
    "AWS::SNS::TopicInlinePolicy": TOPIC_INLINE_POLICY,
    "AWS::SNS::Subscription": SUBSCRIPTION,
    "AWS::SQS::Queue": QUEUE,
    "AWS::SQS::QueuePolicy": QUEUE_POLICY,
    "AWS::SQS::QueueInlinePolicy": QUEUE_INLINE_POLICY,
}

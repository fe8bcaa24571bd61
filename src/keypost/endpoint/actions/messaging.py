"""SNS and SQS (Service Authorization Reference: actions, resources, and condition keys for Amazon SNS, Amazon SQS)."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from keypost.arn import Arn, parse_arn
from keypost.endpoint.actions.declare import EVERYTHING, Demand, Table, build_arn, find_arn
from keypost.endpoint.call import NOTHING, PARTITION, Call, Context
from keypost.endpoint.refusal import RefusalError

_DESTINATIONS = ("TopicArn", "TargetArn", "PhoneNumber")


def _topic_of(call: Call) -> str:
    if call.operation == "CreateTopic":
        return build_arn(call, "sns", call.get("Name"))
    if call.operation == "Publish" and sum(bool(call.get(name)) for name in _DESTINATIONS) != 1:
        raise RefusalError("InvalidParameter", "Invalid parameter: TopicArn or TargetArn or PhoneNumber, and only one")
    subscription = call.get("SubscriptionArn")
    if parse_arn(subscription) is not None:
        return subscription.rpartition(":")[0]
    return find_arn(call, "TopicArn", "TargetArn", "ResourceArn", "PlatformApplicationArn", "EndpointArn")


def _topic_context(call: Call) -> Context:
    if call.operation != "Subscribe":
        return NOTHING
    return {"sns:Protocol": (call.get("Protocol"),), "sns:Endpoint": (call.get("Endpoint"),)}


SNS = Table(
    "sns",
    _topic_of,
    renamed={"PublishBatch": ("sns:Publish",), "ConfirmSubscription": ()},
    unsigned=frozenset({"Unsubscribe"}),  # by the address that stands in a message
    context=_topic_context,
)


def find_queue_arn(call: Call, address: str) -> str:
    """Return the ARN of the queue at an address `http://HOST/ACCOUNT/NAME`."""
    # moto takes what follows the last slash for the name, whatever stands between.
    parts = urlsplit(address)._replace(scheme="", netloc="").geturl().strip("/").split("/")
    if not address or len(parts) < 2:
        return (
            str(Arn(PARTITION, "sqs", call.region, call.account, parts[-1] if address else ""))
            if address
            else EVERYTHING
        )
    return str(Arn(PARTITION, "sqs", call.region, parts[-2], parts[-1]))


def _queue_of(call: Call) -> str:
    if call.operation == "CreateQueue":
        return build_arn(call, "sqs", call.get("QueueName"))
    if call.operation == "GetQueueUrl":
        owner = call.get("QueueOwnerAWSAccountId") or call.account
        return str(Arn(PARTITION, "sqs", call.region, owner, call.get("QueueName")))
    if call.get("QueueUrl"):
        return find_queue_arn(call, call.get("QueueUrl"))
    return find_arn(call, "SourceArn", "ResourceArn")


def _redrive(call: Call) -> Iterator[Demand]:
    """Yield what moving messages asks for (SQS Developer Guide, configure a dead-letter queue redrive)."""
    if call.operation == "StartMessageMoveTask":
        for action in ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"):
            yield Demand(action, _queue_of(call))
        if call.get("DestinationArn"):
            yield Demand("sqs:SendMessage", call.get("DestinationArn"))


SQS = Table(
    "sqs",
    _queue_of,
    further=_redrive,
    renamed={
        "SendMessageBatch": ("sqs:SendMessage",),
        "DeleteMessageBatch": ("sqs:DeleteMessage",),
        "ChangeMessageVisibilityBatch": ("sqs:ChangeMessageVisibility",),
    },
)

"""What SNS sends to its subscribers: who gets a message, and in which form.

Source: SNS Developer Guide, Amazon SNS message and JSON formats; message filtering; raw message delivery.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from keypost.endpoint.front import Done
from keypost.endpoint.store.subscriptions import Subscriber, list_subscribers
from keypost.endpoint.wire.values import write_time
from keypost.named import NamedTuple

# Nobody has a certificate for a topic on this machine.
_SIGNATURE = "bm90IHNpZ25lZDoga2V5cG9zdCBsb2NhbA=="


class Notice(NamedTuple):
    """One published message."""

    topic: str
    message_id: str
    message: str
    subject: str
    attributes: Mapping[str, Any]
    is_structured: bool
    group: str = ""
    deduplication: str = ""


def list_notices(done: Done) -> Iterator[Notice]:
    """Yield the messages that a Publish or PublishBatch was answered with ids for."""
    topic = done.call.get("TopicArn") or done.call.get("TargetArn")
    if done.call.operation == "Publish":
        yield _build(topic, done.call.parameters, str(done.result.get("MessageId", "")))
        return
    entries = {one["Id"]: one for one in done.call.parameters.get("PublishBatchRequestEntries") or ()}
    for sent in done.result.get("Successful") or ():
        if sent.get("Id") in entries:
            yield _build(topic, entries[sent["Id"]], str(sent.get("MessageId", "")))


def list_receivers(notice: Notice, protocol: str) -> Iterator[tuple[Subscriber, str]]:
    """Yield the subscriptions of that protocol whose filters let the message through, each with its text."""
    text = _choose_text(notice, protocol)
    for subscriber in list_subscribers(notice.topic, protocol):
        if subscriber.wants(text, notice.attributes):
            yield subscriber, text


def write_envelope(notice: Notice, text: str, subscriber: Subscriber) -> str:
    """Return the JSON in which the message comes unless the subscription wants it raw."""
    region = notice.topic.split(":")[3]
    envelope: dict[str, Any] = {
        "Type": "Notification",
        "MessageId": notice.message_id,
        "TopicArn": notice.topic,
        **({"Subject": notice.subject} if notice.subject else {}),
        "Message": text,
        "Timestamp": write_time(datetime.now(UTC), "iso8601"),
        "SignatureVersion": "1",
        "Signature": _SIGNATURE,
        "SigningCertURL": f"https://sns.{region}.amazonaws.com/SimpleNotificationService-0.pem",
        "UnsubscribeURL": f"https://sns.{region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn={subscriber.arn}",
    }
    if notice.attributes:
        envelope["MessageAttributes"] = {
            name: {"Type": one.get("DataType"), "Value": one.get("StringValue") or _decode(one.get("BinaryValue"))}
            for name, one in notice.attributes.items()
        }
    return json.dumps(envelope, ensure_ascii=False, indent=2)


def _build(topic: str, parameters: Mapping[str, Any], message_id: str) -> Notice:
    return Notice(
        topic, message_id, str(parameters.get("Message", "")), str(parameters.get("Subject") or ""),
        parameters.get("MessageAttributes") or {}, parameters.get("MessageStructure") == "json",
        str(parameters.get("MessageGroupId") or ""), str(parameters.get("MessageDeduplicationId") or ""),
    )  # fmt: skip


def _choose_text(notice: Notice, protocol: str) -> str:
    """Return what this protocol gets of a message that has a text for each."""
    if not notice.is_structured:
        return notice.message
    texts = json.loads(notice.message)
    return str(texts.get(protocol, texts["default"]))


def _decode(value: object) -> str:
    import base64

    return base64.b64encode(value).decode() if isinstance(value, bytes) else ""

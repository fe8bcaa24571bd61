"""What SNS sends to its subscribers: who gets a message, and in which form.

Source: SNS Developer Guide, Amazon SNS message and JSON formats; message filtering; raw message delivery; verifying the
signatures of Amazon SNS messages.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from keypost.endpoint.call import Call
from keypost.endpoint.certificate import sign
from keypost.endpoint.front import Done, Front
from keypost.endpoint.store.subscriptions import Subscriber, find_signature_version, list_subscribers
from keypost.endpoint.wire.values import write_time
from keypost.named import NamedTuple

CERTIFICATE_PAGE = "SimpleNotificationService.pem"
# What the signature is about, as far as a message has it.
_SIGNED = ("Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")


class Notice(NamedTuple):
    """One published message; `at` is when."""

    topic: str
    message_id: str
    message: str
    subject: str
    attributes: Mapping[str, Any]
    is_structured: bool
    at: str = ""
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


def write_envelope(front: Front, notice: Notice, text: str, subscriber: Subscriber) -> str:
    """Return the JSON in which the message comes unless the subscription wants it raw."""
    told: dict[str, Any] = {"Type": "Notification", "MessageId": notice.message_id, "TopicArn": notice.topic}
    told |= {"Subject": notice.subject} if notice.subject else {}
    told |= {"Message": text, "Timestamp": notice.at}
    leave = build_address(front, {"Action": "Unsubscribe", "SubscriptionArn": subscriber.arn})
    envelope = {**write_signed(front, told), "UnsubscribeURL": leave}
    if notice.attributes:
        envelope["MessageAttributes"] = {
            name: {"Type": one.get("DataType"), "Value": one.get("StringValue") or _decode(one.get("BinaryValue"))}
            for name, one in notice.attributes.items()
        }
    return json.dumps(envelope, ensure_ascii=False, indent=2)


def write_signed(front: Front, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the message with its signature, and where the certificate is: here, not at AWS."""
    version = find_signature_version(str(told["TopicArn"]))
    text = "".join(f"{name}\n{told[name]}\n" for name in _SIGNED if name in told)
    return {
        **told,
        "SignatureVersion": version,
        "Signature": sign(text, version=version),
        "SigningCertURL": f"{_here(front)}/_keypost/{CERTIFICATE_PAGE}",
    }


def build_address(front: Front, parameters: Mapping[str, str]) -> str:
    """Return the address of an operation that can be visited without a signature."""
    return f"{_here(front)}/?{urlencode(parameters, safe=':')}"


def build_sending(front: Front, queue: str, notice: Notice, subscriber: Subscriber, text: str) -> Call:
    """Return the call by which a queue (an ARN) gets the message."""
    arn = queue.split(":")
    parameters: dict[str, Any] = {"QueueUrl": f"{_here(front)}/{arn[4]}/{arn[5]}"}
    parameters["MessageBody"] = text if subscriber.is_raw else write_envelope(front, notice, text, subscriber)
    if subscriber.is_raw and notice.attributes:
        parameters["MessageAttributes"] = notice.attributes
    if arn[5].endswith(".fifo"):
        parameters |= {"MessageGroupId": notice.group or "default"}
        parameters |= {"MessageDeduplicationId": notice.deduplication or notice.message_id}
    return Call("sqs", "SendMessage", parameters, arn[4], arn[3])


def write_now() -> str:
    """Return the time as messages carry it."""
    return str(write_time(datetime.now(UTC), "iso8601"))


def _here(front: Front) -> str:
    return f"http://127.0.0.1:{front.settings.port}"


def _build(topic: str, parameters: Mapping[str, Any], message_id: str) -> Notice:
    return Notice(
        topic, message_id, str(parameters.get("Message", "")), str(parameters.get("Subject") or ""),
        parameters.get("MessageAttributes") or {}, parameters.get("MessageStructure") == "json", write_now(),
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

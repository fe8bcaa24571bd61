"""SNS subscriptions as moto keeps them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from keypost.endpoint.store.resources import find_topic
from keypost.named import NamedTuple


class Subscriber(NamedTuple):
    """One subscription of a topic; `dead_letters` is the ARN of its dead-letter queue."""

    arn: str
    protocol: str
    endpoint: str
    owner: str
    is_raw: bool
    dead_letters: str
    matcher: Any

    def wants(self, message: str, attributes: Mapping[str, Any]) -> bool:
        """Tell whether the subscription's filter lets the message through."""
        if self.matcher is None:
            return True
        told = {name: _describe(one) for name, one in attributes.items()}
        return bool(self.matcher.matches(told, message))


def list_subscribers(topic_arn: str, protocol: str) -> Iterator[Subscriber]:
    """Yield the topic's subscriptions of that protocol."""
    topic = find_topic(topic_arn)
    if topic is None:
        return
    for one in list(topic.sns_backend.subscriptions.values()):
        if one.topic is topic and one.protocol == protocol:
            redrive = json.loads(one.attributes.get("RedrivePolicy") or "{}")
            yield Subscriber(
                one.arn, protocol, one.endpoint, one.owner, _is_true(one.attributes.get("RawMessageDelivery")),
                str(redrive.get("deadLetterTargetArn", "")), one._filter_policy_matcher,  # noqa: SLF001
            )  # fmt: skip


def find_feedback_role(topic_arn: str, protocol: str) -> str:
    """Return the role that writes the log of failed deliveries, an empty text where that log is off."""
    topic = find_topic(topic_arn)
    return str(getattr(topic, f"{protocol}_failure_feedback_role_arn", "") or "")


def _is_true(value: object) -> bool:
    return str(value).lower() == "true"


def _describe(attribute: Mapping[str, Any]) -> dict[str, Any]:
    """Return a message attribute as moto's filters read it."""
    value = attribute.get("BinaryValue") or attribute.get("StringValue")
    if str(attribute.get("DataType", "")).startswith("Number"):
        number = float(value or 0)
        value = int(number) if number.is_integer() else number
    return {"Type": attribute.get("DataType"), "Value": value}

"""SNS subscriptions as moto keeps them."""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from keypost.endpoint.store.resources import find_topic
from keypost.named import NamedTuple


class Subscriber(NamedTuple):
    """One subscription of a topic; `dead_letters` is the ARN of its dead-letter queue, `policy` its delivery policy."""

    arn: str
    protocol: str
    endpoint: str
    owner: str
    is_raw: bool
    dead_letters: str
    matcher: Any
    policy: Mapping[str, Any] = MappingProxyType({})

    def wants(self, message: str, attributes: Mapping[str, Any]) -> bool:
        """Tell whether the subscription's filter lets the message through."""
        if self.matcher is None:
            return True
        told = {name: _describe(one) for name, one in attributes.items()}
        return bool(self.matcher.matches(told, message))


def list_subscribers(topic_arn: str, protocol: str) -> Iterator[Subscriber]:
    """Yield the topic's subscriptions of that protocol that are confirmed."""
    topic = find_topic(topic_arn)
    if topic is None:
        return
    for one in list(topic.sns_backend.subscriptions.values()):
        if one.topic is topic and one.protocol == protocol and not _is_true(one.attributes[_PENDING]):
            yield _build(one)


def list_arns(topic_arn: str) -> frozenset[str]:
    """Return the ARNs of the topic's subscriptions, confirmed or not."""
    topic = find_topic(topic_arn)
    found = list(topic.sns_backend.subscriptions.values()) if topic is not None else ()
    return frozenset(one.arn for one in found if one.topic is topic)


def find_subscriber(arn: str) -> Subscriber | None:
    """Return the subscription, confirmed or not; None where there is none."""
    found = _find(arn)
    return None if found is None else _build(found)


def is_pending(arn: str) -> bool:
    """Tell whether a subscription waits for its confirmation."""
    found = _find(arn)
    return found is not None and _is_true(found.attributes[_PENDING])


def needs_authentication(arn: str) -> bool:
    """Tell whether nobody may end the subscription without a signature."""
    found = _find(arn)
    return found is not None and _is_true(found.attributes.get(_AUTHENTICATED))


def set_pending(arn: str) -> None:
    """Let a subscription wait for its confirmation."""
    _find(arn).attributes |= {_PENDING: "true", _CONFIRMED_BY: "false"}


def confirm(arn: str, *, is_signed: bool, needs_signature: bool) -> None:
    """Confirm a subscription; with `needs_signature` it can be ended by a signed call only."""
    told = {_PENDING: "false", _CONFIRMED_BY: str(is_signed).lower(), _AUTHENTICATED: str(needs_signature).lower()}
    _find(arn).attributes |= told


def recount(topic_arn: str, *, ended: int = 0) -> None:
    """Let the topic's attributes tell how many subscriptions it has, and that some have ended: moto counts none."""
    topic = find_topic(topic_arn)
    if topic is None:
        return
    waits = [_is_true(one.attributes[_PENDING]) for one in list(topic.sns_backend.subscriptions.values())
             if one.topic is topic]  # fmt: skip
    topic.subscriptions_pending, topic.subscriptions_confimed = sum(waits), len(waits) - sum(waits)
    topic.subscriptions_deleted += ended


def find_feedback_role(topic_arn: str, protocol: str, *, is_delivered: bool = False) -> str:
    """Return the role that writes the log of deliveries that failed, or got through; an empty text where it is off."""
    kind = "success" if is_delivered else "failure"
    return str(getattr(find_topic(topic_arn), f"{protocol}_{kind}_feedback_role_arn", "") or "")


def find_sample_rate(topic_arn: str, protocol: str) -> int:
    """Return of how many deliveries in a hundred that got through a log is written."""
    told = str(getattr(find_topic(topic_arn), f"{protocol}_success_feedback_sample_rate", "") or "0")
    return int(told) if told.isdecimal() else 0


def find_signature_version(topic_arn: str) -> str:
    """Return the version of the signature that the topic's messages carry."""
    return str(getattr(find_topic(topic_arn), "signature_version", "") or "1")


_PENDING, _CONFIRMED_BY, _AUTHENTICATED = (
    "PendingConfirmation",
    "ConfirmationWasAuthenticated",
    "AuthenticateOnUnsubscribe",
)


def _find(arn: str) -> Any:
    topic = find_topic(arn.rpartition(":")[0])
    return None if topic is None else topic.sns_backend.subscriptions.get(arn)


def _build(one: Any) -> Subscriber:
    redrive = _read(one.attributes.get("RedrivePolicy"))
    own = _read(one.attributes.get("DeliveryPolicy"))
    policy = own or _read(one.topic.delivery_policy).get("http", {})
    return Subscriber(
        one.arn, one.protocol, one.endpoint, one.owner, _is_true(one.attributes.get("RawMessageDelivery")),
        str(redrive.get("deadLetterTargetArn", "")), one._filter_policy_matcher, policy,  # noqa: SLF001
    )  # fmt: skip


def _read(text: object) -> dict[str, Any]:
    try:
        found = json.loads(text) if isinstance(text, str) and text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _is_true(value: object) -> bool:
    return str(value).lower() == "true"


def _describe(attribute: Mapping[str, Any]) -> dict[str, Any]:
    """Return a message attribute as moto's filters read it."""
    value = attribute.get("BinaryValue") or attribute.get("StringValue")
    if str(attribute.get("DataType", "")).startswith("Number"):
        number = float(value or 0)
        value = int(number) if number.is_integer() else number
    return {"Type": attribute.get("DataType"), "Value": value}

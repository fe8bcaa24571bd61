"""Subscriptions of HTTP(S) addresses: pending until whoever listens there confirms, told when they end.

Sources: SNS API reference, Subscribe, ConfirmSubscription, Unsubscribe; SNS Developer Guide, HTTP/HTTPS subscription
confirmation JSON format, unsubscribe confirmation JSON format.
"""

import json
import secrets
import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from keypost.arn import parse_arn
from keypost.catalogue.paths.sns_to_email_sms_https import PATH
from keypost.endpoint.call import NOBODY, Call, Caller
from keypost.endpoint.courier import carry
from keypost.endpoint.deliveries.attempt import write_attempt
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.notification import build_address, write_now, write_signed
from keypost.endpoint.deliveries.sns_to_http import CHAT_CLIENT, build_headers, fetch_answer
from keypost.endpoint.front import Front, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.perform import perform
from keypost.endpoint.store.subscriptions import (
    Subscriber,
    confirm,
    find_subscriber,
    is_pending,
    list_arns,
    needs_authentication,
    recount,
    set_pending,
)

_TOKENS = "subscription-tokens"
_ASKING = frozenset({"http", "https"})
_UNKNOWN = "pending confirmation"
_WELCOME = (
    "You have chosen to subscribe to the topic {topic}.\nTo confirm the subscription, visit the SubscribeURL included "
    "in this message."
)
_FAREWELL = (
    "You have chosen to deactivate subscription {subscription}.\nTo cancel this operation and restore the "
    "subscription, visit the SubscribeURL included in this message."
)


def subscribe(front: Front, call: Call, _caller: Caller) -> Result:
    """Subscribe; whoever listens at an HTTP(S) address is asked to confirm."""
    protocol, endpoint, topic = call.get("Protocol"), call.get("Endpoint"), call.get("TopicArn")
    if protocol in _ASKING and not endpoint.startswith(f"{protocol}://"):
        raise RefusalError("InvalidParameter", "Invalid parameter: Endpoint must match the specified protocol")
    known = list_arns(topic)
    arn = str(_perform(call).get("SubscriptionArn", ""))
    if protocol in _ASKING and endpoint != CHAT_CLIENT and arn not in known:
        set_pending(arn)
    recount(topic)
    subscriber = find_subscriber(arn) if is_pending(arn) else None
    if subscriber is None:
        return {"SubscriptionArn": arn}
    _post(front, subscriber, "SubscriptionConfirmation", _WELCOME.format(topic=topic))
    return {"SubscriptionArn": arn if call.parameters.get("ReturnSubscriptionArn") is True else _UNKNOWN}


def confirm_subscription(front: Front, call: Call, caller: Caller) -> Result:
    """Confirm the subscription that a token was sent for; one that has ended since begins anew."""
    kept = front.state.map(_TOKENS).get(call.get("Token"))
    if kept is None or kept["TopicArn"] != call.get("TopicArn"):
        raise RefusalError("InvalidParameter", "Invalid parameter: Token")
    arn = str(kept["SubscriptionArn"])
    if find_subscriber(arn) is None:
        arn = _begin_anew(call, kept)
        kept["SubscriptionArn"] = arn
    is_signed = caller.principal is not NOBODY
    is_strict = call.get("AuthenticateOnUnsubscribe").lower() == "true"
    confirm(arn, is_signed=is_signed, needs_signature=is_signed and is_strict)
    recount(arn.rpartition(":")[0])
    return {"SubscriptionArn": arn}


def unsubscribe(front: Front, call: Call, caller: Caller) -> Result:
    """End a subscription: by the address in a message without permission, unless it was confirmed otherwise."""
    arn = call.get("SubscriptionArn")
    subscriber = find_subscriber(arn)
    topic = arn.rpartition(":")[0]
    if parse_arn(topic) is None:
        raise RefusalError("InvalidParameter", "Invalid parameter: SubscriptionId")
    if caller.principal is NOBODY and needs_authentication(arn):
        raise RefusalError(
            "AuthorizationError", "The subscription was confirmed with AuthenticateOnUnsubscribe", status=403
        )
    result = _perform(call, topic)
    recount(topic, ended=1 if subscriber is not None else 0)
    if subscriber is not None and subscriber.protocol in _ASKING and subscriber.endpoint != CHAT_CLIENT:
        _post(front, subscriber, "UnsubscribeConfirmation", _FAREWELL.format(subscription=arn))
    return result


def list_subscriptions(_front: Front, call: Call, _caller: Caller) -> Result:
    """Return the subscriptions; those that wait have no ARN yet."""
    result = _perform(call)
    shown = [
        one | {"SubscriptionArn": "PendingConfirmation"} if is_pending(one["SubscriptionArn"]) else one
        for one in result.get("Subscriptions", ())
    ]
    return {**result, "Subscriptions": shown}


def _post(front: Front, subscriber: Subscriber, kind: str, text: str) -> None:
    """Send a message with a token, beside the caller."""
    token, topic = secrets.token_hex(64), subscriber.arn.rpartition(":")[0]
    front.state.map(_TOKENS)[token] = {
        "SubscriptionArn": subscriber.arn, "TopicArn": topic, "Protocol": subscriber.protocol,
        "Endpoint": subscriber.endpoint,
    }  # fmt: skip
    told = {"Type": kind, "MessageId": str(uuid.uuid4()), "Token": token, "TopicArn": topic, "Message": text}
    visit = build_address(front, {"Action": "ConfirmSubscription", "TopicArn": topic, "Token": token})
    told |= {"SubscribeURL": visit, "Timestamp": write_now()}
    carry(partial(_send, front, subscriber, write_signed(front, told)))


def _send(front: Front, subscriber: Subscriber, message: Mapping[str, Any]) -> None:
    kind, topic = str(message["Type"]), str(message["TopicArn"])
    subscription = subscriber.arn if kind == "UnsubscribeConfirmation" else ""
    headers = build_headers(kind, str(message["MessageId"]), topic, subscription=subscription)
    posted, _ = fetch_answer(subscriber, json.dumps(message, indent=2).encode(), headers)
    error = "" if posted.is_taken else f"{kind}: {posted.status or 'no answer'}: {posted.told}"
    write_attempt(front, path=PATH.id, source=topic, target=subscriber.endpoint, error=error)


def _begin_anew(call: Call, kept: Mapping[str, str]) -> str:
    parameters = {name: kept[name] for name in ("TopicArn", "Protocol", "Endpoint")}
    return str(_perform(call._replace(operation="Subscribe", parameters=parameters))["SubscriptionArn"])


def _perform(call: Call, topic: str = "") -> dict[str, Any]:
    """Carry the operation out where the topic is: the one that the call names, unless told."""
    arn = parse_arn(topic or call.get("TopicArn"))
    account, region = (arn.account, arn.region) if arn is not None else (call.account, call.region)
    return perform(call.service, call.operation, call.parameters, account=account, region=region)


DELIVERY = Delivery(
    operations={
        ("sns", "Subscribe"): subscribe,
        ("sns", "ConfirmSubscription"): confirm_subscription,
        ("sns", "Unsubscribe"): unsubscribe,
        ("sns", "ListSubscriptions"): list_subscriptions,
        ("sns", "ListSubscriptionsByTopic"): list_subscriptions,
    }
)

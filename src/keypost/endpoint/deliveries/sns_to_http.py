"""SNS topic -> HTTP(S) address on this machine, retried as the delivery policy says, though at once.

Sources: SNS Developer Guide, HTTP/HTTPS notification JSON format; HTTP/HTTPS headers; Amazon SNS message delivery
retries (three retries unless the delivery policy says otherwise; an error of the receiver's own, 4xx, isn't retried);
large payload and raw message delivery.
"""

from collections.abc import Mapping
from functools import partial

from keypost.catalogue.paths.sns_to_email_sms_https import PATH
from keypost.endpoint.courier import carry
from keypost.endpoint.deliveries.attempt import write_attempt
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.delivery_status import Outcome, bury, log_delivery
from keypost.endpoint.deliveries.notification import Notice, list_notices, list_receivers, write_envelope
from keypost.endpoint.front import Done, Front
from keypost.endpoint.posting import Posted, fetch_posted, is_on_this_machine
from keypost.endpoint.store.subscriptions import Subscriber

# The address at which the chat client hears of topics (what its own subscriptions say).
CHAT_CLIENT = "https://global.sns-api.chatbot.amazonaws.com"
_USUAL_RETRIES = 3
_MOST_RETRIES = 100
_USUAL_TYPE = "text/plain; charset=UTF-8"
_TOO_MANY, _LEAST_CLIENT_ERROR, _LEAST_SERVER_ERROR = 429, 400, 500


def deliver(front: Front, done: Done) -> None:
    """Post each published message to the addresses that subscribe to the topic."""
    for notice in list_notices(done):
        for protocol in ("http", "https"):
            for subscriber, text in list_receivers(notice, protocol):
                if subscriber.endpoint != CHAT_CLIENT:
                    carry(partial(_send, front, notice, subscriber, text, done.request_id))


def build_headers(kind: str, message_id: str, topic: str, *, subscription: str = "") -> dict[str, str]:
    """Return the headers of every message that SNS posts."""
    told = {
        "x-amz-sns-message-type": kind,
        "x-amz-sns-message-id": message_id,
        "x-amz-sns-topic-arn": topic,
        "Content-Type": _USUAL_TYPE,
        "User-Agent": "Amazon Simple Notification Service Agent",
    }
    return told | {"x-amz-sns-subscription-arn": subscription} if subscription else told


def fetch_answer(subscriber: Subscriber, body: bytes, headers: Mapping[str, str]) -> tuple[Posted, int]:
    """Post as often as the delivery policy says; return the last answer and the number of attempts."""
    posted, attempts = fetch_posted(subscriber.endpoint, body, headers), 1
    while _is_worth_it(subscriber, posted) and attempts <= _count_retries(subscriber):
        posted, attempts = fetch_posted(subscriber.endpoint, body, headers), attempts + 1
    return posted, attempts


def _send(front: Front, notice: Notice, subscriber: Subscriber, text: str, request_id: str) -> None:
    body = text if subscriber.is_raw else write_envelope(front, notice, text, subscriber)
    headers = build_headers("Notification", notice.message_id, notice.topic, subscription=subscriber.arn)
    headers |= _choose_type(subscriber)
    if subscriber.is_raw:
        headers["x-amz-sns-rawdelivery"] = "true"
    posted, attempts = fetch_answer(subscriber, body.encode(), headers)
    error = "" if posted.is_taken else f"{posted.status or 'no answer'}: {posted.told} ({attempts} attempts)"
    source, target = notice.topic, subscriber.endpoint
    write_attempt(front, path=PATH.id, source=source, target=target, error=error, request_id=request_id)
    log_delivery(front, notice, subscriber, Outcome("http", posted.status, posted.told, posted.is_taken, attempts))
    if not posted.is_taken:
        bury(front, notice, subscriber, text)


def _is_worth_it(subscriber: Subscriber, posted: Posted) -> bool:
    if posted.is_taken or not is_on_this_machine(subscriber.endpoint):
        return False
    return posted.status == _TOO_MANY or not _LEAST_CLIENT_ERROR <= posted.status < _LEAST_SERVER_ERROR


def _count_retries(subscriber: Subscriber) -> int:
    told = _find_part(subscriber, "healthyRetryPolicy", "defaultHealthyRetryPolicy").get("numRetries", _USUAL_RETRIES)
    return min(told, _MOST_RETRIES) if isinstance(told, int) else _USUAL_RETRIES


def _choose_type(subscriber: Subscriber) -> dict[str, str]:
    told = _find_part(subscriber, "requestPolicy", "defaultRequestPolicy").get("headerContentType")
    return {"Content-Type": told} if isinstance(told, str) else {}


def _find_part(subscriber: Subscriber, *names: str) -> Mapping[str, object]:
    """Return a part of the delivery policy: the subscription's own, else the topic's."""
    found: object = next((subscriber.policy[name] for name in names if name in subscriber.policy), None)
    return found if isinstance(found, Mapping) else {}


DELIVERY = Delivery(reactions={("sns", "Publish"): deliver, ("sns", "PublishBatch"): deliver})

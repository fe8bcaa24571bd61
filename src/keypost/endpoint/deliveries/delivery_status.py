"""What becomes of a message that a subscriber got or didn't get: the delivery status log, the dead-letter queue.

Sources: SNS Developer Guide, Amazon SNS dead-letter queues; Amazon SNS message delivery status.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from keypost.arn import parse_arn
from keypost.catalogue.paths import sns_subscription_dlq
from keypost.endpoint.call import Call
from keypost.endpoint.caller import build_role_session
from keypost.endpoint.deliveries.attempt import attempt
from keypost.endpoint.deliveries.notification import Notice, build_sending
from keypost.endpoint.deliveries.sender import build_sender
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.subscriptions import Subscriber, find_feedback_role, find_sample_rate
from keypost.named import NamedTuple


class Outcome(NamedTuple):
    """How a delivery went: of which protocol (`sqs`, `http`), with what status, what the receiver said."""

    protocol: str
    status: int
    told: str
    is_delivered: bool
    attempts: int = 1


def bury(front: Front, notice: Notice, subscriber: Subscriber, text: str) -> None:
    """Hand the message to the subscription's dead-letter queue, which has a policy and a key of its own."""
    if parse_arn(subscriber.dead_letters) is None:
        return
    path = sns_subscription_dlq.PATH
    sender = build_sender(path, source=notice.topic, target=subscriber.dead_letters)
    call = build_sending(front, subscriber.dead_letters, notice, subscriber, text)
    attempt(front, call, sender, path=path.id, source=notice.topic, target=subscriber.dead_letters)


def log_delivery(front: Front, notice: Notice, subscriber: Subscriber, outcome: Outcome) -> None:
    """Write the delivery status log as the topic's feedback role, where the topic has one for such an outcome."""
    role = find_feedback_role(notice.topic, outcome.protocol, is_delivered=outcome.is_delivered)
    arn, place = parse_arn(role), parse_arn(notice.topic)
    is_wanted = not outcome.is_delivered or find_sample_rate(notice.topic, outcome.protocol) > 0
    if arn is None or place is None or not is_wanted:
        return
    writer = build_role_session(role, session="sns", account=arn.account)
    group = f"sns/{place.region}/{place.account}/{place.resource}{'' if outcome.is_delivered else '/Failure'}"
    entry = json.dumps(_describe(notice, subscriber, outcome))
    event = {"timestamp": int(datetime.now(UTC).timestamp() * 1000), "message": entry}
    stream = {"logGroupName": group, "logStreamName": "keypost-local"}
    for operation, parameters in (
        ("CreateLogGroup", {"logGroupName": group}),
        ("CreateLogStream", stream),
        ("PutLogEvents", {**stream, "logEvents": [event]}),
    ):
        try:
            front.call(Call("logs", operation, parameters, place.account, place.region), writer)
        except RefusalError as refusal:
            if refusal.code != "ResourceAlreadyExistsException":
                return


def _describe(notice: Notice, subscriber: Subscriber, outcome: Outcome) -> dict[str, Any]:
    return {
        "notification": {
            "messageMD5Sum": hashlib.md5(notice.message.encode(), usedforsecurity=False).hexdigest(),
            "messageId": notice.message_id,
            "topicArn": notice.topic,
            "timestamp": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.000"),
        },
        "delivery": {
            "deliveryId": notice.message_id,
            "destination": subscriber.endpoint,
            "providerResponse": outcome.told,
            "dwellTimeMs": 1,
            "attempts": outcome.attempts,
            "statusCode": outcome.status,
        },
        "status": "SUCCESS" if outcome.is_delivered else "FAILURE",
    }

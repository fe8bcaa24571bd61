"""SNS topic -> SQS queue: the queue's policy and key decide; what is lost is logged, and goes to the dead letters."""

import json

from keypost.arn import parse_arn
from keypost.catalogue.paths import sns_to_sqs, sns_to_sqs_cross_account
from keypost.endpoint.deliveries.attempt import attempt
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.delivery_status import Outcome, bury, log_delivery
from keypost.endpoint.deliveries.notification import Notice, build_sending, list_notices, list_receivers
from keypost.endpoint.deliveries.sender import build_sender
from keypost.endpoint.front import Done, Front
from keypost.endpoint.store.subscriptions import Subscriber

_FORBIDDEN = 403


def deliver(front: Front, done: Done) -> None:
    """Hand each published message to the queues that subscribe to the topic."""
    for notice in list_notices(done):
        for subscriber, text in list_receivers(notice, "sqs"):
            _send(front, notice, subscriber, text)


def _send(front: Front, notice: Notice, subscriber: Subscriber, text: str) -> None:
    queue, topic = parse_arn(subscriber.endpoint), parse_arn(notice.topic)
    if queue is None or topic is None:
        return
    path = (sns_to_sqs if queue.account == topic.account else sns_to_sqs_cross_account).PATH
    sender = build_sender(path, source=notice.topic, target=subscriber.endpoint)
    call = build_sending(front, subscriber.endpoint, notice, subscriber, text)
    refused = attempt(front, call, sender, path=path.id, source=notice.topic, target=subscriber.endpoint)
    if refused is not None:
        bury(front, notice, subscriber, text)
        told = json.dumps({"ErrorCode": refused.query_code, "ErrorMessage": refused.message})
        status = _FORBIDDEN if "ccess" in refused.code else refused.status
        log_delivery(front, notice, subscriber, Outcome("sqs", status, told, is_delivered=False))


DELIVERY = Delivery(reactions={("sns", "Publish"): deliver, ("sns", "PublishBatch"): deliver})

"""SNS topic -> SQS queue: the queue's policy and key decide; what is lost goes to the dead-letter queue, and is logged.

Sources: SNS Developer Guide, dead-letter queues; message delivery status.
"""

import json
from datetime import UTC, datetime
from typing import Any

from keypost.arn import parse_arn
from keypost.catalogue.paths import sns_subscription_dlq, sns_to_sqs, sns_to_sqs_cross_account
from keypost.endpoint.call import Call
from keypost.endpoint.caller import build_role_session
from keypost.endpoint.deliveries.attempt import attempt
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.notification import Notice, list_notices, list_receivers, write_envelope
from keypost.endpoint.deliveries.sender import build_sender
from keypost.endpoint.front import Done, Front
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.subscriptions import Subscriber, find_feedback_role

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
    call = _build_call(front, subscriber.endpoint, notice, subscriber, text)
    refused = attempt(front, call, sender, path=path.id, source=notice.topic, target=subscriber.endpoint)
    if refused is not None:
        _bury(front, notice, subscriber, text)
        _log(front, notice, subscriber, refused)


def _build_call(front: Front, queue: str, notice: Notice, subscriber: Subscriber, text: str) -> Call:
    arn = queue.split(":")
    parameters: dict[str, Any] = {"QueueUrl": f"http://127.0.0.1:{front.settings.port}/{arn[4]}/{arn[5]}"}
    parameters["MessageBody"] = text if subscriber.is_raw else write_envelope(notice, text, subscriber)
    if subscriber.is_raw and notice.attributes:
        parameters["MessageAttributes"] = notice.attributes
    if arn[5].endswith(".fifo"):
        parameters |= {"MessageGroupId": notice.group or "default"}
        parameters |= {"MessageDeduplicationId": notice.deduplication or notice.message_id}
    return Call("sqs", "SendMessage", parameters, arn[4], arn[3])


def _bury(front: Front, notice: Notice, subscriber: Subscriber, text: str) -> None:
    """Hand the message to the subscription's dead-letter queue, which has a policy and a key of its own."""
    if parse_arn(subscriber.dead_letters) is None:
        return
    path = sns_subscription_dlq.PATH
    sender = build_sender(path, source=notice.topic, target=subscriber.dead_letters)
    call = _build_call(front, subscriber.dead_letters, notice, subscriber, text)
    attempt(front, call, sender, path=path.id, source=notice.topic, target=subscriber.dead_letters)


def _log(front: Front, notice: Notice, subscriber: Subscriber, refused: RefusalError) -> None:
    """Write the delivery status log as the topic's feedback role, where the topic has one."""
    role = find_feedback_role(notice.topic, "sqs")
    arn, place = parse_arn(role), parse_arn(notice.topic)
    if arn is None or place is None:
        return
    writer = build_role_session(role, session="sns", account=arn.account)
    group = f"sns/{place.region}/{place.account}/{place.resource}/Failure"
    entry = json.dumps(_describe(notice, subscriber, refused))
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


def _describe(notice: Notice, subscriber: Subscriber, refused: RefusalError) -> dict[str, Any]:
    response = json.dumps({"ErrorCode": refused.query_code, "ErrorMessage": refused.message})
    return {
        "notification": {
            "messageMD5Sum": "",
            "messageId": notice.message_id,
            "topicArn": notice.topic,
            "timestamp": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.000"),
        },
        "delivery": {
            "deliveryId": notice.message_id,
            "destination": subscriber.endpoint,
            "providerResponse": response,
            "dwellTimeMs": 1,
            "attempts": 1,
            "statusCode": _FORBIDDEN if "ccess" in refused.code else refused.status,
        },
        "status": "FAILURE",
    }


DELIVERY = Delivery(reactions={("sns", "Publish"): deliver, ("sns", "PublishBatch"): deliver})

"""SQS: waiting without keeping everybody else waiting, and attributes that stay (SQS API reference)."""

import time
from typing import Any

from keypost.arn import parse_arn
from keypost.endpoint.actions.messaging import find_queue_arn
from keypost.endpoint.arguments import refuse_two_encryptions
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.front import Front, Operation, Result
from keypost.endpoint.store.keys import find_key
from keypost.endpoint.store.messages import seal
from keypost.endpoint.store.perform import perform
from keypost.endpoint.store.resources import find_queue

_LONGEST_WAIT = 20
_ENCRYPTING = frozenset({"KmsMasterKeyId", "SqsManagedSseEnabled"})
_PAUSE = 0.05


def receive_message(front: Front, call: Call, _caller: Caller) -> Result:
    """Return messages as soon as there are any, or none when the time is over."""
    ends = time.monotonic() + _find_patience(call)
    parameters = {**call.parameters, "WaitTimeSeconds": 0}
    account = (parse_arn(find_queue_arn(call, call.get("QueueUrl"))) or call).account
    host = f"127.0.0.1:{front.settings.port}"
    while True:
        result = perform(call.service, call.operation, parameters, account=account, region=call.region, host=host)
        if result.get("Messages") or time.monotonic() >= ends:
            return result
        time.sleep(_PAUSE)


def set_queue_attributes(_front: Front, call: Call, _caller: Caller) -> Result:
    """Set what is given and keep the rest: moto would drop the policy. Messages stay under the key that they have."""
    arn = find_queue_arn(call, call.get("QueueUrl"))
    queue, attributes = find_queue(arn), _settle_encryption(dict(call.parameters.get("Attributes") or {}))
    if attributes.keys() & _ENCRYPTING:
        seal(arn, find_queue_key(arn))
    if queue is not None and "Policy" not in attributes and queue.policy:
        attributes["Policy"] = queue.policy
    account = (parse_arn(arn) or call).account
    parameters = {**call.parameters, "Attributes": attributes}
    return perform(call.service, call.operation, parameters, account=account, region=call.region)


def _settle_encryption(attributes: dict[str, str]) -> dict[str, str]:
    """Let a queue be encrypted in one way: what is switched on takes the place of the other (SQS API reference).

    Raises:
        RefusalError: both are asked for.
    """
    refuse_two_encryptions(attributes)
    if attributes.get("KmsMasterKeyId"):
        return {**attributes, "SqsManagedSseEnabled": "false"}
    is_own = attributes.get("SqsManagedSseEnabled", "").lower() == "true"
    return {**attributes, "KmsMasterKeyId": ""} if is_own else attributes


def find_queue_key(arn: str) -> str:
    """Return the ARN of the key that encrypts what is sent to a queue, an empty text where none does."""
    queue, parts = find_queue(arn), parse_arn(arn)
    if queue is None or parts is None or not queue.kms_master_key_id:
        return ""
    key = find_key(queue.kms_master_key_id, account=parts.account, region=parts.region)
    return key.arn if key is not None else str(queue.kms_master_key_id)


def _find_patience(call: Call) -> int:
    """Return how many seconds the client waits; what isn't said is the queue's own setting."""
    asked: Any = call.parameters.get("WaitTimeSeconds")
    if asked is None:
        queue = find_queue(find_queue_arn(call, call.get("QueueUrl")))
        asked = 0 if queue is None else queue.receive_message_wait_time_seconds
    return min(max(int(asked), 0), _LONGEST_WAIT)


OPERATIONS: dict[str, Operation] = {
    "ReceiveMessage": receive_message,
    "SetQueueAttributes": set_queue_attributes,
}

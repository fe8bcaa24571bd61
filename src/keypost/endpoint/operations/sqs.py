"""SQS: waiting for messages without keeping everybody else waiting (SQS API reference, ReceiveMessage)."""

import time
from typing import Any

from keypost.endpoint.actions.messaging import find_queue_arn
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.front import Front, Operation, Result
from keypost.endpoint.store.perform import perform
from keypost.endpoint.store.resources import find_queue

_LONGEST_WAIT = 20
_PAUSE = 0.05


def receive_message(front: Front, call: Call, _caller: Caller) -> Result:
    """Return messages as soon as there are any, or none when the time is over."""
    ends = time.monotonic() + _find_patience(call)
    parameters = {**call.parameters, "WaitTimeSeconds": 0}
    account = find_queue_arn(call, call.get("QueueUrl")).split(":")[4:5] or [call.account]
    host = f"127.0.0.1:{front.settings.port}"
    while True:
        result = perform(call.service, call.operation, parameters, account=account[0], region=call.region, host=host)
        if result.get("Messages") or time.monotonic() >= ends:
            return result
        time.sleep(_PAUSE)


def _find_patience(call: Call) -> int:
    """Return how many seconds the client waits; what isn't said is the queue's own setting."""
    asked: Any = call.parameters.get("WaitTimeSeconds")
    if asked is None:
        queue = find_queue(find_queue_arn(call, call.get("QueueUrl")))
        asked = 0 if queue is None else queue.receive_message_wait_time_seconds
    return min(max(int(asked), 0), _LONGEST_WAIT)


OPERATIONS: dict[str, Operation] = {"ReceiveMessage": receive_message}

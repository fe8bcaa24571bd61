"""Lambda function that polls a queue as its execution role: that it would be invoked is written down; no code runs.

The poller looks when a message is sent, when a mapping is made or changed, and when somebody asks for it; the messages
are taken away, as after a function that succeeds. Sources: Lambda Developer Guide, using Lambda with Amazon SQS;
Lambda API reference, CreateEventSourceMapping; the refusals as people quote them.
"""

from collections.abc import Mapping
from typing import Any

from keypost.arn import parse_arn
from keypost.catalogue.paths.lambda_esm_sqs import PATH
from keypost.endpoint.actions.declare import Demand
from keypost.endpoint.actions.messaging import find_queue_arn
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.caller import build_role_session
from keypost.endpoint.deliveries.attempt import write_attempt
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.sender import enter_role
from keypost.endpoint.front import Done, Front, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.mappings import StoredMapping, find_function, keep_from_polling, list_mappings
from keypost.endpoint.store.perform import perform
from keypost.endpoint.store.resources import find_queue

_RESULTS = "polling-results"
_SERVICE = "lambda.amazonaws.com"
_NEEDED = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
_MOST_RECEIVED = 10
_NO_PERMISSION = "The function execution role does not have permissions to call {action} on SQS"
_TOO_SHORT = "Queue visibility timeout: {queue} seconds is less than Function timeout: {function} seconds"
_WOULD = "would invoke {function} with {count} messages"


def create(front: Front, call: Call, _caller: Caller) -> Result:
    """Make a mapping once the function's role could poll the queue; its key is found out when it polls."""
    queue = call.get("EventSourceArn")
    if ":sqs:" in queue:
        _validate(front, call, queue)
    made = _perform(call)
    keep_from_polling(queue)
    return _poll_and_label(front, call, made)


def _validate(front: Front, call: Call, queue: str) -> None:
    function = find_function(call.get("FunctionName"), account=call.account, region=call.region)
    found = find_queue(queue)
    if function is None or found is None:
        return
    if int(found.visibility_timeout) < function.timeout:
        told = _TOO_SHORT.format(queue=found.visibility_timeout, function=function.timeout)
        raise RefusalError("InvalidParameterValueException", told)
    role = _enter(front, function.role, call)
    for action in _NEEDED:
        try:
            front.require(Demand(f"sqs:{action}", queue), role, call=call)
        except RefusalError as refusal:
            raise RefusalError("InvalidParameterValueException", _NO_PERMISSION.format(action=action)) from refusal


def show(front: Front, call: Call, _caller: Caller) -> Result:
    """Return a mapping, or all of them, after a poll: with how the last one went."""
    for one in list_mappings(account=call.account, region=call.region):
        _poll(front, one, call)
    result = _perform(call)
    if "EventSourceMappings" in result:
        return {**result, "EventSourceMappings": [_label(front, one) for one in result["EventSourceMappings"]]}
    return _label(front, result)


def update(front: Front, call: Call, _caller: Caller) -> Result:
    """Change a mapping, and poll for it."""
    return _poll_and_label(front, call, _perform(call))


def follow(front: Front, done: Done) -> None:
    """Poll the queue that a message was sent to."""
    queue = find_queue_arn(done.call, done.call.get("QueueUrl"))
    parts = parse_arn(queue)
    if parts is not None:
        for one in list_mappings(queue, account=parts.account, region=parts.region):
            _poll(front, one, done.call)


def _poll_and_label(front: Front, call: Call, made: Mapping[str, Any]) -> Result:
    """Poll for a mapping that was made or changed, and return it."""
    for one in list_mappings(account=call.account, region=call.region):
        if one.uuid == made.get("UUID"):
            _poll(front, one, call)
    return _label(front, made)


def _label(front: Front, mapping: Mapping[str, Any]) -> dict[str, Any]:
    told = front.state.map(_RESULTS).get(str(mapping.get("UUID")), "No records processed")
    return {**mapping, "LastProcessingResult": told}


def _poll(front: Front, mapping: StoredMapping, call: Call) -> None:
    """Receive as the function's role until the queue is empty, or the role is refused."""
    count = 1
    while mapping.is_enabled and count:
        try:
            count = _receive(front, mapping, call)
            error = ""
        except RefusalError as refusal:
            count, error = 0, str(refusal)
        if count or (error and front.state.map(_RESULTS).get(mapping.uuid) != f"PROBLEM: {error}"):
            _write(front, mapping, count, error)


def _write(front: Front, mapping: StoredMapping, count: int, error: str) -> None:
    front.state.map(_RESULTS)[mapping.uuid] = f"PROBLEM: {error}" if error else "OK"
    note = "" if error else _WOULD.format(function=mapping.function, count=count)
    write_attempt(front, path=PATH.id, source=mapping.arn, target=mapping.queue, error=error, note=note)


def _receive(front: Front, mapping: StoredMapping, call: Call) -> int:
    """Take a batch away and return how many messages it has.

    Raises:
        RefusalError: the role may not.
    """
    role = _enter(front, mapping.role, call)
    asked = {"MaxNumberOfMessages": min(mapping.batch_size, _MOST_RECEIVED), "WaitTimeSeconds": 0}
    messages = front.call(_build(front, mapping.queue, "ReceiveMessage", asked), role).get("Messages", ())
    for message in messages:
        handle = {"ReceiptHandle": message["ReceiptHandle"]}
        front.call(_build(front, mapping.queue, "DeleteMessage", handle), role)
    return len(messages)


def _enter(front: Front, role: str, call: Call) -> Caller:
    arn = parse_arn(role)
    if arn is None:
        raise RefusalError("InvalidParameterValueException", f"The function has no role: {role}")
    enter_role(front, role, _SERVICE, source="", call=call)
    return build_role_session(role, session="awslambda", account=arn.account)


def _build(front: Front, queue: str, operation: str, parameters: Mapping[str, Any]) -> Call:
    _, _, _, region, account, name = queue.split(":")
    address = f"http://127.0.0.1:{front.settings.port}/{account}/{name}"
    return Call("sqs", operation, {"QueueUrl": address, **parameters}, account, region)


def _perform(call: Call) -> dict[str, Any]:
    return perform(call.service, call.operation, call.parameters, account=call.account, region=call.region)


DELIVERY = Delivery(
    followings={("sqs", "SendMessage"): follow, ("sqs", "SendMessageBatch"): follow},
    operations={
        ("lambda", "CreateEventSourceMapping"): create,
        ("lambda", "UpdateEventSourceMapping"): update,
        ("lambda", "GetEventSourceMapping"): show,
        ("lambda", "ListEventSourceMappings"): show,
    },
)

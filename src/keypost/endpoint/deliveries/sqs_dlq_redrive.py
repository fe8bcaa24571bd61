"""Dead-letter queue -> the queues that its messages came from, as whoever starts the task: with both keys.

A task is over at once. Sources: SQS API reference, StartMessageMoveTask, ListMessageMoveTasks; SQS Developer Guide,
configure a dead-letter queue redrive. What a task that fails says isn't documented: it is the code of the refusal.
"""

import uuid
from datetime import UTC, datetime
from typing import Any

from keypost.arn import parse_arn
from keypost.catalogue.paths.sqs_dlq_redrive import PATH
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.deliveries.attempt import write_attempt
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.hand_over import build_handing
from keypost.endpoint.front import Front, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.messages import find_origin, is_for_letters, list_ids
from keypost.endpoint.store.resources import find_queue

_TASKS = "message-move-tasks"
_MILLISECONDS = 1000
_KEPT = 10  # as many as are ever listed (SQS API reference, ListMessageMoveTasks)
_FIFO = ("MessageGroupId", "MessageDeduplicationId")
_ONE = {
    "WaitTimeSeconds": 0, "VisibilityTimeout": 0, "AttributeNames": ["All"], "MessageAttributeNames": ["All"],
}  # fmt: skip
_NO_QUEUE = "The resource that you specified for the SourceArn parameter doesn't exist."
_NO_LETTERS = "Source queue must be configured as a Dead Letter Queue."
_NO_TASK = "Task does not exist."


def start(front: Front, call: Call, caller: Caller) -> Result:
    """Move the messages back; the task tells how many, and why it failed."""
    source = call.get("SourceArn")
    if find_queue(source) is None:
        raise RefusalError("ResourceNotFoundException", _NO_QUEUE)
    if not is_for_letters(source):
        raise RefusalError("InvalidParameterValue", _NO_LETTERS)
    task: dict[str, Any] = {
        "TaskHandle": str(uuid.uuid4()), "SourceArn": source, "Status": "COMPLETED",
        "ApproximateNumberOfMessagesMoved": 0, "ApproximateNumberOfMessagesToMove": len(list_ids(source)),
        "StartedTimestamp": int(datetime.now(UTC).timestamp() * _MILLISECONDS),
    }  # fmt: skip
    if call.get("DestinationArn"):
        task["DestinationArn"] = call.get("DestinationArn")
    tasks = front.state.map(_TASKS, source)
    tasks[task["TaskHandle"]] = task
    for oldest in list(tasks)[:-_KEPT]:
        tasks.pop(oldest, None)
    _run(front, caller, task)
    return {"TaskHandle": task["TaskHandle"]}


def list_tasks(front: Front, call: Call, _caller: Caller) -> Result:
    """Return the tasks of a queue, newest first."""
    most = int(call.parameters.get("MaxResults") or 1)
    kept = list(front.state.map(_TASKS, call.get("SourceArn")).values())
    shown = [{name: value for name, value in one.items() if name != "TaskHandle"} for one in reversed(kept)]
    return {"Results": shown[:most]}  # a handle is shown as long as the task runs only


def cancel(_front: Front, _call: Call, _caller: Caller) -> Result:
    """Refuse: a task is over before anybody can cancel it."""
    raise RefusalError("ResourceNotFoundException", _NO_TASK)


def _run(front: Front, caller: Caller, task: dict[str, Any]) -> None:
    source = str(task["SourceArn"])
    for _ in range(int(task["ApproximateNumberOfMessagesToMove"])):
        target = ""
        try:
            target = _move(front, source, str(task.get("DestinationArn", "")), caller)
        except RefusalError as refusal:
            task |= {"Status": "FAILED", "FailureReason": refusal.query_code}
            target = target or str(task.get("DestinationArn", source))
            write_attempt(front, path=PATH.id, source=source, target=target, error=str(refusal))
            return
        if not target:
            return
        task["ApproximateNumberOfMessagesMoved"] += 1
        write_attempt(front, path=PATH.id, source=source, target=target, error="")


def _move(front: Front, source: str, destination: str, caller: Caller) -> str:
    """Move one message as the caller; return the queue that has it now, an empty text where there was none.

    Raises:
        RefusalError: the caller may not receive it, or not send it there.
    """
    found = front.call(_build(front, source, "ReceiveMessage", _ONE), caller)
    for message in found.get("Messages", ()):
        target = destination or find_origin(source, str(message["MessageId"])) or source
        further = {"MessageAttributes": message.get("MessageAttributes", {})}
        if target.endswith(".fifo"):
            further |= {name: message["Attributes"][name] for name in _FIFO}
        front.call(build_handing(front, str(message["Body"]), target=target, further=further), caller)
        handle = {"ReceiptHandle": message["ReceiptHandle"]}
        front.call(_build(front, source, "DeleteMessage", handle), caller)
        return target
    return ""


def _build(front: Front, queue: str, operation: str, parameters: dict[str, Any]) -> Call:
    arn = parse_arn(queue)
    if arn is None:
        raise RefusalError("InvalidAddress", f"{queue} is no queue's ARN.")
    address = f"http://127.0.0.1:{front.settings.port}/{arn.account}/{arn.resource}"
    return Call("sqs", operation, {"QueueUrl": address, **parameters}, arn.account, arn.region)


DELIVERY = Delivery(
    operations={
        ("sqs", "StartMessageMoveTask"): start,
        ("sqs", "ListMessageMoveTasks"): list_tasks,
        ("sqs", "CancelMessageMoveTask"): cancel,
    }
)

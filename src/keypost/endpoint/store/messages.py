"""Messages in queues as moto keeps them: under which key each of them is, and which are about to be moved away.

A message stays under the key that it was sent with, whatever the queue's is later, and wherever it is moved
(SQS Developer Guide, encryption at rest in Amazon SQS). Unless it is sealed it is under its queue's own key.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from keypost.arn import parse_arn
from keypost.endpoint.store.resources import find_queue
from keypost.named import NamedTuple


class Seal(NamedTuple):
    """What a message was encrypted with: a key's ARN, empty where it wasn't, and the queue that it was sent to."""

    key: str
    queue: str


def list_seals(queue_arn: str, count: int) -> list[Seal | None]:
    """Return the seals of the messages that would be received next; None for those under the queue's own key."""
    return [getattr(one, "keypost_seal", None) for one in islice(_list_next(find_queue(queue_arn)), count)]


def seal(queue_arn: str, key: str) -> None:
    """Keep every message of the queue under the key that it was sent with, for the queue gets another."""
    queue = find_queue(queue_arn)
    for one in list(queue._messages) if queue is not None else ():  # noqa: SLF001 -- the others are hidden just now
        _seal(one, Seal(key, queue_arn))


def find_letters(queue_arn: str) -> str:
    """Return the ARN of the queue's dead-letter queue, an empty text where it has none."""
    queue = find_queue(queue_arn)
    letters = None if queue is None else queue.dead_letter_queue
    return "" if letters is None else str(letters.queue_arn)


def is_for_letters(queue_arn: str) -> bool:
    """Tell whether the queue is the dead-letter queue of another one."""
    from moto.sqs.models import sqs_backends

    parts = parse_arn(queue_arn)
    others = sqs_backends[parts.account][parts.region].queues.values() if parts is not None else ()
    return any(one.dead_letter_queue is not None and one.dead_letter_queue.queue_arn == queue_arn for one in others)


def list_ids(queue_arn: str) -> frozenset[str]:
    """Return the ids of the messages in a queue."""
    queue = find_queue(queue_arn)
    return frozenset(str(one.id) for one in (queue._messages if queue is not None else ()))  # noqa: SLF001


def find_origin(queue_arn: str, message_id: str) -> str:
    """Return the ARN of the queue that a message was sent to before it was moved here; empty where nobody knows."""
    queue = find_queue(queue_arn)
    for one in queue._messages if queue is not None else ():  # noqa: SLF001
        if one.id == message_id:
            kept: Seal | None = getattr(one, "keypost_seal", None)
            return kept.queue if kept is not None else ""
    return ""


def _seal(message: Any, kept: Seal) -> None:
    if not hasattr(message, "keypost_seal"):
        message.keypost_seal = kept


def _list_next(queue: Any) -> Iterator[Any]:
    """Yield the messages that may be received, in their order."""
    if queue is not None:
        yield from (one for one in _list_visible(queue) if not _is_dying(queue, one))


def _list_visible(queue: Any) -> Iterator[Any]:
    yield from (one for one in list(queue._messages) if one.visible and not one.delayed)  # noqa: SLF001


def _is_dying(queue: Any, message: Any) -> bool:
    policy: Any = queue.redrive_policy if queue.dead_letter_queue is not None else None
    return bool(policy and message.approximate_receive_count >= int(policy["maxReceiveCount"]))

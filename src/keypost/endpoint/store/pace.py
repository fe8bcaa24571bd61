"""What makes moto slow or grow without end, mended from outside: its objects behave as before.

Adding a message to a queue counted all that are in it, for attributes that nobody asked for; a topic keeps every
message ever published, a queue every receipt handle ever deleted. To delete a message it looked through all of them
three times.
"""

from importlib import import_module
from typing import Any

from moto.core.utils import camelcase_to_underscores

from keypost.endpoint.store.silence import StoreChangedError

_COUNTED = "ApproximateNumberOfMessages"
_WRITTEN = "RedrivePolicy"  # an object that is answered as JSON
_MOST_PUBLISHED = 100
_MOST_DELETED = 10_000


def quicken() -> None:
    """Mend what can be mended from outside.

    Raises:
        StoreChangedError: this release of moto lacks what is mended.
    """
    queues: Any = import_module("moto.sqs.models")
    backend: Any = getattr(queues, "SQSBackend", None)
    queue: Any = getattr(queues, "Queue", None)
    topic: Any = getattr(import_module("moto.sns.models"), "Topic", None)
    reached = (backend, "send_message"), (queue, "attributes"), (queue, "delete_message"), (topic, "publish")
    if not all(hasattr(holder, name) for holder, name in reached):
        raise StoreChangedError("moto.sqs.models, moto.sns.models")
    _track_nothing()
    if not hasattr(queue, "keypost_attributes"):
        queue.keypost_attributes = queue.attributes
        queue.attributes = property(_Attributes)
        topic.__init__ = _forgetting(topic.__init__, "sent_notifications", _Published)
        queue.__init__ = _forgetting(queue.__init__, "deleted_messages", _Deleted)
        queue.delete_message = _delete


def _delete(queue: Any, handle: str) -> None:
    """Take the message of that receipt handle out: those that were received stand near the beginning."""
    if handle in queue.deleted_messages:
        return
    kept: Any = queue._messages  # noqa: SLF001 -- `messages` are those that can be seen
    at = next((number for number, one in enumerate(kept) if one.had_receipt_handle(handle)), None)
    if at is None:
        raise import_module("moto.sqs.exceptions").ReceiptHandleIsInvalid
    gone = kept.pop(at)
    queue.pending_messages.discard(gone)
    queue.deleted_messages.update(gone.all_receipt_handles)


def _track_nothing() -> None:
    """Keep moto's list of all objects ever made, which nobody here asks for, empty."""
    models: Any = import_module("moto.core.common_models")
    models.BaseModel.__new__ = _make


def _make(kind: type, *_given: object, **_named: object) -> object:
    return object.__new__(kind)


class _Attributes:
    """A queue's attributes, worked out when they are needed: one of them alone without counting messages."""

    def __init__(self, queue: Any) -> None:
        self._queue = queue

    def get(self, name: str, default: Any = None) -> Any:
        queue = self._queue
        if name == "ContentBasedDeduplication":
            return str(queue.content_based_deduplication).lower() if queue.fifo_queue else default
        if name in queue.BASE_ATTRIBUTES and name != _WRITTEN and not name.startswith(_COUNTED):
            value = getattr(queue, camelcase_to_underscores(name))
            return str(value).lower() if isinstance(value, bool) else value
        return self._queue.keypost_attributes.get(name, default)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._queue.keypost_attributes, name)

    def __getitem__(self, name: str) -> Any:
        return self._queue.keypost_attributes[name]

    def __contains__(self, name: object) -> bool:
        return name in self._queue.BASE_ATTRIBUTES or name in self._queue.keypost_attributes

    def __iter__(self) -> Any:
        return iter(self._queue.keypost_attributes)

    def __len__(self) -> int:
        return len(self._queue.keypost_attributes)


class _Published(list[Any]):
    """The last messages of a topic."""

    def append(self, message: Any) -> None:
        super().append(message)
        del self[:-_MOST_PUBLISHED]


class _Deleted(set[str]):
    """Receipt handles of deleted messages, so that deleting twice is no error; not all of them for ever."""

    def update(self, *handles: Any) -> None:
        if len(self) > _MOST_DELETED:
            self.clear()
        super().update(*handles)


def _forgetting(begin: Any, field: str, kind: type) -> Any:
    """Return what makes an object whose field doesn't grow without end."""

    def init(made: Any, *given: Any, **named: Any) -> None:
        begin(made, *given, **named)
        setattr(made, field, kind())

    return init

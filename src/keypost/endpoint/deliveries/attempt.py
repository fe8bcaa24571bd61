"""One attempt to deliver: the call as the service, and what became of it, written down."""

import uuid
from datetime import UTC, datetime
from threading import Lock

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.state import State
from keypost.named import NamedTuple

KIND = "deliveries"
_COUNTS = "delivery-counts"
_counting = Lock()


class Delivered(NamedTuple):
    """What became of a delivery; `error` is empty where it got through. `request_id` leads to its decisions.

    `note` says what AWS would have done next and nobody does here.
    """

    at: datetime
    path: str
    source: str
    target: str
    request_id: str
    error: str = ""
    note: str = ""


def attempt(front: Front, call: Call, sender: Caller, *, path: str, source: str, target: str) -> RefusalError | None:
    """Make the call as the sender; return what refused it, None where it got through."""
    request_id = str(uuid.uuid4())
    refused = None
    try:
        front.call(call, sender, request_id=request_id)
    except RefusalError as refusal:
        refused = refusal
    error = str(refused) if refused else ""
    write_attempt(front, path=path, source=source, target=target, error=error, request_id=request_id)
    return refused


def write_attempt(
    front: Front, *, path: str, source: str, target: str, error: str, request_id: str = "", note: str = ""
) -> None:
    """Write down what became of a delivery; `error` is empty where it got through."""
    front.state.list(KIND).append(Delivered(datetime.now(UTC), path, source, target, request_id, error, note))
    with _counting:
        counts = front.state.map(_COUNTS).setdefault(path, {"delivered": 0, "failed": 0})
        counts["failed" if error else "delivered"] += 1


def list_deliveries(state: State) -> list[Delivered]:
    """Return all attempts that are kept, oldest first."""
    return list(state.list(KIND))


def count_deliveries(state: State) -> dict[str, dict[str, int]]:
    """Return how many attempts on each path got through, and how many failed: all since the beginning."""
    return {path: dict(counts) for path, counts in state.map(_COUNTS).items()}

"""The log of decisions: every request that was decided, with its trace, until it is too old to be asked about."""

import itertools
from collections import OrderedDict
from datetime import UTC, datetime
from threading import Lock

from keypost.endpoint.call import Caller
from keypost.named import Enum, NamedTuple
from keypost.policy.decision import Decision
from keypost.policy.request import Request

_MOST = 2_000


class Mark(Enum):
    """What the endpoint did with a decision."""

    ENFORCED = "enforced"
    SOFT = "let-pass"  # denied, and let pass all the same
    UNMODELLED = "unmodelled"  # of a service outside the table of actions: identity policies alone were asked


class Decided(NamedTuple):
    """One decision: in which HTTP request, for whom, and what became of it."""

    number: int
    at: datetime
    request_id: str
    caller: Caller
    request: Request
    decision: Decision
    mark: Mark


class Decisions:
    """The last decisions, by request id."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
        self._numbers = itertools.count(1)
        self._kept: OrderedDict[int, Decided] = OrderedDict()

    def add(self, request_id: str, caller: Caller, *, request: Request, decision: Decision, mark: Mark) -> Decided:
        """Keep one."""
        with self._lock:
            number = next(self._numbers)
            kept = Decided(number, datetime.now(UTC), request_id, caller, request, decision, mark)
            self._kept[number] = kept
            if len(self._kept) > _MOST:
                self._kept.popitem(last=False)
            return kept

    def list(self, request_id: str | None = None) -> list[Decided]:
        """Return those of one request, or all that are kept, oldest first."""
        with self._lock:
            kept = list(self._kept.values())
        return [one for one in kept if request_id is None or one.request_id == request_id]

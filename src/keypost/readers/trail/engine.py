"""What reads a history: the embedded engine, DuckDB, or a service that runs SQL."""

from collections.abc import Callable, Sequence

from keypost.named import Protocol
from keypost.readers.trail.requests import Asked, History, Selection

# Called with what is read, how much there is, and the records so far; bytes for files, else whatever the engine counts.
Tell = Callable[[int, int, int], None]


def tell_nobody(_done: int, _total: int, _records: int) -> None:
    """Tell nobody how far the reading is."""


class Engine(Protocol):
    """Reduces trails to distinct requests, where the records are."""

    def fetch_history(
        self, trails: Sequence[str], selection: Selection, *, asked: Asked, tell: Tell = tell_nobody
    ) -> History:
        """Return what the trails tell: paths, `-` for standard input, or what else the engine knows by a name.

        Interrupted, it returns what was read so far, as not complete.

        Raises:
            UnreadableInputError: a trail doesn't exist, or holds no CloudTrail records at all.
            UsageError: the engine can't read such a trail, or isn't installed.
        """

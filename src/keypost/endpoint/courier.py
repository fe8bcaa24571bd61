"""What goes out over HTTP: carried in threads of its own, so that a slow receiver keeps nobody waiting for long."""

from collections.abc import Callable
from threading import BoundedSemaphore, Thread

# Whoever caused it waits that long: then what became of it is written down when the answer comes, as a rule.
_PATIENCE = 1.0
_MOST_AT_ONCE = 32
_places = BoundedSemaphore(_MOST_AT_ONCE)


def carry(job: Callable[[], None]) -> None:
    """Run the job beside the caller, and wait a second at most for its end."""
    _places.acquire()
    thread = Thread(target=_run, args=(job,), daemon=True)
    thread.start()
    thread.join(_PATIENCE)


def _run(job: Callable[[], None]) -> None:
    try:
        job()
    finally:
        _places.release()

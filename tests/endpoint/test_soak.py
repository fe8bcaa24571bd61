"""The soak of `benchmarks/soak.py`, in short: eight clients at once, and no message lost."""

from benchmarks.soak import CLIENTS, check, soak
from tests.endpoint.local import Local

REQUESTS = 1_000


def test_what_is_sent_arrives_or_is_recorded_as_failed(local: Local) -> None:
    tally = soak(local.address, REQUESTS)
    assert tally.requests >= REQUESTS - CLIENTS
    assert check(local.address, tally) == []
    assert tally.twice == 0

"""What AWS says of deliveries that were tried, as records: how the last attempt went, since when, in whose words."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from keypost.named import NamedTuple
from keypost.readers.live.reply import Item, settle
from keypost.readers.snapshot.record import Record

# CloudWatch keeps metrics of an hour far longer; what failed two weeks ago and not since is history.
WINDOW = timedelta(days=14)
_LONGEST_WORDS = 500


class Pair(NamedTuple):
    """Whom AWS speaks of: the source, and the target (empty where it doesn't tell which)."""

    source: str
    target: str = ""


class Attempt(NamedTuple):
    """One attempt: when, whether it got through, and what AWS says of a failure."""

    at: datetime
    succeeded: bool
    says: str = ""


def begin_window() -> datetime:
    """Return where the time begins that is looked at: two weeks ago."""
    return datetime.now(UTC) - WINDOW


def observe_attempts(pair: Pair, attempts: Iterable[Attempt], *, call: str) -> Record | None:
    """Return what attempts tell together, in any order; None of none."""
    ordered = sorted(attempts, key=lambda one: one.at)
    if not ordered:
        return None
    latest = ordered[-1]
    successes = [one for one in ordered if one.succeeded]
    failures = [one for one in ordered if not successes or one.at > successes[-1].at]
    return observe(
        pair,
        call=call,
        fails=not latest.succeeded,
        seen=latest.at,
        since=failures[0].at if failures else None,
        delivered=successes[-1].at if successes and not latest.succeeded else None,
        says=latest.says,
    )


def observe(
    pair: Pair,
    *,
    call: str,
    fails: bool,
    seen: Item = None,
    since: Item = None,
    delivered: Item = None,
    says: Item = "",
) -> Record:
    """Return an observation; without a time of its own it was seen now."""
    properties = {
        "Source": pair.source,
        "Target": pair.target or None,
        "Course": "failing" if fails else "delivering",
        "Seen": render_time(seen or datetime.now(UTC)),
        "Since": render_time(since),
        "Delivered": render_time(delivered),
        "Says": str(says)[:_LONGEST_WORDS] or None if fails else None,
    }
    name = f"{pair.source} -> {pair.target}"
    return Record("Keypost::Observation", name, "", "", settle(properties), call)


def render_time(time: Item) -> str | None:
    """Return a time as ISO 8601 in UTC, to the second."""
    if not isinstance(time, datetime):
        return str(time) if time else None
    known = time if time.tzinfo is not None else time.replace(tzinfo=UTC)
    return known.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

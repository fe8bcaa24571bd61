"""Runs that succeeded beside runs that failed: the distinct calls of both, and where they part."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from keypost.diagnosis.compare.runs import Run
from keypost.named import Enum, NamedTuple
from keypost.readers.trail.record import Record, has_succeeded

_TIME = "%Y-%m-%dT%H:%M:%SZ"


class Call(NamedTuple):
    """A distinct call: who (sessions by their role), through which service, and what.

    On which key isn't part of it: two runs may well use two keys.
    """

    caller: str
    invoked_by: str
    action: str


class Made(NamedTuple):
    """How one side made a call: in how many of its runs, how often, and what came of it.

    `after` is the smallest number of seconds from the beginning of a run; `first` is when that was. `errors` are the
    codes of those that failed, each once; `succeeded` counts the others. `keys` are those that the records name.
    """

    runs: int
    times: int
    succeeded: int
    errors: tuple[str, ...]
    keys: tuple[str, ...]
    after: int
    first: str


class Difference(Enum):
    """Where a call was made, or how it ended."""

    ONLY_GOOD = "only-good"
    ONLY_BAD = "only-bad"
    OUTCOME = "outcome"
    NONE = "none"


class Compared(NamedTuple):
    """One distinct call on both sides; None: that side didn't make it."""

    call: Call
    difference: Difference
    good: Made | None
    bad: Made | None


class Comparison(NamedTuple):
    """All distinct calls in the order of time.

    `divergence` is the first that the good runs made with success and the bad ones failed at or never made; `before` is
    the last that both had made by then.
    """

    good: tuple[Run, ...]
    bad: tuple[Run, ...]
    calls: tuple[Compared, ...]
    divergence: Compared | None
    before: Compared | None


def compare_runs(good: Sequence[Run], bad: Sequence[Run]) -> Comparison:
    """Return what both sides called."""
    on_good, on_bad = _collect(good), _collect(bad)
    found = [_compare(call, on_good.get(call), on_bad.get(call)) for call in {**on_good, **on_bad}]
    calls = tuple(sorted(found, key=_place))
    at = _find_divergence(calls, runs=len(good))
    before = None if at is None else next((one for one in reversed(calls[:at]) if one.good and one.bad), None)
    return Comparison(tuple(good), tuple(bad), calls, None if at is None else calls[at], before)


def _compare(call: Call, good: Made | None, bad: Made | None) -> Compared:
    if good is None or bad is None:
        return Compared(call, Difference.ONLY_BAD if good is None else Difference.ONLY_GOOD, good, bad)
    is_alike = bool(good.succeeded) is bool(bad.succeeded) and good.errors == bad.errors
    return Compared(call, Difference.NONE if is_alike else Difference.OUTCOME, good, bad)


def _find_divergence(calls: Sequence[Compared], *, runs: int) -> int | None:
    """Return the place of the first call at which both part: one that every good run made, if there is such a one."""
    parting = [at for at, one in enumerate(calls) if _parts(one)]
    usual = (at for at in parting if (good := calls[at].good) is not None and good.runs == runs)
    return next(usual, next(iter(parting), None))


def _parts(compared: Compared) -> bool:
    good, bad = compared.good, compared.bad
    if compared.difference is Difference.NONE or good is None or not good.succeeded:
        return False
    return bad is None or not bad.succeeded or bool(bad.errors)


def _place(compared: Compared) -> tuple[int, Call]:
    made = compared.good or compared.bad
    return made.after if made is not None else 0, compared.call


def _collect(runs: Sequence[Run]) -> dict[Call, Made]:
    parts: dict[Call, list[Made]] = {}
    for run in runs:
        for call, records in _group(run.records).items():
            parts.setdefault(call, []).append(_sum_up(records, start=run.first))
    return {call: _join(made) for call, made in parts.items()}


def _group(records: Iterable[Record]) -> dict[Call, list[Record]]:
    calls: dict[Call, list[Record]] = {}
    for record in records:
        for call in _list_calls(record):
            calls.setdefault(call, []).append(record)
    return calls


def _list_calls(record: Record) -> Iterator[Call]:
    actions = dict.fromkeys(use.action for use in record.uses)
    caller = record.caller or record.kind or "?"
    is_itself = record.invoked_by == caller
    yield from (Call(caller, "" if is_itself else record.invoked_by, action) for action in actions)


def _sum_up(records: Sequence[Record], *, start: str) -> Made:
    return Made(
        runs=1,
        times=len(records),
        succeeded=sum(has_succeeded(record.error) for record in records),
        errors=tuple(sorted({record.error for record in records if not has_succeeded(record.error)})),
        keys=tuple(sorted({use.key for record in records for use in record.uses if use.key})),
        after=_count_seconds(start, records[0].time),
        first=records[0].time,
    )


def _join(parts: Sequence[Made]) -> Made:
    first = min(parts, key=lambda made: made.after)
    return Made(
        runs=len(parts),
        times=sum(made.times for made in parts),
        succeeded=sum(made.succeeded for made in parts),
        errors=tuple(sorted({error for made in parts for error in made.errors})),
        keys=tuple(sorted({key for made in parts for key in made.keys})),
        after=first.after,
        first=first.first,
    )


def _count_seconds(start: str, end: str) -> int:
    """Return the seconds between two times of CloudTrail; 0 where one isn't as CloudTrail writes it."""
    try:
        return int((datetime.strptime(end, _TIME) - datetime.strptime(start, _TIME)).total_seconds())  # noqa: DTZ007  both are in UTC
    except ValueError:
        return 0

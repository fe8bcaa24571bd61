"""All accounts of a snapshot -> their summary: in processes side by side, one account at a time in each."""

import multiprocessing
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from typing import Any, TypeVar

from keypost.estate.estate import Suppression
from keypost.named import NamedTuple, Protocol
from keypost.organization.check import AccountReport, Checker, Incoming
from keypost.organization.outcome import Fault
from keypost.organization.source import Source
from keypost.organization.summary import AccountSummary, Missing, Summary, Tally, build_kinds
from keypost.readers.snapshot.resources import Snapshot
from keypost.text import Text

# Called with how many accounts are checked, how many there are, and the one that was checked last.
Progress = Callable[[int, int, str], None]
# So many accounts are handed to a process at once.
_AT_ONCE = 16
_Gaps = Counter[tuple[Text, str]]
_In = TypeVar("_In")
_Out = TypeVar("_Out")


class Plan(NamedTuple):
    """What a run is about: the snapshot, what is accepted, and the day (an ISO date) that settles for how long."""

    snapshot: Snapshot
    suppressions: tuple[Suppression, ...]
    today: str


class _Share(NamedTuple):
    """What comes of some accounts."""

    accounts: list[AccountSummary]
    tallies: dict[Fault, Tally]
    gaps: _Gaps
    outgoing: list[Incoming]


class Checked(NamedTuple):
    """The summary of all accounts, and by account what of the others names records of it."""

    summary: Summary
    incoming: dict[str, tuple[Incoming, ...]]


def check_accounts(plan: Plan, *, progress: Progress, processes: int | None = None) -> Checked:
    """Check every account of a snapshot.

    Raises:
        UnreadableInputError: a part is damaged.
    """
    accounts = list(plan.snapshot.manifest.accounts)
    shares = [accounts[start : start + _AT_ONCE] for start in range(0, len(accounts), _AT_ONCE)]
    _checker[:] = [build_checker(plan)]
    total = _Total(accounts)

    def take(done: int, share: _Share) -> None:
        total.add(share, 1)
        progress(min(done * _AT_ONCE, len(accounts)), len(accounts), share.accounts[-1].account)

    # The first accounts are checked here: what is learned of them, processes that are forked know from the start.
    take(1, _check_share(shares[0]))
    with _open_pool(plan, min(processes or os.cpu_count() or 1, len(shares) - 1)) as pool:
        for done, share in enumerate(pool(_check_share, shares[1:]), 2):
            take(done, share)
        incoming = total.find_incoming()
        for before, after in pool(_check_again, list(incoming.items())):
            total.add(before, -1)
            total.add(after, 1)
    return Checked(total.build(), incoming)


class _Total:
    """What comes of all accounts, while it is collected."""

    def __init__(self, accounts: Sequence[str]) -> None:
        self._accounts: dict[str, AccountSummary | None] = dict.fromkeys(accounts)
        self._tallies: dict[Fault, Tally] = {}
        self._gaps: _Gaps = Counter()
        self._outgoing: dict[tuple[object, ...], Incoming] = {}

    def add(self, share: _Share, times: int) -> None:
        """Add what comes of some accounts, or take it back."""
        self._accounts.update((one.account, one) for one in share.accounts)
        for fault, tally in share.tallies.items():
            if fault not in self._tallies:
                self._tallies[fault] = Tally(tally.message, tally.place)
            self._tallies[fault].add(tally, times)
        for gap, number in share.gaps.items():
            self._gaps[gap] += number * times
        for one in share.outgoing:
            self._outgoing.setdefault((one.account, one.words, one.kind), one)

    def find_incoming(self) -> dict[str, tuple[Incoming, ...]]:
        """Return what enters each account."""
        found: defaultdict[str, list[Incoming]] = defaultdict(list)
        for one in self._outgoing.values():
            found[one.account].append(one)
        return {account: tuple(entering) for account, entering in found.items()}

    def build(self) -> Summary:
        """Return the summary."""
        missing: dict[Text, Missing] = {}
        for (why, what), number in self._gaps.items():
            known = missing.get(why, Missing(why, what, 0))
            missing[why] = known._replace(gaps=known.gaps + number)
        return Summary(
            tuple(one for one in self._accounts.values() if one is not None),
            build_kinds((fault, tally) for fault, tally in self._tallies.items() if tally.findings or tally.deliveries),
            tuple(sorted((one for one in missing.values() if one.gaps), key=lambda one: -one.gaps)),
        )


_checker: list[Checker] = []


def build_checker(plan: Plan) -> Checker:
    """Return what checks the accounts of a snapshot, once what crosses them is read."""
    source = Source(plan.snapshot)
    return Checker(
        source,
        memberships=source.fetch_memberships(gaps=[]),
        buckets=source.fetch_buckets(),
        suppressions=plan.suppressions,
        today=plan.today,
    )


class _Pool(Protocol):
    """Does a task for each of some values, and yields what comes of them as they end."""

    def __call__(self, task: Callable[[_In], _Out], values: Sequence[_In]) -> Iterator[_Out]:
        """Yield what comes of the values."""


@contextmanager
def _open_pool(plan: Plan, processes: int) -> Iterator[_Pool]:
    """Open as many processes, or work in this one; where they can be forked, they share what is loaded already."""
    if processes < 2:
        yield _do_here
        return
    forks = "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if forks else "spawn")
    start: dict[str, Any] = {} if forks else {"initializer": _start, "initargs": (plan,)}
    with ProcessPoolExecutor(processes, mp_context=context, **start) as executor:
        yield lambda task, values: _spread(executor, task, values)


def _do_here(task: Callable[[_In], _Out], values: Sequence[_In]) -> Iterator[_Out]:
    return map(task, values)


def _start(plan: Plan) -> None:
    _checker[:] = [build_checker(plan)]


def _spread(executor: Executor, task: Callable[[_In], _Out], values: Sequence[_In]) -> Iterator[_Out]:
    """Where one task fails, those that wait aren't begun."""
    futures = [executor.submit(task, value) for value in values]
    try:
        for future in as_completed(futures):
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


def _check_share(accounts: Sequence[str]) -> _Share:
    return _gather(_checker[0].check(account) for account in accounts)


def _check_again(entered: tuple[str, tuple[Incoming, ...]]) -> tuple[_Share, _Share]:
    """Return what came of an account without regard to what enters it, and what comes of it with that."""
    account, incoming = entered
    before, after = (_gather([_checker[0].check(account, entering)]) for entering in ((), incoming))
    return before._replace(outgoing=[]), after._replace(outgoing=[])


def _gather(reports: Iterable[AccountReport]) -> _Share:
    share = _Share([], {}, Counter(), [])
    for report in reports:
        share.accounts.append(report.summary)
        for fault, tally in report.findings.items():
            if fault not in share.tallies:
                share.tallies[fault] = Tally(tally.message, tally.place)
            share.tallies[fault].add(tally, 1)
        for gap, number in report.gaps.items():
            share.gaps[gap.why, gap.what] += number
        share.outgoing.extend(report.outgoing)
    return share

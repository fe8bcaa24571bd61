"""Many accounts -> the full result of each, one after the other: for reports that list every delivery."""

from collections.abc import Iterator, Mapping, Sequence

from keypost.checker.verdict import CheckResult
from keypost.organization.check import Incoming
from keypost.organization.run import Plan, Progress, build_checker


def check_each(plan: Plan, incoming: Mapping[str, Sequence[Incoming]], *, progress: Progress) -> Iterator[CheckResult]:
    """Yield what comes of each account; `incoming` is what a check of all of them found to cross accounts.

    Raises:
        UnreadableInputError: a part is damaged.
    """
    checker, accounts = build_checker(plan), list(plan.snapshot.manifest.accounts)
    for number, account in enumerate(accounts):
        progress(number, len(accounts), account)
        yield checker.check_fully(account, incoming.get(account, ()))

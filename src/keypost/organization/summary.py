"""What a check of many accounts tells: counts by account, and findings by the kind of record that they are in."""

from collections import Counter
from collections.abc import Iterable

from keypost.checker.verdict import Severity, Verdict
from keypost.named import NamedTuple
from keypost.organization.outcome import Fault
from keypost.text import Text

Deliveries = Counter[tuple[str, Verdict, bool]]


class Tally:
    """Findings of one kind: how many, how many deliveries they stop, in how many accounts; and one of them."""

    __slots__ = ("accounts", "deliveries", "findings", "message", "place")

    def __init__(self, message: Text, place: str) -> None:
        """Take an example."""
        self.message, self.place = message, place
        self.findings = self.deliveries = self.accounts = 0

    def add(self, other: "Tally", times: int) -> None:
        """Add what other accounts have of the same kind; -1 times: take it back."""
        self.findings += other.findings * times
        self.deliveries += other.deliveries * times
        self.accounts += other.accounts * times


class AccountSummary(NamedTuple):
    """One account: how many records it has, its deliveries by path, verdict and suppression, findings and gaps."""

    account: str
    records: int
    deliveries: Deliveries
    errors: int
    gaps: int

    def count(self, verdict: Verdict) -> int:
        """Return how many deliveries have the verdict."""
        return sum(number for (_, found, _), number in self.deliveries.items() if found is verdict)

    def count_suppressed(self, verdict: Verdict | None = None) -> int:
        """Return how many deliveries (of the verdict) are accepted."""
        return sum(n for (_, found, accepted), n in self.deliveries.items() if accepted and verdict in (None, found))


class Kind(NamedTuple):
    """Findings of one kind, added up."""

    rule: str
    severity: Severity
    is_suppressed: bool
    message: Text
    place: str
    findings: int
    deliveries: int
    accounts: int


class Missing(NamedTuple):
    """Gaps for one reason: how many, and an example."""

    why: Text
    what: str
    gaps: int


class Summary(NamedTuple):
    """All accounts in order; kinds of findings, those that stop the most first; gaps, the most frequent first."""

    accounts: tuple[AccountSummary, ...]
    kinds: tuple[Kind, ...]
    missing: tuple[Missing, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many deliveries have the verdict."""
        return sum(account.count(verdict) for account in self.accounts)


def build_kinds(tallies: Iterable[tuple[Fault, Tally]]) -> tuple[Kind, ...]:
    """Return the kinds of findings, those that stop the most deliveries first."""
    kinds = (
        Kind(*fault[:3], tally.message, tally.place, tally.findings, tally.deliveries, tally.accounts)
        for fault, tally in tallies
    )
    return tuple(sorted(kinds, key=lambda one: (-one.deliveries, -one.findings, one.rule, one.place)))

"""A baseline: what was known at some time. Only what is new since then asks for attention."""

from keypost.checker.fingerprint import (
    DEPENDS_RULE,
    FAILS_RULE,
    fingerprint_delivery,
    fingerprint_findings,
    fingerprint_verdict,
)
from keypost.checker.verdict import CheckResult, Delivery, Finding, Verdict
from keypost.estate.estate import Suppression
from keypost.named import Iterator, Mapping, NamedTuple, Sequence

# The deliveries that an entry stops, for each entry: both by fingerprint.
Baseline = Mapping[str, frozenset[str]]


class Known(NamedTuple):
    """One entry of a baseline: a finding, or a verdict that no finding tells, and what it stops."""

    fingerprint: str
    rule: str
    file: str
    deliveries: tuple[Delivery, ...]


def list_known(result: CheckResult) -> Iterator[Known]:
    """Yield what a baseline of this result holds: all that isn't suppressed."""
    for finding, fingerprint in zip(result.findings, fingerprint_findings(result), strict=True):
        if finding.suppressed is None:
            stopped = tuple(result.deliveries[index] for index in finding.deliveries)
            yield Known(fingerprint, finding.rule, finding.origin.file or "", stopped)
    for delivery in result.deliveries:
        rule = _rule_of(delivery)
        if rule is not None and delivery.suppressed is None:
            yield Known(fingerprint_verdict(rule, delivery), rule, delivery.target.origin.file or "", (delivery,))


def accept_known(result: CheckResult, baseline: Baseline, *, known: Suppression) -> CheckResult:
    """Return the result with what the baseline holds suppressed as `known`.

    A finding that stops more deliveries than it did is not known, the deliveries that it did stop are. A delivery is
    known where all that is behind it is, or is suppressed otherwise.
    """
    fingerprints = fingerprint_findings(result)
    names = [fingerprint_delivery(delivery) for delivery in result.deliveries]

    def holds(index: int, deliveries: Sequence[int]) -> bool:
        fingerprint = fingerprints[index]
        return fingerprint in baseline and {names[one] for one in deliveries} <= baseline[fingerprint]

    def accept_finding(index: int, finding: Finding) -> Finding:
        is_known = finding.suppressed is None and holds(index, finding.deliveries)
        return finding._replace(suppressed=known) if is_known else finding

    def accept_delivery(index: int, delivery: Delivery) -> Delivery:
        if delivery.suppressed is not None or delivery.verdict is Verdict.WORKS:
            return delivery
        rule, behind = _rule_of(delivery), delivery.findings
        if rule is not None:
            is_known = fingerprint_verdict(rule, delivery) in baseline
        else:
            is_known = all(result.findings[one].suppressed is not None or holds(one, (index,)) for one in behind)
        return delivery._replace(suppressed=known) if is_known else delivery

    return result._replace(
        findings=tuple(accept_finding(index, finding) for index, finding in enumerate(result.findings)),
        deliveries=tuple(accept_delivery(index, delivery) for index, delivery in enumerate(result.deliveries)),
    )


def count_gone(result: CheckResult, baseline: Baseline) -> int:
    """Return how many entries of the baseline the result doesn't have any more."""
    rules = ((_rule_of(delivery), delivery) for delivery in result.deliveries)
    verdicts = {fingerprint_verdict(rule, delivery) for rule, delivery in rules if rule is not None}
    return len(baseline.keys() - verdicts.union(fingerprint_findings(result)))


def _rule_of(delivery: Delivery) -> str | None:
    """Return what stands for the delivery's verdict where no finding does."""
    if delivery.verdict is Verdict.DEPENDS:
        return DEPENDS_RULE
    return FAILS_RULE if delivery.verdict is Verdict.FAILS and not delivery.findings else None

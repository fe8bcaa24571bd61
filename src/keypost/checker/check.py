"""A reading -> all its deliveries with their verdicts, and the findings behind them."""

from keypost.checker.connect import build_connections
from keypost.checker.decide import Decider
from keypost.checker.findings import find_faults
from keypost.checker.merge import merge_deliveries
from keypost.checker.onward import link_onward
from keypost.checker.suppress import suppress
from keypost.checker.verdict import CheckResult, Delivery, Finding, Need, NeedKind, Verdict
from keypost.estate.estate import Assumption, Reading, Suppression
from keypost.named import Iterator, Sequence


def check(reading: Reading, *, suppressions: Sequence[Suppression] = (), today: str) -> CheckResult:
    """Decide every delivery of the reading; `today` (an ISO date) settles which suppressions have expired."""
    deliveries = _add_observations(decide_reading(reading), reading)
    findings = find_faults(deliveries, (case.estate for case in reading.cases))
    linked = link_onward(link_findings(deliveries, findings))
    result = CheckResult(linked, findings, reading.gaps, reading.files)
    return suppress(result, (*reading.suppressions, *suppressions), today=today)


def _add_observations(deliveries: tuple[Delivery, ...], reading: Reading) -> tuple[Delivery, ...]:
    if not any(case.estate.observations for case in reading.cases):
        return deliveries
    from keypost.checker.observed import link_observations

    return link_observations(deliveries, (case.estate for case in reading.cases))


def decide_reading(reading: Reading) -> tuple[Delivery, ...]:
    """Decide every delivery of the reading, without findings and suppressions."""
    deliveries = merge_deliveries(_decide_cases(reading))
    if not reading.unfinished:
        return deliveries
    return tuple(leave_open(delivery, reading.unfinished) for delivery in deliveries)


def _decide_cases(reading: Reading) -> Iterator[tuple[tuple[Assumption, ...], Delivery]]:
    decider = Decider()
    for case in reading.cases:
        for connection in build_connections(case.estate):
            yield case.assumptions, decider.decide(connection)


def leave_open(delivery: Delivery, unfinished: frozenset[str]) -> Delivery:
    """Where not every combination of a stack's open conditions was looked at, WORKS is not proven."""
    if delivery.verdict is not Verdict.WORKS or unfinished.isdisjoint(delivery.stacks):
        return delivery
    return delivery._replace(verdict=Verdict.DEPENDS, needs=(Need(NeedKind.CONDITION, "*", delivery.wire.origin),))


def link_findings(deliveries: tuple[Delivery, ...], findings: tuple[Finding, ...]) -> tuple[Delivery, ...]:
    """Tell each delivery the findings behind it."""
    behind: dict[int, list[int]] = {}
    for number, finding in enumerate(findings):
        for index in finding.deliveries:
            behind.setdefault(index, []).append(number)
    return tuple(
        delivery._replace(findings=tuple(behind[index])) if index in behind else delivery
        for index, delivery in enumerate(deliveries)
    )

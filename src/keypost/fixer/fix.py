"""A checked reading -> for every finding behind a failing delivery the candidates that mend it, best first."""

from collections.abc import Iterator

from keypost.checker.merge import Identity, identity_of
from keypost.checker.verdict import CheckResult, Finding, Verdict
from keypost.estate.estate import Reading
from keypost.fixer.candidate import Candidate, Disposition, Fix
from keypost.fixer.change import Changes
from keypost.fixer.minimize import minimize
from keypost.fixer.prove import build_candidate
from keypost.fixer.search import Outlook, find_changes, is_reached
from keypost.fixer.storable import find_refusals
from keypost.fixer.tactics import list_tactics


def find_fixes(reading: Reading, result: CheckResult) -> tuple[Fix, ...]:
    """Return a fix for each finding behind deliveries that fail; equal goals are looked into once."""
    before = Outlook(reading)
    known: dict[frozenset[Identity], tuple[Candidate, ...]] = {}
    fixes: list[Fix] = []
    for index, finding in enumerate(result.findings):
        goal = _goal_of(finding, result)
        if goal:
            if goal not in known:
                known[goal] = find_candidates(before, goal)
            fixes.append(Fix(index, known[goal]))
    return tuple(fixes)


def find_candidates(before: Outlook, goal: frozenset[Identity]) -> tuple[Candidate, ...]:
    """Return the candidates that make all deliveries of the goal work, best first."""
    return tuple(
        sorted(_candidates(before, goal), key=lambda one: (one.disposition is Disposition.REVIEW, len(one.breaks)))
    )


def _goal_of(finding: Finding, result: CheckResult) -> frozenset[Identity]:
    deliveries = (result.deliveries[index] for index in finding.deliveries)
    return frozenset(identity_of(delivery) for delivery in deliveries if delivery.verdict is Verdict.FAILS)


def _candidates(before: Outlook, goal: frozenset[Identity]) -> Iterator[Candidate]:
    failing = [delivery for identity, delivery in before.deliveries.items() if identity in goal]
    for tactic in list_tactics(failing):
        outlook = find_changes(before, goal, tactic.changes)
        if outlook is not None and outlook.changes:
            smallest = _shrink(before, outlook, goal)
            if _is_storable(before, smallest):
                yield build_candidate(tactic.kind, before, smallest)


def _shrink(before: Outlook, outlook: Outlook, goal: frozenset[Identity]) -> Outlook:
    def is_enough(changes: Changes) -> bool:
        return is_reached(before.and_then(changes), before, goal)

    return before.and_then(minimize(outlook.changes, is_enough=is_enough))


def _is_storable(before: Outlook, after: Outlook) -> bool:
    """Whether AWS refuses nothing that it didn't refuse before."""
    refused = find_refusals(after.changes, after.reading)
    return not refused - find_refusals(after.changes, before.reading)

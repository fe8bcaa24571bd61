"""A checked reading -> for every finding behind failing deliveries the candidates that mend it, best first."""

from collections.abc import Iterable, Iterator

from keypost.checker.merge import Identity, identify
from keypost.checker.verdict import CheckResult, Delivery, Finding, Verdict
from keypost.estate.estate import Reading
from keypost.fixer.apply import apply_to_reading
from keypost.fixer.candidate import Candidate, Disposition, Fix
from keypost.fixer.change import Changes
from keypost.fixer.minimize import minimize
from keypost.fixer.outlook import Ground, Outlook
from keypost.fixer.prove import build_candidate, is_inferred
from keypost.fixer.search import find_changes
from keypost.fixer.storable import find_refusals
from keypost.fixer.tactics import list_tactics

Goal = frozenset[Identity]


class Fixer:
    """Looks for candidates in one reading; what is asked twice is looked for once."""

    def __init__(self, ground: Ground, goals: Iterable[Goal]) -> None:
        """Take the reading, and all goals that somebody will ask for."""
        self._before = Outlook(ground)
        self._known: dict[Goal, tuple[Candidate, ...]] = {}
        self._sharing: dict[tuple[object, str], list[Goal]] = {}
        for goal in dict.fromkeys(goals):
            for key in self._keys_of(goal):
                self._sharing.setdefault(key, []).append(goal)

    def find_candidates(self, goal: Goal) -> tuple[Candidate, ...]:
        """Return the candidates that make all deliveries of the goal work, best first."""
        if goal not in self._known:
            found = self._candidates(goal)
            self._known[goal] = tuple(sorted(found, key=_is_safe, reverse=True))
        return self._known[goal]

    def find_together(self, goal: Goal) -> tuple[Candidate, ...]:
        """Return the candidates for all of the goals that share the goal's key, else for this one alone.

        Where people must look at all of them, the first are those for the part that needs nobody's look.
        """
        shared = goal.union(*(other for key in self._keys_of(goal) for other in self._sharing.get(key, ())))
        candidates = self.find_candidates(shared) or self.find_candidates(goal)
        return candidates if any(map(_is_safe, candidates)) else (*self._find_safe_part(goal), *candidates)

    def _find_safe_part(self, goal: Goal) -> tuple[Candidate, ...]:
        """Return the safe candidates for this goal alone, else for what of it rests on no inferred fact."""
        alone = tuple(filter(_is_safe, self.find_candidates(goal)))
        return alone or tuple(filter(_is_safe, self.find_candidates(self._find_documented(goal))))

    def _find_documented(self, goal: Goal) -> Goal:
        return Goal(identify(one) for one in self._failing(goal) if not any(map(is_inferred, one.calls)))

    def _keys_of(self, goal: Goal) -> frozenset[tuple[object, str]]:
        """Return the keys of the deliveries that don't work, each with the stack that could mend it."""
        failing = (one for one in self._failing(goal) if one.key is not None)
        return frozenset((one.key.handle, one.target.stack) for one in failing if one.key is not None)

    def _candidates(self, goal: Goal) -> Iterator[Candidate]:
        failing = self._failing(goal)
        for tactic in list_tactics(failing, taken=self._before.ground.taken) if failing else ():
            outlook = find_changes(self._before, goal, tactic.changes)
            if outlook is not None and outlook.changes:
                smallest = minimize(outlook, goal)
                if self._is_storable(smallest):
                    yield build_candidate(tactic.kind, smallest)

    def _failing(self, goal: Goal) -> list[Delivery]:
        """Return what doesn't work of the goal, in the order of the deliveries."""
        decided = self._before.ground.decided
        known = sorted(goal & decided.deliveries.keys(), key=decided.find_place)
        return [decided.deliveries[one] for one in known if decided.deliveries[one].verdict is not Verdict.WORKS]

    def _is_storable(self, after: Outlook) -> bool:
        """Whether AWS refuses nothing that it didn't refuse before."""
        refused = find_refusals(after.changes, after)
        return not refused - find_refusals(after.changes, self._before)


def _is_safe(candidate: Candidate) -> bool:
    return candidate.disposition is Disposition.SAFE


def find_fixes(reading: Reading | Ground, result: CheckResult) -> tuple[Fix, ...]:
    """Return a fix for each finding behind deliveries that fail; findings about one key have one in common."""
    goals = {index: _goal_of(finding, result) for index, finding in enumerate(result.findings)}
    fixer = Fixer(reading if isinstance(reading, Ground) else Ground(reading), goals.values())
    return tuple(Fix(index, fixer.find_together(goal)) for index, goal in goals.items() if goal)


def find_beside(goal: Goal, reading: Reading, result: CheckResult, *, chosen: Changes) -> tuple[Candidate, ...]:
    """Return the candidates for a goal where other changes are made already; none where these reached it."""
    fixer = Fixer(Ground(apply_to_reading(chosen, reading)), list_goals(result))
    together = fixer.find_together(goal)
    alone = fixer.find_candidates(goal)
    return (*together, *(one for one in alone if one not in together))


def list_goals(result: CheckResult) -> tuple[Goal, ...]:
    """Return for each finding the deliveries that fail by it, equal ones once."""
    goals = (_goal_of(finding, result) for finding in result.findings)
    return tuple(dict.fromkeys(goal for goal in goals if goal))


def find_findings(goal: Goal, result: CheckResult) -> tuple[int, ...]:
    """Return the indexes of the findings whose deliveries these are."""
    return tuple(index for index, finding in enumerate(result.findings) if _goal_of(finding, result) == goal)


def _goal_of(finding: Finding, result: CheckResult) -> Goal:
    deliveries = (result.deliveries[index] for index in finding.deliveries)
    return Goal(identify(delivery) for delivery in deliveries if _asks_for_a_fix(delivery))


def _asks_for_a_fix(delivery: Delivery) -> bool:
    """A failure that somebody accepted asks for none."""
    return delivery.verdict is Verdict.FAILS and delivery.suppressed is None

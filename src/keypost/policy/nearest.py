"""The smallest changes that turn a decision, what would settle an open one, and what an Allow hangs on.

Nothing is told that wasn't decided: every change is applied and the request decided again.
"""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import count

from keypost.named import NamedTuple
from keypost.policy.allowing import Changes
from keypost.policy.answers import Question, ask_questions
from keypost.policy.changes import Change, ChangeKind, Situation, apply_change, apply_changes
from keypost.policy.decision import Decision, Step
from keypost.policy.document import Effect, Listing
from keypost.policy.reasons import Element, Match, Outcome, PolicyKind, Reason
from keypost.policy.repairs import LIMITS, propose
from keypost.policy.walk import Walk, Walked, walk_policies

# What a change counts beside others: a value is less than a test, a test less than a statement.
_SIZES = {
    ChangeKind.SEND: 2,
    ChangeKind.OMIT: 2,
    ChangeKind.LIST: 2,
    ChangeKind.UNLIST: 3,
    ChangeKind.ADD_TEST: 3,
    ChangeKind.DROP_TEST: 4,
    ChangeKind.ADD_STATEMENT: 5,
    ChangeKind.DROP_STATEMENT: 7,
    ChangeKind.ENABLE_KEY: 2,
    ChangeKind.SYMMETRIC_KEY: 5,
}
# Another principal in a statement about many actions gets all of them: a statement of its own is the smaller change.
_WIDE = 6
# Situations that are decided before the search ends, those after the first way is found, and changes in one way.
_MOST_TRIED = 150
# Of long policies fewer: what all tries together look at.
_MOST_LOOKED_AT = 30_000
_MOST_AFTERWARDS = 40
_MOST_CHANGES = 5
# No policy that AWS stores has more; beyond, every try would take too long.
_MOST_STATEMENTS = 1000


class Way(NamedTuple):
    """Changes that together turn the decision, and what is decided with them; without any of them it doesn't turn."""

    changes: Changes
    decision: Decision


class Nearest(NamedTuple):
    """What lies near a decision: ways to an Allow of a denied request, smallest first; questions of an open one.

    `closest` is the Allow that came closest to a denied request. `hangs_on` are the steps of an allowed request
    without which, each by itself, it would not be allowed. `gave_up`: there is more than was looked at.
    """

    closest: Step | None = None
    ways: tuple[Way, ...] = ()
    questions: tuple[Question, ...] = ()
    hangs_on: tuple[Step, ...] = ()
    gave_up: bool = False


def find_nearest(situation: Situation, decision: Decision) -> Nearest:
    """Return what is nearest to the traced decision on the situation."""
    if len(decision.trace) > _MOST_STATEMENTS:
        return Nearest(gave_up=True)
    if decision.outcome is Outcome.UNDECIDED:
        return Nearest(questions=ask_questions(situation, decision))
    if decision.outcome is Outcome.ALLOW:
        return Nearest(hangs_on=tuple(_supports(situation, decision)))
    walk = walk_policies(situation.compile(), situation.request)
    search = _Search(situation, statements=len(decision.trace))
    ways = _choose(search.run())
    return Nearest(closest=_find_closest(walk), ways=ways, gave_up=search.gave_up)


def _find_closest(walk: Walk) -> Step | None:
    """Return the Allow of which the fewest elements don't match, of equals the one that gets further.

    An account's usual statement is never close to a service, whatever else it says.
    """
    if walk.decision.outcome is not Outcome.IMPLICIT_DENY:
        return None
    limit = LIMITS.get(walk.decision.reason)
    asked = (PolicyKind.RESOURCE, PolicyKind.IDENTITY) if limit is None else (limit,)
    close = [one for one in walk.statements if one.source.kind in asked and _comes_close(one)]
    return min(close, key=_distance).step if close else None


def _comes_close(walked: Walked) -> bool:
    reasons = [step.reason for step in _misses(walked)]
    is_allow = walked.source.statement.effect is Effect.ALLOW
    return is_allow and bool(reasons) and Reason.ACCOUNT_EXCLUDES_SERVICES not in reasons


def _misses(walked: Walked) -> list[Step]:
    return [step for step in walked.elements if step.outcome is not Match.MATCH]


def _distance(walked: Walked) -> tuple[int, int]:
    misses = _misses(walked)
    return len(misses), -_PROGRESS.get(misses[0].element, 0)


# How far a statement came before it stopped matching.
_PROGRESS: dict[Element | None, int] = {
    Element.ACTION: 1,
    Element.NOT_ACTION: 1,
    Element.RESOURCE: 2,
    Element.NOT_RESOURCE: 2,
    Element.CONDITION: 3,
}


def _choose(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """Return the smallest way, and the smallest that changes the request alone, or policies alone."""
    of_kinds = (next(filter(is_kind, ways), None) for is_kind in _KINDS)
    chosen = (*ways[:1], *of_kinds)
    return tuple(way for way in ways if way in chosen)


def _is_enough(ways: Iterable[Way]) -> bool:
    """Tell whether there is a way of each kind: what comes later is larger."""
    found = tuple(ways)
    return all(any(map(is_kind, found)) for is_kind in _KINDS)


def _changes_request_alone(way: Way) -> bool:
    return all(change.is_of_request for change in way.changes)


def _changes_policies_alone(way: Way) -> bool:
    return not any(change.is_of_request for change in way.changes)


_KINDS = (_changes_request_alone, _changes_policies_alone)


class _Search:
    """Looks for ways, smallest first: each set of changes deals with what the last decision named, and so on."""

    def __init__(self, situation: Situation, *, statements: int) -> None:
        """Start with the situation as it is; `statements`: how many each try has to look at."""
        self.gave_up = False
        self._tries = min(_MOST_TRIED, _MOST_LOOKED_AT // max(statements, 1))
        self._situation = situation
        self._order = count()
        self._todo: list[tuple[int, int, Changes]] = [(0, next(self._order), ())]
        self._seen: set[frozenset[Change]] = set()

    def run(self) -> tuple[Way, ...]:
        """Return the ways found, each once: no more than are told, and none that is looked for too long."""
        found: dict[Changes, Way] = {}
        tries = self._tries
        while self._todo and tries and not _is_enough(found.values()):
            tries -= 1
            size, _, changes = heappop(self._todo)
            if self._allows(changes, size):
                way = _build_way(changes, self._situation)
                tries = min(tries, _MOST_AFTERWARDS) if not found else tries
                found.setdefault(way.changes, way)
        self.gave_up = not found and (self.gave_up or bool(self._todo))
        return tuple(found.values())

    def _allows(self, changes: Changes, size: int) -> bool:
        """Tell whether the request is allowed with the changes; if not, note what to try on top of them."""
        changed = apply_changes(changes, self._situation)
        authorizer = changed.compile()
        if authorizer.decide(changed.request).outcome is Outcome.ALLOW:
            return True
        walk = walk_policies(authorizer, changed.request)
        for more in propose(walk, changed.policies, manager=changed.key.manager):
            self._note((*changes, *more), size + sum(_size(change, walk) for change in more))
        return False

    def _note(self, changes: Changes, size: int) -> None:
        """Put the changes into the queue, unless the same were there or the request would carry a key twice."""
        together = frozenset(changes)
        keys = [(change.key or "").lower() for change in together if change.is_of_request]
        if len(together) > _MOST_CHANGES:
            self.gave_up = True
        elif together not in self._seen and len(keys) == len(set(keys)):
            self._seen.add(together)
            heappush(self._todo, (size, next(self._order), tuple(dict.fromkeys(changes))))


def _size(change: Change, walk: Walk) -> int:
    is_wide = change.kind is ChangeKind.LIST and change.element is Element.PRINCIPAL and _is_about_many(change, walk)
    return _SIZES[change.kind] + (_WIDE if is_wide else 0)


def _is_about_many(change: Change, walk: Walk) -> bool:
    where = (change.policy, change.document, change.statement)
    for walked in walk.statements:
        source = walked.source
        if (source.kind, source.document, source.statement.number) == where:
            return _has_wildcard(source.statement.actions)
    return False


def _has_wildcard(actions: Listing | None) -> bool:
    return actions is not None and (actions.negated or any("*" in value for value in actions.values))


def _build_way(changes: Changes, situation: Situation) -> Way:
    """Leave out what isn't needed: a later change can make an earlier one needless."""
    for change in changes:
        fewer = tuple(one for one in changes if one is not change)
        if fewer and apply_changes(fewer, situation).decide().outcome is Outcome.ALLOW:
            return _build_way(fewer, situation)
    return Way(changes, apply_changes(changes, situation).decide())


def _supports(situation: Situation, decision: Decision) -> Iterator[Step]:
    """Yield the steps of statements and grants that the Allow can't do without."""
    for step in decision.trace:
        if step.outcome is not Match.MATCH or step.effect is not Effect.ALLOW:
            continue
        drop = Change(ChangeKind.DROP_STATEMENT, step.policy, step.document, step.statement)
        if apply_change(drop, situation).decide().outcome is not Outcome.ALLOW:
            yield step

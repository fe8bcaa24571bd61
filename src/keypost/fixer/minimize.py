"""Changes -> those of them that are needed: without any one of the rest some delivery would fail again."""

from collections.abc import Iterator

from keypost.checker.merge import Identity
from keypost.estate.resource import Handle
from keypost.fixer.change import Changes, EstateChange, NewKey, PolicyChange
from keypost.fixer.outlook import Outlook
from keypost.fixer.search import stays_reached
from keypost.policy.changes import ChangeKind
from keypost.policy.document import Listing


def minimize(outlook: Outlook, goal: frozenset[Identity]) -> Outlook:
    """Return an outlook without all changes that can be dropped: whole ones first, then actions of added statements.

    The goal is reached before and after. Each try decides only what the changes of one resource touch.
    """
    while (fewer := _find_fewer(outlook, goal)) is not None:
        outlook = Outlook(outlook.ground, fewer)
    return outlook


def _find_fewer(outlook: Outlook, goal: frozenset[Identity]) -> Changes | None:
    for fewer, left_out in (*_without_one(outlook.changes), *_with_fewer_actions(outlook.changes)):
        if stays_reached(outlook.decide_instead(fewer, owner=_owner_of(left_out)), outlook, goal):
            return fewer
    return None


def _owner_of(change: EstateChange) -> Handle:
    return change.key.handle if isinstance(change, NewKey) else change.owner


def _without_one(changes: Changes) -> Iterator[tuple[Changes, EstateChange]]:
    for index in reversed(range(len(changes))):
        yield (*changes[:index], *changes[index + 1 :]), changes[index]


def _with_fewer_actions(changes: Changes) -> Iterator[tuple[Changes, EstateChange]]:
    for index, change in enumerate(changes):
        for smaller in _smaller(change) if isinstance(change, PolicyChange) else ():
            yield (*changes[:index], smaller, *changes[index + 1 :]), change


def _smaller(change: PolicyChange) -> Iterator[PolicyChange]:
    """Yield the added statement without one of its actions."""
    added = change.change.added
    if change.change.kind is not ChangeKind.ADD_STATEMENT or added is None or added.actions is None:
        return
    values = added.actions.values
    if len(values) < 2:
        return
    for index in range(len(values)):
        fewer = Listing((*values[:index], *values[index + 1 :]))
        yield change._replace(change=change.change._replace(added=added._replace(actions=fewer)))

"""Changes -> those of them that are needed: without any one of the rest some delivery would fail again."""

from collections.abc import Callable, Iterator

from keypost.fixer.change import Changes, PolicyChange
from keypost.policy.changes import ChangeKind
from keypost.policy.document import Listing


def minimize(changes: Changes, *, is_enough: Callable[[Changes], bool]) -> Changes:
    """Return the changes without all that can be dropped: whole ones first, then actions of added statements."""
    for fewer in (*_without_one(changes), *_with_fewer_actions(changes)):
        if is_enough(fewer):
            return minimize(fewer, is_enough=is_enough)
    return changes


def _without_one(changes: Changes) -> Iterator[Changes]:
    for index in reversed(range(len(changes))):
        yield (*changes[:index], *changes[index + 1 :])


def _with_fewer_actions(changes: Changes) -> Iterator[Changes]:
    for index, change in enumerate(changes):
        for smaller in _smaller(change) if isinstance(change, PolicyChange) else ():
            yield (*changes[:index], smaller, *changes[index + 1 :])


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

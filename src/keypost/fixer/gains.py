"""What becomes wider with changes: who may do what, on which resource, under which conditions."""

from collections.abc import Iterator

from keypost.estate.estate import Reading
from keypost.estate.resource import Handle
from keypost.fixer.candidate import Gain
from keypost.fixer.change import IS_SERVICE, Changes, PolicyChange
from keypost.fixer.meant import find_meant
from keypost.fixer.search import Deliveries
from keypost.policy.changes import Change, ChangeKind
from keypost.policy.document import Effect, Policy, Statement
from keypost.policy.reasons import Element, PolicyKind
from keypost.policy.render import spell_condition
from keypost.unknown import Unread

# Everybody whom an exception for aws:PrincipalIsAWSService leaves out of a Deny.
AWS_SERVICES = "*.amazonaws.com"


def list_gains(changes: Changes, after: Reading) -> Iterator[Gain]:
    """Yield each gain once; a change that only narrows gains nobody anything."""
    found: dict[Gain, None] = {}
    for change in changes:
        if isinstance(change, PolicyChange):
            found.update(dict.fromkeys(_gains_of(change, after)))
    yield from found


def is_within_needs(gain: Gain, deliveries: Deliveries) -> bool:
    """Tell whether some delivery that works needs each action of the gain, as AWS documents the path."""
    needed: set[str] = set()
    for delivery in deliveries.values():
        for call in delivery.calls:
            if call.request is not None and call.request.principal.name == gain.principal:
                needed |= {call.call.action.lower(), (call.call.advised or call.call.action).lower()}
    return all(action.lower() in needed for action in gain.actions)


def _gains_of(change: PolicyChange, after: Reading) -> Iterator[Gain]:
    edit = change.change
    if edit.kind is ChangeKind.ADD_STATEMENT and edit.added is not None:
        yield from _gains_of_statement(edit.added, change.owner)
        return
    statement = _find_statement(edit, change.owner, after)
    if statement is None or statement.actions is None:
        return
    if statement.effect is Effect.DENY:
        caller = AWS_SERVICES if edit.key == IS_SERVICE else edit.values[0]
        yield Gain(caller, statement.actions.values, change.owner, is_lifted=True)
    elif edit.kind is ChangeKind.LIST and edit.element is Element.ACTION:
        added = statement.actions._replace(values=edit.values)
        yield from _gains_of_statement(statement._replace(actions=added), change.owner)
    else:
        yield from _gains_of_statement(statement, change.owner)


def _find_statement(edit: Change, owner: Handle, reading: Reading) -> Statement | None:
    for policy in _policies_of(owner, edit, reading):
        meant = find_meant(edit, policy)
        if meant is not None:
            return meant
    return None


def _policies_of(owner: Handle, edit: Change, reading: Reading) -> Iterator[Policy | Unread | None]:
    for case in reading.cases:
        for resource in case.estate.resources:
            if (resource.stack, resource.id) == owner:
                yield from resource.identity if edit.policy is PolicyKind.IDENTITY else (resource.policy,)


def _gains_of_statement(statement: Statement, owner: Handle) -> Iterator[Gain]:
    actions = statement.actions.values if statement.actions is not None else ()
    conditions = tuple(map(spell_condition, statement.conditions))
    if statement.principals is None:
        yield Gain(owner.id, actions, owner, conditions)
        return
    for named in statement.principals.values:
        yield Gain(named.value, actions, owner, conditions)

"""What becomes wider with changes: who may do what, on which resource, under which conditions."""

from collections.abc import Iterator
from itertools import product

from keypost.checker.statements import open_text
from keypost.estate.resource import Handle
from keypost.fixer.candidate import Gain
from keypost.fixer.change import IS_SERVICE, Changes, NewKey, PolicyChange
from keypost.fixer.meant import find_meant
from keypost.fixer.outlook import Outlook, list_needed
from keypost.fixer.statements import ANY
from keypost.policy.changes import Change, ChangeKind
from keypost.policy.document import Effect, Policy, Statement
from keypost.policy.reasons import Element, PolicyKind
from keypost.policy.render import spell_condition
from keypost.unknown import Unread

# Everybody whom an exception for aws:PrincipalIsAWSService leaves out of a Deny.
AWS_SERVICES = "*.amazonaws.com"


def list_gains(changes: Changes, after: Outlook) -> Iterator[Gain]:
    """Yield each gain once; a change that only narrows gains nobody anything."""
    found: dict[Gain, None] = {}
    for change in changes:
        if isinstance(change, PolicyChange):
            found.update(dict.fromkeys(_gains_of(change, after)))
    yield from found


def is_within_needs(gain: Gain, after: Outlook) -> bool:
    """Tell whether some delivery needs each action of the gain, as AWS documents the path."""
    again = after.again.deliveries
    new = {need for delivery in again.values() if delivery is not None for need in list_needed(delivery)}
    needs = ((gain.principal, action.lower()) for action in gain.actions)
    old = after.ground
    return all(need in new or any(one not in again for one in old.needed.get(need, ())) for need in needs)


def _gains_of(change: PolicyChange, after: Outlook) -> Iterator[Gain]:
    edit = change.change
    if edit.kind is ChangeKind.ADD_STATEMENT and edit.added is not None:
        yield from _gains_of_statement(edit.added, change.owner, after)
        return
    statement = _find_statement(edit, change.owner, after)
    if statement is None or statement.actions is None:
        return
    if statement.effect is Effect.DENY:
        caller = AWS_SERVICES if edit.key == IS_SERVICE else edit.values[0]
        for on in _name_resources(statement, change.owner, after):
            yield Gain(caller, statement.actions.values, on, is_lifted=True)
    elif edit.kind is ChangeKind.LIST and edit.element is Element.ACTION:
        added = statement.actions._replace(values=edit.values)
        yield from _gains_of_statement(statement._replace(actions=added), change.owner, after)
    else:
        yield from _gains_of_statement(statement, change.owner, after)


def _find_statement(edit: Change, owner: Handle, after: Outlook) -> Statement | None:
    for policy in _policies_of(owner, edit, after):
        meant = find_meant(edit, policy)
        if meant is not None:
            return meant
    return None


def _policies_of(owner: Handle, edit: Change, after: Outlook) -> Iterator[Policy | Unread | None]:
    for resource in after.find_variants(owner):
        yield from resource.identity if edit.policy is PolicyKind.IDENTITY else (resource.policy,)


def _gains_of_statement(statement: Statement, owner: Handle, after: Outlook) -> Iterator[Gain]:
    actions = statement.actions.values if statement.actions is not None else ()
    conditions = tuple(map(spell_condition, statement.conditions))
    is_own = statement.principals is None
    principals = (named.value for named in statement.principals.values) if statement.principals else (owner.id,)
    resources = tuple(_name_resources(statement, owner, after))
    for principal, on in product(principals, resources):
        yield Gain(principal, actions, on, conditions, is_own=is_own)


def _name_resources(statement: Statement, owner: Handle, after: Outlook) -> Iterator[str]:
    """Yield what the statement is about: of a resource's policy that resource, of a role's what it names itself."""
    if statement.principals is not None:
        yield owner.id
        return
    listed = statement.resources
    if listed is None or listed.negated:
        yield ANY
        return
    new = {open_text(change.key.arn): change.key.id for change in after.changes if isinstance(change, NewKey)}
    yield from (new.get(value) or after.ground.ids.get(value, value) for value in listed.values)

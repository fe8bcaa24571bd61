"""Wires that no setting makes: an identity policy that names a queue or topic of the estate.

Somebody who lets a role send to one queue means it to be used. A policy for every resource (`*`) says nothing about any
one queue, so it makes no wire; a role that another setting already ties to the queue (an event source mapping, a
dead-letter queue) isn't reported twice.
"""

from collections.abc import Iterable, Iterator, Sequence

from keypost.estate.estate import Wire
from keypost.estate.kind import Kind
from keypost.estate.references import Match, References
from keypost.estate.resource import Resource
from keypost.policy.document import Effect, Policy, Statement
from keypost.unknown import build_glob, has_unknown

_ACTIONS = (
    ("sqs:SendMessage", Kind.QUEUE),
    ("sqs:ReceiveMessage", Kind.QUEUE),
    ("sns:Publish", Kind.TOPIC),
)
_PREFIX = "identity:"
_Pair = tuple[str, str, str, str]


def build_implied_wires(resources: Sequence[Resource], wires: Sequence[Wire], *, references: References) -> list[Wire]:
    """Build the wires from roles and users to the queues and topics that their policies name."""
    targets = [resource for resource in resources if resource.kind in {Kind.QUEUE, Kind.TOPIC}]
    roles = [resource for resource in resources if resource.is_principal]
    if not targets or not roles:
        return []
    tied = set(_ties(wires, references=references))
    found: dict[tuple[_Pair, str], Wire] = {}
    for role in roles:
        for statement, action, target in _named(role, targets, references=references):
            pair = _pair(role, target)
            if pair not in tied:
                wire = Wire(role, role, _PREFIX + action, target.arn, role=role.arn, origin=statement.origin)
                found.setdefault((pair, action), wire)
    return list(found.values())


def _ties(wires: Iterable[Wire], *, references: References) -> Iterator[_Pair]:
    """Role and target of every wire that says both."""
    for wire in wires:
        if isinstance(wire.role, str) and isinstance(wire.target, str):
            role = references.find(wire.role, kinds=(Kind.ROLE,), near=wire.holder)
            target = references.find(wire.target, kinds=None, near=wire.holder)
            if role.match is Match.CERTAIN and target.match is Match.CERTAIN:
                yield _pair(role.resource, target.resource)


def _pair(role: Resource, target: Resource) -> _Pair:
    return role.stack, role.id, target.stack, target.id


def _named(
    role: Resource, targets: Sequence[Resource], *, references: References
) -> Iterator[tuple[Statement, str, Resource]]:
    for policy in role.identity:
        for statement in policy.statements if isinstance(policy, Policy) else ():
            if statement.effect is Effect.ALLOW and statement.resources and not statement.resources.negated:
                for action, kind in _actions(statement):
                    for target in _targets(statement, kind, role, targets, references):
                        yield statement, action, target


def _actions(statement: Statement) -> Iterator[tuple[str, Kind]]:
    actions = statement.actions
    if actions is None or actions.negated:
        return
    for action, kind in _ACTIONS:
        if any(build_glob(value.lower()).match(action.lower()) for value in actions.values if value != "*"):
            yield action, kind


def _targets(
    statement: Statement, kind: Kind, role: Resource, targets: Sequence[Resource], references: References
) -> Iterator[Resource]:
    for value in statement.resources.values if statement.resources else ():
        if "*" not in value and "?" not in value:
            found = references.find(value, kinds=(kind,), near=role)
            if found.match is Match.CERTAIN:
                yield found.resource
        elif _is_specific(value):
            glob = build_glob(value)
            yield from (target for target in targets if target.kind is kind and glob.match(target.arn))


def _is_specific(pattern: str) -> bool:
    """Tell whether a pattern spells out part of a name, not only account and Region."""
    name = pattern.rsplit(":", 1)[-1].strip("*?")
    return bool(name) and pattern.count(":") >= 5 and not has_unknown(name)

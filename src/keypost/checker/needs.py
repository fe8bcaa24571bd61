"""From what a decision left open to the one fact that would settle the delivery."""

from keypost.catalogue.declare import Call
from keypost.checker.connect import Connection
from keypost.checker.requests import ANYTHING
from keypost.checker.verdict import Need, NeedKind
from keypost.estate.resource import Resource
from keypost.policy.decision import Decision
from keypost.policy.decision import Need as PolicyNeed
from keypost.policy.decision import NeedKind as PolicyNeedKind
from keypost.policy.reasons import PolicyKind
from keypost.unknown import Shape, Unread, render_unknown, unknowns_in

_KINDS = {
    PolicyNeedKind.CONTEXT_KEY: NeedKind.CONTEXT_KEY,
    PolicyNeedKind.INPUT_VALUE: NeedKind.INPUT_VALUE,
    PolicyNeedKind.POLICY: NeedKind.POLICY,
    PolicyNeedKind.KEY_STATE: NeedKind.KEY,
    PolicyNeedKind.GRANTS: NeedKind.GRANT,
    PolicyNeedKind.OPEN_POINT: NeedKind.OPEN_POINT,
}

_LIMITED = (PolicyKind.SERVICE_CONTROL.value, PolicyKind.RESOURCE_CONTROL.value)


def needs_of(decision: Decision, call: Call, connection: Connection) -> tuple[Need, ...]:
    """Return what would settle an undecided call, in the delivery's words."""
    owner, role = connection.owner_of(call), connection.role_of(call)
    needs = tuple(dict.fromkeys(_translate(need, owner, role) for need in decision.needs))
    if all(need.kind is not NeedKind.INPUT_VALUE for need in needs):
        return needs
    silent = _names_nobody_gives(connection)
    return tuple(need for need in needs if need.kind is not NeedKind.INPUT_VALUE or need.fact not in silent) or needs


def _names_nobody_gives(connection: Connection) -> frozenset[str]:
    """Return unknown parts that are no inputs: what AWS makes up, and what follows from other needs."""
    resources = (connection.source, connection.target, connection.key, connection.role, connection.linked_role)
    parts = (part for resource in resources if resource is not None for part in unknowns_in(resource.arn))
    return frozenset({ANYTHING, "resourceAccount"} | {part.name for part in parts if part.shape is Shape.IDENTITY})


def unread_need(kind: NeedKind, unread: Unread, connection: Connection) -> Need:
    """Return the need for a whole value that the reader couldn't learn."""
    return Need(kind, render_unknown(unread.subject), connection.wire.origin)


def _translate(need: PolicyNeed, owner: Resource | None, role: Resource | None) -> Need:
    """A policy that isn't in the input is needed by the name of what it is attached to; control policies by account."""
    if need.name in _LIMITED:
        limited = role if need.name == PolicyKind.SERVICE_CONTROL.value else owner
        return Need(NeedKind.ORGANIZATION, render_unknown(limited.account) if limited is not None else "", need.origin)
    kind = _KINDS[need.kind]
    attached = {"resource": owner, "identity": role, "permissionsBoundary": role}.get(need.name)
    if need.kind is PolicyNeedKind.POLICY and attached is not None:
        return Need(kind, render_unknown(attached.id), need.origin)
    return Need(kind, render_unknown(need.name), need.origin)

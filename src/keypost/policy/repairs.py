"""From a denied request to the changes that could take away what stops it, none of them proven yet."""

from collections.abc import Iterable, Iterator
from heapq import nsmallest

from keypost.policy.allowing import Changes, complete, send_value
from keypost.policy.changes import Change, ChangeKind, name_principal
from keypost.policy.context import CONTEXT_PAIR, SOURCE_ARN
from keypost.policy.document import Effect, build_allow
from keypost.policy.excepting import except_from
from keypost.policy.grants import match_grantee
from keypost.policy.principals import is_of_an_account, is_root, name_in_policy
from keypost.policy.reasons import Element, Match, Outcome, PolicyKind, Reason
from keypost.policy.request import Grant, KeyManager, Policies
from keypost.policy.sendable import can_send
from keypost.policy.statement import ATTACHED_KINDS
from keypost.policy.walk import Walk, Walked
from keypost.policy.witnesses import Witness
from keypost.unknown import Unread

# What limits, and the kind of policy that has to allow.
LIMITS = {
    Reason.LIMITED_BY_BOUNDARY: PolicyKind.PERMISSIONS_BOUNDARY,
    Reason.LIMITED_BY_SESSION: PolicyKind.SESSION,
    Reason.LIMITED_BY_SERVICE_CONTROL: PolicyKind.SERVICE_CONTROL,
    Reason.LIMITED_BY_RESOURCE_CONTROL: PolicyKind.RESOURCE_CONTROL,
    Reason.LIMITED_BY_VPC_ENDPOINT: PolicyKind.VPC_ENDPOINT,
}
# A key in one of these states becomes usable by what its owner does.
_KEY_STATES = frozenset({Reason.KEY_DISABLED, Reason.KEY_PENDING_DELETION, Reason.KEY_PENDING_IMPORT})

# Statements of one kind of policy that are tried, those that lack least: what lacks more is no smaller change.
_MOST_COMPLETED = 12


def count_misses(walked: Walked) -> int:
    """Return how many elements of the statement don't match, or may not."""
    return sum(step.outcome is not Match.MATCH for step in walked.elements)


def propose(walk: Walk, policies: Policies, *, manager: KeyManager) -> Iterator[Changes]:
    """Yield sets of changes that each deal with what the decision names, the rest of the request being as it is."""
    reason = walk.decision.reason
    if walk.decision.outcome is Outcome.EXPLICIT_DENY:
        yield from _lift_denial(walk)
    elif reason in _KEY_STATES:
        yield (Change(ChangeKind.ENABLE_KEY),)
    elif reason is Reason.KEY_WRONG_SPEC:
        yield (Change(ChangeKind.SYMMETRIC_KEY),)
    elif reason in LIMITS:
        yield from _allow_by(LIMITS[reason], walk, policies)
    elif reason is not Reason.NOT_ACROSS_ACCOUNTS and reason is not Reason.KEY_UNAVAILABLE:
        yield from _open_a_way(walk, policies, manager=manager)


def _lift_denial(walk: Walk) -> Iterator[Changes]:
    decision = walk.decision
    where = (decision.decided_by, decision.document, decision.statement)
    for walked in walk.statements:
        if (walked.source.kind, walked.source.document, walked.source.statement.number) == where:
            yield from except_from(walked, walk)


def _open_a_way(walk: Walk, policies: Policies, *, manager: KeyManager) -> Iterator[Changes]:
    """Nothing grants: the resource's policy, those of the caller, or a grant could; AWS's own can't be edited."""
    if walk.decision.decided_by is PolicyKind.IDENTITY:
        yield from _allow_by_identity(walk, policies)
    is_fixed = walk.target.uses_key and manager is not KeyManager.CUSTOMER
    for changes in _allow_by(PolicyKind.RESOURCE, walk, policies):
        if not is_fixed or all(change.is_of_request for change in changes):
            yield changes
    if walk.decision.decided_by is not PolicyKind.IDENTITY:
        yield from _allow_by_identity(walk, policies)
    if walk.target.uses_key and not isinstance(policies.grants, Unread):
        for index, grant in enumerate(policies.grants):
            yield from _use_grant(grant, index, walk)


def _allow_by_identity(walk: Walk, policies: Policies) -> Iterator[Changes]:
    """A root user has no identity policies."""
    if is_of_an_account(walk.target.caller) and not is_root(walk.target.caller):
        yield from _allow_by(PolicyKind.IDENTITY, walk, policies)


def _allow_by(kind: PolicyKind, walk: Walk, policies: Policies) -> Iterator[Changes]:
    """Yield what makes some statement of this kind of policy allow the request, or adds one that does."""
    allows = (one for one in walk.statements if one.source.kind is kind and one.source.statement.effect is Effect.ALLOW)
    for walked in nsmallest(_MOST_COMPLETED, allows, key=count_misses):
        yield from complete(walked, walk)
    for document in _documents_to_extend(kind, walk, policies):
        yield (add_statement(kind, document, walk),)


def _documents_to_extend(kind: PolicyKind, walk: Walk, policies: Policies) -> Iterable[int]:
    """Return the policies that could take one more statement: of control policies one a level."""
    if kind is PolicyKind.RESOURCE:
        return () if walk.target.is_keyless or isinstance(policies.resource, Unread) else (0,)
    levels = {
        PolicyKind.SERVICE_CONTROL: policies.service_control,
        PolicyKind.RESOURCE_CONTROL: policies.resource_control,
    }.get(kind)
    if levels is None:
        return (0,)
    starts = [sum(map(len, levels[:index])) for index in range(len(levels))]
    return [start for start, level in zip(starts, levels, strict=True) if level]


def add_statement(kind: PolicyKind, document: int, walk: Walk) -> Change:
    """Return a statement of its own for this caller, action and resource: nothing becomes wider than asked."""
    target = walk.target
    same = [one.source for one in walk.statements if one.source.kind is kind and one.source.document == document]
    is_attached = kind in ATTACHED_KINDS
    is_key_policy = kind is PolicyKind.RESOURCE and target.uses_key
    number = max((source.statement.number for source in same), default=-1) + 1
    callers = () if is_attached else (name_principal(name_in_policy(target.caller)),)
    resource = "*" if is_key_policy else target.resource
    added = build_allow((target.action,), resource=resource, principals=callers)._replace(number=number)
    return Change(ChangeKind.ADD_STATEMENT, kind, document, number, effect=Effect.ALLOW, added=added)


def _use_grant(grant: Grant, index: int, walk: Walk) -> Iterator[Changes]:
    """Yield what a grant for the caller lacks: the operation, or the context that its constraints ask for."""
    target = walk.target
    operation = target.action.partition(":")[2]
    named = match_grantee(grant._replace(operations=(operation,)), caller=target.caller, action=target.action)[0]
    if not named:
        return
    listed = any(name.lower() == operation.lower() for name in grant.operations)
    place = Change(ChangeKind.LIST, PolicyKind.GRANT, statement=index, effect=Effect.ALLOW, origin=grant.origin)
    lacking = () if listed else (place._replace(element=Element.ACTION, values=(operation,)),)
    sent = tuple(_constraints(grant, walk))
    if lacking or sent:
        yield (*lacking, *sent)


def _constraints(grant: Grant, walk: Walk) -> Iterator[Change]:
    """Yield what the request doesn't carry of the pairs and the source that the grant asks for."""
    pairs = {**(grant.context_subset or {}), **(grant.context_equals or {})}
    for name, value in pairs.items():
        key = CONTEXT_PAIR + name.lower()
        if walk.facts.get(key) != (value,):
            yield send_value(f"kms:EncryptionContext:{name}", Witness(value))
    asked = grant.source_arn
    if asked and walk.facts.get(SOURCE_ARN) != (asked,) and can_send(SOURCE_ARN, caller=walk.target.caller):
        yield send_value("aws:SourceArn", Witness(asked))

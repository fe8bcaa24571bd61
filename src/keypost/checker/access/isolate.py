"""Policies cut down to one Allow, with every Deny left in place: what somebody may do by this statement alone."""

from collections.abc import Callable, Iterator

from keypost.policy.document import Effect, Policy, Statement
from keypost.policy.reasons import Match, PolicyKind
from keypost.policy.request import Policies
from keypost.policy.walk import Walk, Walked
from keypost.unknown import Unread

Documents = tuple[Policy | Unread, ...]


def isolate(walk: Walk, policies: Policies, *, names: Callable[[Walked], bool]) -> Iterator[Iterator[Policies]]:
    """Yield for each Allow of the key's policy that names the caller, and for each grant, the policies with this one.

    An Allow comes first by itself and then with each Allow of the caller's own: where it suffices, they don't count.
    """
    for one in filter(names, _allows(walk, PolicyKind.RESOURCE)):
        resource = None if policies.resource is None else _keep(policies.resource, one.source.statement)
        yield _with_own(walk, policies._replace(resource=resource, grants=()))
    for grant in () if isinstance(policies.grants, Unread) else policies.grants:
        resource = None if policies.resource is None else _keep(policies.resource, None)
        yield _with_own(walk, policies._replace(resource=resource, grants=(grant,)))


def _with_own(walk: Walk, policies: Policies) -> Iterator[Policies]:
    read = tuple(policy for policy in policies.identity if isinstance(policy, Policy))
    bare: Documents = tuple(_keep(policy, None) for policy in read)
    yield policies._replace(identity=bare)
    for one in _allows(walk, PolicyKind.IDENTITY):
        own = _keep(policies.identity[one.source.document], one.source.statement)
        yield policies._replace(identity=(own, *bare))
    if len(read) < len(policies.identity) or any(policy.unread for policy in read):
        yield policies


def _allows(walk: Walk, kind: PolicyKind) -> Iterator[Walked]:
    for walked in walk.statements:
        is_allow = walked.source.statement.effect is not Effect.DENY
        if walked.source.kind is kind and is_allow and walked.step.outcome is not Match.NO_MATCH:
            yield walked


def _keep(policy: Policy | Unread, only: Statement | None) -> Policy | Unread:
    """Return the policy without its Allows but one; what could not be read stays unread."""
    if isinstance(policy, Unread):
        return policy
    kept = tuple(one for one in policy.statements if one is only or one.effect is Effect.DENY)
    return policy._replace(statements=kept, unread=())

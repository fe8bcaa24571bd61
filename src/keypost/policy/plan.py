"""How the kinds of policies combine for one caller, action and resource (IAM User Guide, evaluation logic).

A plan holds what is left of every policy once caller, action and resource are known. Denied in every case counts as
settled: explicitly where a Deny surely applies, else implicitly, whatever an unread Deny might add. Allowed is settled
only when nothing that could not be read might deny.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from keypost.policy.context import CONTEXT_PAIR, is_forwarded
from keypost.policy.decision import Decision
from keypost.policy.facts import Facts
from keypost.policy.grants import GrantAnswer, match_grant
from keypost.policy.logic import both, either
from keypost.policy.reasons import Outcome, PolicyKind, Reason
from keypost.policy.request import Grant, PrincipalKind
from keypost.policy.statement import Entry, Hit, Target, find, told
from keypost.unknown import Tri

Entries = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """Something that must let the request pass beside the policies that grant it."""

    passes: Callable[[Facts], Tri]
    refusal: Decision


@dataclass(slots=True)
class Plan:
    """Everything that may speak about one caller doing one action to one resource."""

    target: Target
    resource_account: str | None = None
    # Whether caller and resource are of one account; None where that is unknown.
    same_account: Tri = None
    # The resource policy decides alone or enables the identity policies: KMS keys and role trust policies.
    needs_delegation: bool = False
    crosses_accounts: bool = True
    root: bool = False
    managed_key: bool = False
    denies: Entries = ()
    direct: Entries = ()
    limited: Entries = ()
    delegated: Entries = ()
    identity: Entries = ()
    boundary: Entries | None = None
    session: Entries | None = None
    grants: tuple[Grant, ...] = ()
    grants_unread: bool = False
    gates: tuple[Gate, ...] = ()
    key_gates: tuple[Gate, ...] = ()
    keys: frozenset[str] = frozenset()
    loose_keys: tuple[str, ...] = ()
    derived: Facts = field(default_factory=dict)
    constant: Decision | None = None

    @property
    def is_static(self) -> bool:
        """Tell whether no request can change the answer by what it carries."""
        return self.constant is None and not self.keys

    def looks_at(self, key: str) -> bool:
        """Tell whether any test asks for the context key."""
        return key in self.keys or (key.startswith(CONTEXT_PAIR) and CONTEXT_PAIR in self.keys)


def weigh(plan: Plan, facts: Facts) -> Decision | None:
    """Return the decision that the facts settle, None where they don't."""
    maybe_denied = False
    for entry in plan.denies:
        found = entry.holds(facts)
        if found:
            return entry.decide(Outcome.EXPLICIT_DENY)
        if found is None:
            maybe_denied = True
    for gate in plan.gates:
        found = gate.passes(facts)
        if found is False:
            return gate.refusal
        if found is None:
            maybe_denied = True
    granted = follow_path(plan, facts)
    if granted is not None and granted.outcome is not Outcome.ALLOW:
        return granted
    for gate in plan.key_gates:
        found = gate.passes(facts)
        if found is False:
            return gate.refusal
        if found is None:
            maybe_denied = True
    return None if maybe_denied else granted


def follow_path(plan: Plan, facts: Facts) -> Decision | None:
    """Return whether some policy or grant allows, leaving aside what denies; None where that isn't settled."""
    kind = plan.target.caller.kind
    if kind is PrincipalKind.SERVICE or kind is PrincipalKind.ANONYMOUS:
        return _outside_accounts(plan, facts)
    if plan.same_account is not None:
        return _same_account(plan, facts) if plan.same_account else _other_account(plan, facts)
    one, other = _same_account(plan, facts), _other_account(plan, facts)
    if one is None or other is None or one.outcome is not other.outcome:
        return None
    return one


def deny_implicitly(reason: Reason, *, by: PolicyKind | None) -> Decision:
    """Return the decision that nothing allows."""
    return Decision(Outcome.IMPLICIT_DENY, reason, decided_by=by)


def find_grant(plan: Plan, facts: Facts, *, identity: Tri) -> tuple[Tri, GrantAnswer | None]:
    """Tell whether a grant allows; one to an account needs an identity policy there besides."""
    answer: Tri = None if plan.grants_unread else False
    for grant in plan.grants:
        given = match_grant(grant, caller=plan.target.caller, action=plan.target.action, facts=facts)
        allows = both(given.allows, identity) if given.delegated else given.allows
        if allows:
            return True, given
        answer = either(answer, allows)
    return answer, None


def identity_side(plan: Plan, facts: Facts) -> tuple[Hit, Tri, Tri]:
    """Return what the identity policies, the permissions boundary and the session policy say."""
    hit: Hit = True if plan.root else find(plan.identity, facts)
    boundary = True if plan.boundary is None else told(find(plan.boundary, facts))
    session = True if plan.session is None else told(find(plan.session, facts))
    return hit, boundary, session


def gate_of_levels(levels: tuple[Entries, ...], reason: Reason, kind: PolicyKind) -> Gate:
    """Return the gate of control policies: every level must allow."""

    def passes(facts: Facts) -> Tri:
        answer: Tri = True
        for level in levels:
            answer = both(answer, told(find(level, facts)))
        return answer

    return Gate(passes, deny_implicitly(reason, by=kind))


def gate_of_endpoint(entries: Entries) -> Gate:
    """Return the gate of a VPC endpoint; calls that a service forwards don't come through it (IAM, access sessions)."""

    def passes(facts: Facts) -> Tri:
        return either(is_forwarded(facts), told(find(entries, facts)))

    return Gate(passes, deny_implicitly(Reason.LIMITED_BY_VPC_ENDPOINT, by=PolicyKind.VPC_ENDPOINT))


_GRANTED = Decision(Outcome.ALLOW, Reason.GRANT_ALLOWS, decided_by=PolicyKind.GRANT)
_ROOT_USER = Decision(Outcome.ALLOW, Reason.ROOT_USER)


def _outside_accounts(plan: Plan, facts: Facts) -> Decision | None:
    """Service principals and anonymous callers: the resource policy or a grant, nothing else."""
    hit = find(plan.direct, facts)
    if isinstance(hit, Entry):
        return hit.decide(Outcome.ALLOW)
    granted, _ = find_grant(plan, facts, identity=False)
    if granted:
        return _GRANTED
    if hit is None or granted is None:
        return None
    excluded = plan.managed_key and plan.target.caller.kind is PrincipalKind.SERVICE
    reason = Reason.MANAGED_KEY_EXCLUDES_SERVICES if excluded else Reason.NO_STATEMENT_ALLOWS
    return deny_implicitly(reason, by=PolicyKind.RESOURCE)


def _same_account(plan: Plan, facts: Facts) -> Decision | None:
    direct = find(plan.direct, facts)
    if isinstance(direct, Entry):
        return direct.decide(Outcome.ALLOW)
    if plan.root and not plan.needs_delegation:
        return _ROOT_USER
    identity, boundary, session = identity_side(plan, facts)
    within = both(boundary, session)
    limited = find(plan.limited, facts)
    if isinstance(limited, Entry) and within:
        return limited.decide(Outcome.ALLOW)
    delegated = told(find(plan.delegated, facts)) if plan.needs_delegation else True
    allows = both(delegated, both(told(identity), within))
    if allows:
        return identity.decide(Outcome.ALLOW) if isinstance(identity, Entry) else _ROOT_USER
    granted, _ = find_grant(plan, facts, identity=both(told(identity), within))
    if granted:
        return _GRANTED
    if None in (direct, both(told(limited), within), allows, granted):
        return None
    return _refuse_at_home(plan, told(identity), told(limited), delegated, boundary, session)


def _refuse_at_home(
    plan: Plan, identity: Tri, limited: Tri, delegated: Tri, boundary: Tri, session: Tri
) -> Decision:
    """Return the reason that AWS would name: the policy that was asked last and did not allow."""
    if limited is not False or (identity is not False and delegated is not False):
        return _refuse_by_limits(boundary)
    if not plan.needs_delegation:
        return deny_implicitly(Reason.NO_STATEMENT_ALLOWS, by=PolicyKind.IDENTITY)
    if delegated is not False:
        return deny_implicitly(Reason.DELEGATED_BUT_NO_IDENTITY_ALLOW, by=PolicyKind.IDENTITY)
    if identity is not False and not plan.root:
        return deny_implicitly(Reason.NO_DELEGATION_TO_ACCOUNT, by=PolicyKind.RESOURCE)
    return deny_implicitly(Reason.NO_STATEMENT_ALLOWS, by=PolicyKind.RESOURCE)


def _refuse_by_limits(boundary: Tri) -> Decision:
    if boundary is False:
        return deny_implicitly(Reason.LIMITED_BY_BOUNDARY, by=PolicyKind.PERMISSIONS_BOUNDARY)
    return deny_implicitly(Reason.LIMITED_BY_SESSION, by=PolicyKind.SESSION)


def _other_account(plan: Plan, facts: Facts) -> Decision | None:
    """Both accounts must allow (IAM User Guide, cross-account evaluation); a grant names its grantee for both."""
    if not plan.crosses_accounts:
        return deny_implicitly(Reason.NOT_ACROSS_ACCOUNTS, by=PolicyKind.RESOURCE)
    hits = [find(entries, facts) for entries in (plan.direct, plan.limited, plan.delegated)]
    resource: Tri = False
    for hit in hits:
        resource = either(resource, told(hit))
    identity, boundary, session = identity_side(plan, facts)
    own_side = both(told(identity), both(boundary, session))
    if resource and own_side:
        return next(hit for hit in hits if isinstance(hit, Entry)).decide(Outcome.ALLOW)
    granted, _ = find_grant(plan, facts, identity=own_side)
    if granted:
        return _GRANTED
    if granted is None or both(resource, own_side) is None:
        return None
    if resource is False:
        reason = Reason.MANAGED_KEY_EXCLUDES_ACCOUNT if plan.managed_key else Reason.NO_STATEMENT_ALLOWS
        return deny_implicitly(reason, by=PolicyKind.RESOURCE)
    if told(identity) is False:
        return deny_implicitly(Reason.OTHER_ACCOUNT_HAS_NO_IDENTITY_ALLOW, by=PolicyKind.IDENTITY)
    return _refuse_by_limits(boundary)

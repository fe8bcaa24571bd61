"""How the kinds of policies combine for one caller, action and resource (IAM User Guide, evaluation logic).

A plan holds what is left of every policy once caller, action and resource are known. Denied in every case counts as
settled: explicitly where a Deny surely applies, else implicitly, whatever an unread Deny might add. Allowed is settled
only when nothing that could not be read might deny.
"""

from keypost.named import TYPE_CHECKING, Callable, NamedTuple
from keypost.policy.context import CONTEXT_PAIR, is_forwarded
from keypost.policy.decision import Decision
from keypost.policy.facts import Facts
from keypost.policy.logic import any_of, both, either
from keypost.policy.principals import is_of_an_account
from keypost.policy.reasons import Outcome, PolicyKind, Reason
from keypost.policy.request import Grant, PrincipalKind
from keypost.policy.statement import Entry, Hit, Target, find, told
from keypost.unknown import Tri

if TYPE_CHECKING:
    from keypost.policy.grants import GrantAnswer

Entries = tuple[Entry, ...]


class Gate(NamedTuple):
    """Something that must let the request pass beside the policies that grant it."""

    passes: Callable[[Facts], Tri]
    refusal: Decision


class Plan:
    """Everything that may speak about one caller doing one action to one resource."""

    resource_account: str | None
    # Whether caller and resource are of one account; None where that is unknown.
    same_account: Tri
    # The resource policy decides alone or enables the identity policies: KMS keys and role trust policies.
    needs_delegation: bool
    crosses_accounts: bool
    root: bool
    managed_key: bool
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
    # Where no request can change the answer by what it carries, the answer.
    constant: Decision | None = None

    def __init__(self, target: Target) -> None:
        """Start a plan that knows of no policy; whoever builds it sets the rest."""
        self.target = target
        # Context keys that some test compares without a set operator.
        self.loose_keys: set[str] = set()
        # What follows from caller, action and resource, as far as some test looks at it.
        self.asked: Facts = {}

    def copy(self) -> "Plan":
        """Return a plan of its own with the same contents."""
        twin = Plan(self.target)
        vars(twin).update(vars(self))
        return twin

    def looks_at(self, key: str) -> bool:
        """Tell whether any test asks for the context key."""
        return key in self.keys or (key.startswith(CONTEXT_PAIR) and CONTEXT_PAIR in self.keys)


def weigh(plan: Plan, facts: Facts) -> Decision | None:
    """Return the decision that the facts settle, None where they don't."""
    open_ends = False
    for entry in plan.denies:
        found = entry.holds(facts)
        if found:
            return entry.deny()
        open_ends = open_ends or found is None
    if plan.gates:
        passes, refusal = _pass_gates(plan.gates, facts)
        if refusal is not None:
            return refusal
        open_ends = open_ends or passes is None
    granted = follow_path(plan, facts)
    if granted is not None and granted.outcome is not Outcome.ALLOW:
        return granted
    if plan.key_gates:
        passes, refusal = _pass_gates(plan.key_gates, facts)
        if refusal is not None:
            return refusal
        open_ends = open_ends or passes is None
    return None if open_ends else granted


def _pass_gates(gates: tuple[Gate, ...], facts: Facts) -> tuple[Tri, Decision | None]:
    """Tell whether all gates let the request pass, and what the first that doesn't says."""
    answer: Tri = True
    for gate in gates:
        found = gate.passes(facts)
        if found is False:
            return False, gate.refusal
        answer = both(answer, found)
    return answer, None


def follow_path(plan: Plan, facts: Facts) -> Decision | None:
    """Return whether some policy or grant allows, leaving aside what denies; None where that isn't settled."""
    if not is_of_an_account(plan.target.caller):
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


def find_grant(plan: Plan, facts: Facts, *, identity: Tri) -> "tuple[Tri, GrantAnswer | None]":
    """Tell whether a grant allows; one to an account needs an identity policy there besides."""
    answer: Tri = None if plan.grants_unread else False
    if not plan.grants:
        return answer, None
    from keypost.policy.grants import match_grant

    for grant in plan.grants:
        given = match_grant(grant, caller=plan.target.caller, action=plan.target.action, facts=facts)
        allows = both(given.allows, identity) if given.delegated else given.allows
        if allows:
            return True, given
        answer = either(answer, allows)
    return answer, None


class OwnSide:
    """What the policies attached to the caller say: its identity policies, and what limits them."""

    __slots__ = ("boundary", "identity", "session", "within")

    def __init__(self, plan: Plan, facts: Facts) -> None:
        """Ask them; a root user needs no identity policy in its own account."""
        self.identity: Hit = True if plan.root else find(plan.identity, facts)
        self.boundary: Tri = True if plan.boundary is None else told(find(plan.boundary, facts))
        self.session: Tri = True if plan.session is None else told(find(plan.session, facts))
        self.within = both(self.boundary, self.session)

    @property
    def allows(self) -> Tri:
        """Tell whether the identity policies allow, within boundary and session policy."""
        return both(told(self.identity), self.within)

    def refuse(self) -> Decision:
        """Return the reason of an Allow that boundary or session policy limits."""
        if self.boundary is False:
            return deny_implicitly(Reason.LIMITED_BY_BOUNDARY, by=PolicyKind.PERMISSIONS_BOUNDARY)
        return deny_implicitly(Reason.LIMITED_BY_SESSION, by=PolicyKind.SESSION)


def gate_of_level(level: Entries, reason: Reason, kind: PolicyKind, *, document: int) -> Gate:
    """Return the gate of one level of control policies, which must allow; `document` counts its first policy."""
    refusal = deny_implicitly(reason, by=kind)._replace(document=document)
    return Gate(lambda facts: told(find(level, facts)), refusal)


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
        return hit.allow()
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
        return direct.allow()
    if plan.root and not plan.needs_delegation:
        return _ROOT_USER
    own = OwnSide(plan, facts)
    limited = find(plan.limited, facts)
    if isinstance(limited, Entry) and own.within:
        return limited.allow()
    delegated = told(find(plan.delegated, facts)) if plan.needs_delegation else True
    return _through_identity(plan, facts, own, direct=direct, limited=told(limited), delegated=delegated)


def _through_identity(
    plan: Plan, facts: Facts, own: OwnSide, *, direct: Hit, limited: Tri, delegated: Tri
) -> Decision | None:
    allows = both(delegated, own.allows)
    if allows and isinstance(own.identity, Entry):
        return own.identity.allow()
    granted, _ = find_grant(plan, facts, identity=own.allows)
    if granted:
        return _GRANTED
    if direct is None or granted is None or allows is not False or both(limited, own.within) is None:
        return None
    return _refuse_at_home(plan, own, limited=limited, delegated=delegated)


def _refuse_at_home(plan: Plan, own: OwnSide, *, limited: Tri, delegated: Tri) -> Decision:
    """Return the reason that AWS would name: the policy that was asked last and did not allow."""
    identity = told(own.identity)
    if limited is not False or (identity is not False and delegated is not False):
        return own.refuse()
    if not plan.needs_delegation:
        return deny_implicitly(Reason.NO_STATEMENT_ALLOWS, by=PolicyKind.IDENTITY)
    if delegated is not False:
        return deny_implicitly(Reason.DELEGATED_BUT_NO_IDENTITY_ALLOW, by=PolicyKind.IDENTITY)
    if identity is not False and not plan.root:
        return deny_implicitly(Reason.NO_DELEGATION_TO_ACCOUNT, by=PolicyKind.RESOURCE)
    return deny_implicitly(Reason.NO_STATEMENT_ALLOWS, by=PolicyKind.RESOURCE)


def _other_account(plan: Plan, facts: Facts) -> Decision | None:
    """Both accounts must allow (IAM User Guide, cross-account evaluation); a grant names its grantee for both."""
    if not plan.crosses_accounts:
        return deny_implicitly(Reason.NOT_ACROSS_ACCOUNTS, by=PolicyKind.RESOURCE)
    hits = [find(entries, facts) for entries in (plan.direct, plan.limited, plan.delegated)]
    resource = any_of(told(hit) for hit in hits)
    own = OwnSide(plan, facts)
    allows = both(resource, own.allows)
    if allows:
        return next(hit for hit in hits if isinstance(hit, Entry)).allow()
    granted, _ = find_grant(plan, facts, identity=own.allows)
    if granted:
        return _GRANTED
    if granted is None or allows is None:
        return None
    return _refuse_abroad(plan, own, resource=resource)


def _refuse_abroad(plan: Plan, own: OwnSide, *, resource: Tri) -> Decision:
    if resource is False:
        reason = Reason.MANAGED_KEY_EXCLUDES_ACCOUNT if plan.managed_key else Reason.NO_STATEMENT_ALLOWS
        return deny_implicitly(reason, by=PolicyKind.RESOURCE)
    if told(own.identity) is False:
        return deny_implicitly(Reason.OTHER_ACCOUNT_HAS_NO_IDENTITY_ALLOW, by=PolicyKind.IDENTITY)
    return own.refuse()

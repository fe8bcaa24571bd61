"""A denied call -> the changes that could let it through, best first; none of them is proven yet."""

from collections.abc import Iterator
from typing import NamedTuple

from keypost.catalogue.declare import Part
from keypost.checker.verdict import CallVerdict, Delivery, Verdict
from keypost.estate.resource import Membership, Resource
from keypost.fixer.change import Changes, PolicyChange, owner_of
from keypost.fixer.mend import mend_statements
from keypost.fixer.statements import build_statement
from keypost.policy.changes import Change, ChangeKind
from keypost.policy.decision import Step
from keypost.policy.document import Effect, Policy, Statement
from keypost.policy.principals import is_service_linked
from keypost.policy.reasons import Element, Match, Outcome, PolicyKind, Reason
from keypost.policy.request import KeyManager, PrincipalKind

_EXCEPT_SERVICES = {"key": "aws:PrincipalIsAWSService", "operator": "BoolIfExists", "values": ("false",)}
_STOPS_THAT_NO_POLICY_LIFTS = frozenset(
    {Reason.KEY_PENDING_DELETION, Reason.KEY_PENDING_IMPORT, Reason.KEY_UNAVAILABLE, Reason.KEY_WRONG_SPEC,
     Reason.KEY_IN_OTHER_REGION, Reason.NOT_ACROSS_ACCOUNTS, Reason.ENCRYPTION_REFUSED,
     Reason.MANAGED_KEY_EXCLUDES_SERVICES}
)  # fmt: skip


class Denial(NamedTuple):
    """A call that isn't allowed, the delivery that makes it, and its role where one of the estate calls."""

    delivery: Delivery
    call: CallVerdict
    role: Resource | None = None

    @property
    def owner(self) -> Resource | None:
        """The resource whose policy speaks about the call."""
        return self.delivery.key if self.call.call.on is Part.TARGET_KEY else self.delivery.target

    @property
    def on_key(self) -> bool:
        """Whether the call is one on the KMS key."""
        return self.call.call.on is Part.TARGET_KEY

    def beside(self) -> tuple[CallVerdict, ...]:
        """Return the denied calls of the same caller on the same resource, this one included."""
        assert self.call.request is not None
        caller, on = self.call.request.principal, self.call.request.resource
        return tuple(
            call
            for call in self.delivery.calls
            if call.verdict is not Verdict.WORKS
            and call.request is not None
            and call.request.principal == caller
            and (call.request.resource == on or self.on_key is (call.call.on is Part.TARGET_KEY))
            and call.decision.outcome is Outcome.IMPLICIT_DENY
        )


def propose(denial: Denial) -> Iterator[Changes]:
    """Yield changes that each deal with what stopped the call; of resources outside the input nothing can be changed."""
    decision = denial.call.decision
    if denial.call.request is None or decision.reason in _STOPS_THAT_NO_POLICY_LIFTS:
        return
    if decision.reason is Reason.KEY_DISABLED:
        yield from _on_owner(denial, Change(ChangeKind.ENABLE_KEY))
    elif decision.outcome is Outcome.EXPLICIT_DENY:
        yield from _lift_deny(denial)
    elif decision.outcome is Outcome.IMPLICIT_DENY:
        yield from _allow(denial)


def _on_owner(denial: Denial, change: Change) -> Iterator[Changes]:
    owner = denial.owner
    if owner is not None and owner.membership is Membership.INSIDE:
        yield (PolicyChange(owner_of(owner), change),)


def _lift_deny(denial: Denial) -> Iterator[Changes]:
    """Leave services out of a Deny in the form that AWS documents; a Deny of people is nobody's slip."""
    decision, request = denial.call.decision, denial.call.request
    if decision.decided_by is PolicyKind.RESOURCE and request and request.principal.kind is PrincipalKind.SERVICE:
        where = Change(
            ChangeKind.ADD_TEST, PolicyKind.RESOURCE, decision.document or 0, decision.statement or 0, decision.sid,
            Effect.DENY, decision.origin, Element.CONDITION, **_EXCEPT_SERVICES,
        )  # fmt: skip
        yield from _on_owner(denial, where)


def _allow(denial: Denial) -> Iterator[Changes]:
    """Yield how some policy would allow the call: the caller's own where it has policies that count, else the resource's."""
    if _counts_own_policies(denial) and denial.role is not None:
        yield from _allow_by_role(denial, denial.role)
    yield from _allow_by_owner(denial)


def _counts_own_policies(denial: Denial) -> bool:
    request = denial.call.request
    return request is not None and request.principal.kind is not PrincipalKind.SERVICE and not is_service_linked(
        request.principal
    )


def _allow_by_role(denial: Denial, role: Resource) -> Iterator[Changes]:
    if role.membership is not Membership.INSIDE or _is_allowed_by_identity(denial):
        return
    assert denial.call.request is not None
    document = role.identity[0] if role.identity else None
    calls = denial.beside()
    resource = denial.call.request.resource
    added = build_statement(calls, resource=resource, policy=_policy(document), is_attached=True)
    yield (PolicyChange(owner_of(role), _add(PolicyKind.IDENTITY, added)),)


def _is_allowed_by_identity(denial: Denial) -> bool:
    """Whether the caller's own policies allow it already, so that the resource's policy is what lacks."""
    steps = denial.call.decision.trace
    return any(_is_allow(step) and step.policy is PolicyKind.IDENTITY for step in steps)


def _is_allow(step: Step) -> bool:
    return step.effect is Effect.ALLOW and step.outcome is Match.MATCH


def _allow_by_owner(denial: Denial) -> Iterator[Changes]:
    owner = denial.owner
    if owner is None or owner.membership is not Membership.INSIDE:
        return
    if owner.is_key and owner.facts.manager is not KeyManager.CUSTOMER:
        return
    if isinstance(owner.policy, Policy):
        for changes in mend_statements(denial.call, owner.policy, calls=denial.beside()):
            yield tuple(PolicyChange(owner_of(owner), change) for change in changes)
    assert denial.call.request is not None
    resource = "*" if denial.on_key else denial.call.request.resource
    added = build_statement(denial.beside(), resource=resource, policy=_policy(owner.policy))
    for statement in (added, added._replace(conditions=())) if added.conditions else (added,):
        yield (PolicyChange(owner_of(owner), _add(PolicyKind.RESOURCE, statement)),)


def _policy(policy: object) -> Policy | None:
    return policy if isinstance(policy, Policy) else None


def _add(kind: PolicyKind, added: Statement) -> Change:
    return Change(ChangeKind.ADD_STATEMENT, kind, effect=Effect.ALLOW, added=added)

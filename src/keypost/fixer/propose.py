"""A denied call -> the changes that could let it through, best first; none of them is proven yet."""

from collections.abc import Iterator

from keypost.checker.verdict import CallVerdict, Delivery, Verdict
from keypost.estate.resource import Membership, Resource
from keypost.fixer.change import IS_SERVICE, Changes, PolicyChange
from keypost.fixer.meant import find_meant
from keypost.fixer.mend import mend_statements
from keypost.fixer.statements import build_statement
from keypost.named import NamedTuple
from keypost.origin import NOWHERE
from keypost.policy.changes import Change, ChangeKind, is_listing_test
from keypost.policy.conditions.evaluate import is_negated
from keypost.policy.conditions.operators import Spelling, join_operator
from keypost.policy.decision import Step
from keypost.policy.document import Effect, Policy, Statement
from keypost.policy.principals import is_of_an_account, is_root, is_service_linked, name_in_policy
from keypost.policy.reasons import Element, Match, Outcome, PolicyKind, Reason
from keypost.policy.request import KeyManager, PrincipalKind, Request

# What no change of a policy lifts.
_HOPELESS = frozenset(
    {
        Reason.KEY_PENDING_DELETION,
        Reason.KEY_PENDING_IMPORT,
        Reason.KEY_UNAVAILABLE,
        Reason.KEY_WRONG_SPEC,
        Reason.KEY_IN_OTHER_REGION,
        Reason.NOT_ACROSS_ACCOUNTS,
        Reason.ENCRYPTION_REFUSED,
        Reason.LIMITED_BY_SERVICE_CONTROL,
        Reason.LIMITED_BY_RESOURCE_CONTROL,
        Reason.MANAGED_KEY_EXCLUDES_SERVICES,
    }
)


_WHO = "aws:PrincipalArn"


class Denial(NamedTuple):
    """A call that isn't surely allowed, its delivery and request; `role` where one of the input makes it."""

    delivery: Delivery
    call: CallVerdict
    request: Request
    role: Resource | None = None

    @property
    def on_key(self) -> bool:
        """Whether the call is one on the KMS key."""
        return self.call.call.on_key

    @property
    def owner(self) -> Resource | None:
        """The resource whose policy speaks about the call."""
        return self.delivery.owner_of(self.call.call)

    def beside(self) -> tuple[CallVerdict, ...]:
        """Return the calls of the same caller on the same resource that aren't allowed, this one included."""
        return tuple(call for call in self.delivery.calls if call.verdict is not Verdict.WORKS and self._is_like(call))

    def _is_like(self, call: CallVerdict) -> bool:
        if call.request is None or call.decision.outcome is Outcome.EXPLICIT_DENY:
            return False
        same_place = call.call.on_key if self.on_key else call.request.resource == self.request.resource
        return same_place and call.request.principal == self.request.principal


def propose(denial: Denial) -> Iterator[Changes]:
    """Yield changes that each deal with what stopped the call; nothing outside the input can be changed."""
    decision = denial.call.decision
    if decision.reason in _HOPELESS:
        return
    if decision.reason is Reason.KEY_DISABLED:
        yield from _on_owner(denial, Change(ChangeKind.ENABLE_KEY))
    elif decision.outcome is Outcome.EXPLICIT_DENY:
        yield from _lift_deny(denial)
    else:  # where an Allow only may apply, one that surely does settles it
        if _counts_own_policies(denial.request) and denial.role is not None:
            yield from _allow_by_role(denial, denial.role)
        yield from _allow_by_owner(denial)


def _on_owner(denial: Denial, *changes: Change) -> Iterator[Changes]:
    owner = denial.owner
    if owner is not None and owner.membership is Membership.INSIDE:
        yield tuple(PolicyChange(owner.handle, change, owner.kind) for change in changes)


def _lift_deny(denial: Denial) -> Iterator[Changes]:
    """Leave services out of a Deny in the form that AWS documents, of a role this one alone (IAM User Guide).

    aws:PrincipalIsAWSService; aws:PrincipalArn. A Deny that hits people may be meant for them.
    """
    decision, caller = denial.call.decision, denial.request.principal
    if decision.decided_by is not PolicyKind.RESOURCE:
        return
    exception = Change(
        ChangeKind.ADD_TEST,
        PolicyKind.RESOURCE,
        statement=decision.statement or 0,
        sid=decision.sid,
        effect=Effect.DENY,
        origin=decision.origin,
        element=Element.CONDITION,
        key=IS_SERVICE,
        operator="BoolIfExists",
        values=("false",),
    )
    if caller.kind is PrincipalKind.SERVICE:
        yield from _on_owner(denial, exception)
    elif is_of_an_account(caller) and not is_root(caller):
        yield from _on_owner(denial, _except_role(exception, denial))


def _except_role(exception: Change, denial: Denial) -> Change:
    """Return the exception for the caller's ARN: in the list that the Deny has already, else as a test of its own."""
    statement = find_meant(exception, denial.owner.policy if denial.owner is not None else None)
    named = exception._replace(key=_WHO, operator="ArnNotEquals", values=(name_in_policy(denial.request.principal),))
    for test in statement.conditions if statement is not None else ():
        if test.key.lower() == _WHO.lower() and is_negated(test) and is_listing_test(test):
            operator = join_operator(Spelling(test.operator, test.quantifier, test.if_exists))
            return named._replace(kind=ChangeKind.LIST, key=test.key, operator=operator)
    return named


def _counts_own_policies(request: Request) -> bool:
    """Services have no policies of their own, and nobody but AWS can change those of a service-linked role."""
    return request.principal.kind is not PrincipalKind.SERVICE and not is_service_linked(request.principal)


def _allow_by_role(denial: Denial, role: Resource) -> Iterator[Changes]:
    if role.membership is not Membership.INSIDE or any(map(_is_own_allow, denial.call.decision.trace)):
        return
    added = build_statement(denial.beside(), resource=denial.request.resource, is_attached=True)
    document = _find_own_document(role, denial)
    yield (PolicyChange(role.handle, _add(PolicyKind.IDENTITY, added)._replace(document=document), role.kind),)


def _find_own_document(role: Resource, denial: Denial) -> int:
    """Return the policy that the statement goes into: one inside the role, best that for the other calls, else new."""
    inside = f"{role.origin.pointer}/"
    beside = (call.decision.document for call in denial.delivery.calls if _is_allowed_to_role(call))
    order: dict[int, None] = dict.fromkeys((*beside, *range(len(role.identity))))
    for index in order:
        policy = role.identity[index] if index < len(role.identity) else None
        is_new = isinstance(policy, Policy) and policy.origin == NOWHERE and policy.id is None
        if is_new or (isinstance(policy, Policy) and policy.origin.pointer.startswith(inside)):
            return index
    return len(role.identity)


def _is_allowed_to_role(call: CallVerdict) -> bool:
    return call.verdict is Verdict.WORKS and call.decision.decided_by is PolicyKind.IDENTITY


def _is_own_allow(step: Step) -> bool:
    """Whether the caller's own policies allow it already, so that the resource's policy is what lacks."""
    return step.policy is PolicyKind.IDENTITY and step.effect is Effect.ALLOW and step.outcome is Match.MATCH


def _allow_by_owner(denial: Denial) -> Iterator[Changes]:
    owner = denial.owner
    if owner is None or (owner.is_key and owner.facts.manager is not KeyManager.CUSTOMER):
        return
    if isinstance(owner.policy, Policy):
        for changes in mend_statements(denial.call, owner.policy, calls=denial.beside()):
            yield from _on_owner(denial, *changes)
    resource = "*" if denial.on_key else denial.request.resource
    added = build_statement(denial.beside(), resource=resource)
    for statement in (added, added._replace(conditions=())) if added.conditions else (added,):
        yield from _on_owner(denial, _add(PolicyKind.RESOURCE, statement))


def _add(kind: PolicyKind, added: Statement) -> Change:
    return Change(ChangeKind.ADD_STATEMENT, kind, effect=Effect.ALLOW, added=added)

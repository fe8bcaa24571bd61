"""Resources whose policies say the same, as those of one module do: whom the first lets in, all let in."""

from keypost.estate.kind import Kind
from keypost.estate.resource import Resource
from keypost.policy.decision import Decision
from keypost.policy.document import Policy, Statement
from keypost.policy.reasons import Outcome
from keypost.policy.request import PrincipalKind, Request

_Said = tuple[object, ...]


class Alike:
    """What resources allowed services, by what their policies say."""

    def __init__(self) -> None:
        """Start with nothing asked."""
        self._numbers: dict[_Said, int] = {}
        self._seen: dict[int, tuple[Resource, int | None]] = {}  # with the resource, so that no other has its `id`
        self._allowed: dict[tuple[int | None, str, str], Decision] = {}
        self._placed: dict[tuple[int, str, str], Decision] = {}

    def find(self, owner: Resource, request: Request) -> Decision | None:
        """Return what is known to allow a service's request, None where its policies have to be asked."""
        caller, action = request.principal, request.action
        if caller.kind is not PrincipalKind.SERVICE:
            return None
        known = self._placed.get((id(owner), caller.name, action))
        if known is not None:
            return known
        said = self._allowed.get((self._number(owner), caller.name, action))
        return None if said is None else self._place(owner, request, said)

    def learn(self, owner: Resource, request: Request, decision: Decision) -> None:
        """Keep what the policies said; a denial is always asked for, as it tells many places of its policy."""
        caller, number = request.principal, self._number(owner)
        if decision.outcome is Outcome.ALLOW and number is not None and caller.kind is PrincipalKind.SERVICE:
            self._allowed[number, caller.name, request.action] = decision
            self._place(owner, request, decision)

    def _place(self, owner: Resource, request: Request, said: Decision) -> Decision:
        """Keep the decision with the place in the policy of this resource."""
        if said.statement is not None and isinstance(owner.policy, Policy):
            said = said._replace(origin=owner.policy.statements[said.statement].origin)
        self._placed[id(owner), request.principal.name, request.action] = said
        return said

    def _number(self, owner: Resource) -> int | None:
        """Return a number that all share which let the same services in, None for a resource that has no like."""
        seen = self._seen.get(id(owner))
        if seen is None:
            said = _read(owner)
            number = None if said is None else self._numbers.setdefault(said, len(self._numbers))
            seen = self._seen[id(owner)] = (owner, number)
        return seen[1]


def _read(owner: Resource) -> _Said | None:
    """Return all that decides about services; None where it depends on the resource, or on what a request carries."""
    policy = owner.policy
    if not isinstance(policy, Policy) or policy.unread or owner.grants:
        return None
    is_role = owner.kind is Kind.ROLE
    said: list[object] = [owner.facts, is_role]
    for statement in policy.statements:
        one = _read_statement(statement, of_role=is_role)
        if one is None:
            return None
        said.append(one)
    return tuple(said)


def _read_statement(statement: Statement, *, of_role: bool) -> _Said | None:
    who, what, on = statement.principals, statement.actions, statement.resources
    if who is None or what is None or statement.conditions or statement.unread or who.unread or what.unread:
        return None
    if on is None and not of_role:  # a trust policy has no Resource
        return None
    if on is not None and (on.unread or on.negated or on.values != ("*",)):
        return None
    named = tuple([(one.form, one.value) for one in who.values])
    return statement.sid, statement.effect, who.negated, named, what.negated, what.values

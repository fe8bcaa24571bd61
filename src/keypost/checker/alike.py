"""Keys whose policies say the same, as those of one module do: whom the first lets in, all let in."""

from keypost.estate.resource import Resource
from keypost.named import Callable
from keypost.policy.decision import Decision
from keypost.policy.document import Policy, Statement
from keypost.policy.reasons import Outcome
from keypost.policy.request import PrincipalKind, Request

_Said = tuple[object, ...]


class Alike:
    """What keys allowed services, by what the policies of the keys say."""

    def __init__(self) -> None:
        """Start with nothing asked."""
        self._numbers: dict[_Said, int] = {}
        self._seen: dict[int, tuple[Resource, int | None]] = {}  # with the key, so that no other has its `id`
        self._allowed: dict[tuple[int, str, str], Decision] = {}

    def decide(self, owner: Resource | None, request: Request, *, ask: Callable[[], Decision]) -> Decision:
        """Return what `ask` would; a denial is always asked for, as it tells many places of its policy."""
        number = self._number(owner) if owner is not None and owner.is_key else None
        if owner is None or number is None or request.principal.kind is not PrincipalKind.SERVICE:
            return ask()
        question = (number, request.principal.name, request.action)
        known = self._allowed.get(question)
        if known is None:
            decision = ask()
            if decision.outcome is Outcome.ALLOW:
                self._allowed[question] = decision
            return decision
        if known.statement is None or not isinstance(owner.policy, Policy):
            return known
        return known._replace(origin=owner.policy.statements[known.statement].origin)

    def _number(self, key: Resource) -> int | None:
        """Return a number that all keys share which let the same services in, None for a key that has no like."""
        seen = self._seen.get(id(key))
        if seen is None:
            said = _read(key)
            number = None if said is None else self._numbers.setdefault(said, len(self._numbers))
            seen = self._seen[id(key)] = (key, number)
        return seen[1]


def _read(key: Resource) -> _Said | None:
    """Return all that decides about services; None where it depends on the key, or on what a request carries."""
    policy = key.policy
    if not isinstance(policy, Policy) or policy.unread or key.grants:
        return None
    said = [_read_statement(statement) for statement in policy.statements]
    return None if None in said else (key.facts, *said)


def _read_statement(statement: Statement) -> _Said | None:
    who, what, on = statement.principals, statement.actions, statement.resources
    if who is None or what is None or on is None or statement.conditions or statement.unread:
        return None
    if who.unread or what.unread or on.unread or on.negated or on.values != ("*",):
        return None
    named = tuple([(one.form, one.value) for one in who.values])
    return statement.sid, statement.effect, who.negated, named, what.negated, what.values

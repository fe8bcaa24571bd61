"""Which statements of a policy can reach a caller at all: looked up by name instead of asked one by one."""

from keypost.named import Iterable
from keypost.policy.document import NamedPrincipal, PrincipalForm, Statement
from keypost.policy.principals import is_account, is_of_an_account
from keypost.policy.request import Principal, PrincipalKind

# Stands for every account that a statement names: whoever belongs to one may be meant.
_ACCOUNT = ""
_NAMING = (PrincipalForm.AWS, PrincipalForm.SERVICE)


class AudienceIndex:
    """The statements of one policy by the names that they list."""

    __slots__ = ("_named", "_open")

    def __init__(self, statements: Iterable[Statement]) -> None:
        """Index the statements by their place in the policy."""
        self._named: dict[str, list[int]] = {}
        self._open: list[int] = []
        for place, statement in enumerate(statements):
            names = _names_of(statement)
            if names is None:
                self._open.append(place)
            else:
                for name in names:
                    self._named.setdefault(name, []).append(place)

    def find(self, caller: Principal) -> list[int] | None:
        """Return the places of the statements that may mean the caller, in order; None: any of them may."""
        if not (caller.name.isascii() and (caller.role_arn or "").isascii()):
            return None
        named = [place for name in _names_for(caller) for place in self._named.get(name, ())]
        return sorted({*named, *self._open}) if named else self._open


def _names_of(statement: Statement) -> set[str] | None:
    """Return the names that a statement is found by, None where it may mean somebody whom it doesn't name."""
    listing = statement.principals
    if listing is None or listing.negated or listing.unread is not None:
        return None
    names: set[str] = set()
    for named in listing.values:
        name = _name_of(named)
        if name is None:
            return None
        names.add(name)
    return names


def _name_of(named: NamedPrincipal) -> str | None:
    value = named.value
    if named.form not in _NAMING or value == "*" or not value.isascii():
        return None
    if named.form is PrincipalForm.SERVICE:
        return value
    if is_account(value) or value.endswith(":root"):
        return _ACCOUNT
    return value.rsplit("/", 1)[-1]


def _names_for(caller: Principal) -> tuple[str, ...]:
    """Return the names that may mean the caller; of an ARN the last part, which a session shares with its role."""
    if caller.kind is PrincipalKind.SERVICE:
        return (caller.name,)
    if not is_of_an_account(caller):
        return ()
    last = caller.name.rsplit("/", 1)[-1]
    if caller.role_arn is None or caller.role_arn == caller.name:
        return (_ACCOUNT, last)
    return (_ACCOUNT, last, caller.role_arn.rsplit("/", 1)[-1])

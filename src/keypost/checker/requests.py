"""Calls x connections -> requests: who asks for what, with which condition keys present, absent or uncertain."""

from keypost.catalogue.declare import (
    Absent,
    AssumedRole,
    Call,
    Caller,
    ContextKey,
    ContextValue,
    Evidence,
    LinkedRole,
    Nobody,
    Part,
    RoleThenService,
    Sent,
    Service,
    ThePrincipal,
    Undocumented,
    When,
)
from keypost.checker.connect import Connection
from keypost.estate.resource import Resource, Sse
from keypost.named import TYPE_CHECKING, Callable, Iterator, Mapping, NamedTuple, SimpleNamespace, attrgetter, cache
from keypost.policy.principals import parse_principal
from keypost.policy.request import Principal, Request, Unlisted
from keypost.unknown import Tri, Unread, build_unknown

if TYPE_CHECKING:
    from keypost.estate.organization import Account

# What `{any}` in a path stands for is called in texts.
ANYTHING = "..."
_CONTEXT_PREFIX = "kms:EncryptionContext:"
_CONTEXT_KEYS = "kms:EncryptionContextKeys"
_Told = dict[str, tuple[str, ...]]
_Filler = Callable[[Connection], str]
_NO_RESOURCE = SimpleNamespace(arn="", account="", region="", partition="", name="", id="")


def is_made(call: Call, connection: Connection) -> Tri:
    """Tell whether the call is made under the connection's encryption; None where that isn't known."""
    encryption = connection.encryption
    if call.when is When.ALWAYS:
        return True
    if isinstance(encryption, Unread):
        return None
    if encryption.mode is not Sse.KMS:
        return False
    if call.when is When.TARGET_USES_KMS:
        return True
    if isinstance(encryption.bucket_key, Unread):
        return None
    return encryption.bucket_key is (call.when is When.BUCKET_KEY_IS_ON)


def build_request(call: Call, connection: Connection, caller: Caller) -> Request | None:
    """Build the request of one call, or None where nobody is known to make it (a role that is not known)."""
    principal = _build_principal(caller, call, connection)
    if principal is None:
        return None
    declared = _declared(call, connection, caller)
    keys = _sort(declared)
    context, unknown = keys.sure.fill(connection), keys.unknown
    uncertain = {} if keys.uncertain is None else keys.uncertain.fill(connection)
    owner = connection.owner_of(call)
    if connection.accounts:
        documented = {key for key, value in declared.items() if not isinstance(value, Undocumented)}
        for side, told in _tell_memberships(principal, owner, connection.accounts, sides=(context, uncertain)):
            side.update((key, values) for key, values in told.items() if key not in documented)
        unknown -= {*context, *uncertain}
    return Request(
        principal=principal,
        action=call.action,
        resource=fill(call.on, connection),
        resource_account=owner.account if owner is not None else None,
        context=context,
        uncertain=uncertain,
        unknown=unknown,
        absent=keys.absent,
        unlisted=Unlisted.UNKNOWN,
    )


def _tell_memberships(
    principal: Principal, owner: Resource | None, accounts: Mapping[str, "Account"], *, sides: tuple[_Told, _Told]
) -> Iterator[tuple[_Told, _Told]]:
    """Yield for what is surely and perhaps sent the keys that tell the organizations beside it.

    Those of the source are sent where its account is.
    """
    from keypost.checker.controls import tell_membership

    surely, _ = sides
    for side in sides:
        yield side, dict(tell_membership(_only(side.get("aws:SourceAccount", ())), "Source", accounts))
    yield surely, dict(tell_membership(principal.account, "Principal", accounts))
    yield surely, dict(tell_membership(owner.account if owner is not None else None, "Resource", accounts))


def _only(values: tuple[str, ...]) -> str | None:
    return values[0] if len(values) == 1 else None


def _declared(call: Call, connection: Connection, caller: Caller) -> Mapping[ContextKey, ContextValue]:
    """The condition keys of this caller's attempt: a role that goes first sends others than the service."""
    tries_first = isinstance(caller, AssumedRole) and isinstance(call.caller or connection.path.caller, RoleThenService)
    return call.role_context if tries_first else call.context


def _build_principal(caller: Caller, call: Call, connection: Connection) -> Principal | None:
    match caller:
        case Service(name=name):
            return parse_principal(_name_region(name, connection) if "{" in name else name)
        case ThePrincipal():
            return parse_principal(connection.source.arn)
        case AssumedRole() | LinkedRole():
            role = connection.role_of(call)
            return parse_principal(role.arn) if role is not None else None
        case Nobody() | RoleThenService():
            return None


def _name_region(name: str, connection: Connection) -> str:
    return name.format(region=connection.source.region or connection.target.region)


class _Side(NamedTuple):
    """Condition keys that are sent, what finds their values, and the names that they give an encryption context."""

    sent: tuple[tuple[str, _Filler, tuple[str, ...]], ...]
    names: tuple[str, ...]

    def fill(self, connection: Connection) -> _Told:
        """Return what the call carries in this connection."""
        filled = {key: (find(connection), *others) for key, find, others in self.sent}
        if self.names:
            filled[_CONTEXT_KEYS] = self.names
        return filled


class _Sorted(NamedTuple):
    """The condition keys that a call declares, by what is known of them: sorted once for all its requests."""

    declared: Mapping[ContextKey, ContextValue]  # kept, so that no other has its `id`
    sure: _Side
    uncertain: _Side | None  # carried with this value or not at all (inferred)
    unknown: frozenset[str]
    absent: frozenset[str]


_sorted: dict[int, _Sorted] = {}


def _sort(declared: Mapping[ContextKey, ContextValue]) -> _Sorted:
    found = _sorted.get(id(declared))
    if found is None:
        sent = {key: value for key, value in declared.items() if isinstance(value, Sent)}
        inferred = {key for key, value in declared.items() if _evidence_of(value) is Evidence.INFERRED}
        doubtful: dict[str, Sent] = {key: value for key, value in sent.items() if key in inferred}
        absent = frozenset(key for key, value in declared.items() if isinstance(value, Absent)) - inferred
        found = _sorted[id(declared)] = _Sorted(
            declared,
            sure=_build_side({key: value for key, value in sent.items() if key not in inferred}),
            uncertain=_build_side(doubtful) if doubtful else None,
            unknown=frozenset(declared) - sent.keys() - absent,
            absent=absent,
        )
    return found


def _build_side(sent: Mapping[str, Sent]) -> _Side:
    names = tuple(key.removeprefix(_CONTEXT_PREFIX) for key in sent if key.startswith(_CONTEXT_PREFIX))
    return _Side(tuple((key, _filler_of(value.value), value.others) for key, value in sent.items()), names)


def _evidence_of(value: ContextValue) -> Evidence | None:
    return None if isinstance(value, Undocumented) else value.evidence


class _Settings:
    """The setting's further texts by name; one that isn't set is empty."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def __getattr__(self, name: str) -> str:
        return self._values.get(name, "")


def fill(part: Part | str, connection: Connection) -> str:
    """Return the text that the part stands for in this connection; `{any}` is a text nobody knows beforehand."""
    return _filler_of(part)(connection)


@cache
def _filler_of(part: Part | str) -> _Filler:
    """Return what fills the part: most are one field of an end, as in `{source.arn}`, and need no format."""
    template = part.value if isinstance(part, Part) else part
    resource, _, field = template.removeprefix("{").removesuffix("}").partition(".")
    if template == f"{{{resource}.{field}}}" and field.isidentifier():
        if resource in {"source", "target"}:
            return attrgetter(f"{resource}.{field}")
        if resource in {"key", "role"}:
            return lambda connection: getattr(getattr(connection, resource) or _NO_RESOURCE, field)
    return lambda connection: _format(template, connection)


def _format(template: str, connection: Connection) -> str:
    return template.format(
        source=connection.source,
        target=connection.target,
        holder=connection.wire.holder,
        key=connection.key or _NO_RESOURCE,
        role=connection.role or _NO_RESOURCE,
        values=_Settings(connection.wire.values),
        reference=connection.wire.target if isinstance(connection.wire.target, str) else build_unknown(ANYTHING),
        any=build_unknown(ANYTHING),
    )

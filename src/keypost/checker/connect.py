"""Wires x paths -> connections: which path a wire makes, from which source to which target, under which key."""

from keypost.arn import parse_arn
from keypost.catalogue.all import paths_for
from keypost.catalogue.declare import AssumedRole, Call, Caller, KeyOf, LinkedRole, Part, Path, RoleThenService
from keypost.checker.verdict import Need, NeedKind
from keypost.estate.estate import Estate, Wire
from keypost.estate.kind import Kind
from keypost.estate.outside import build_outside, complete_linked_role, service_of
from keypost.estate.references import Found, Match, References, references_of
from keypost.estate.resource import Encryption, Membership, Resource, Sse
from keypost.named import TYPE_CHECKING, Iterable, Iterator, Mapping, MappingProxyType, NamedTuple, cache
from keypost.unknown import Unread, has_unknown, render_unknown, same_text

if TYPE_CHECKING:
    from keypost.estate.organization import Account

# These mostly send to what is no kind of Keypost's: a target left open is as likely a function or a bus.
_SEND_ANYWHERE = (Kind.RULE, Kind.PIPE, Kind.SCHEDULE, Kind.SUBSCRIPTION_FILTER, Kind.EVENT_SOURCE_MAPPING)

KEYS_OF_SETTINGS = (KeyOf.SETTING, KeyOf.SETTING_ELSE_TARGET, KeyOf.SETTING_ELSE_PERHAPS_TARGET)


class Connection(NamedTuple):
    """One path between two resources, with all that its calls need; `needs` is what finding them left open.

    `role` is the path's caller, `linked_role` the service-linked role that a call names as a caller of its own.
    `accounts` are those of the estate.
    """

    path: Path
    wire: Wire
    source: Resource
    target: Resource
    encryption: Encryption | Unread
    key: Resource | None = None
    role: Resource | None = None
    needs: tuple[Need, ...] = ()
    linked_role: Resource | None = None
    accounts: Mapping[str, "Account"] = MappingProxyType({})

    @property
    def is_key_doubtful(self) -> bool:
        """Whether sources disagree on whether this key is used at all."""
        return self.path.key_of is KeyOf.SETTING_ELSE_PERHAPS_TARGET and self.wire.key is None

    def owner_of(self, call: Call) -> Resource | None:
        """Return the resource that the call is made on, whose policy speaks about it."""
        return self.key if call.on_key else self.role if call.on_role else self.target

    def role_of(self, call: Call) -> Resource | None:
        """Return the role that makes the call, None where none does or it isn't known."""
        if call.on_role or self.path.assumed_by:
            return None
        return self.linked_role if isinstance(call.caller, LinkedRole) else self.role


def build_connections(estate: Estate) -> Iterator[Connection]:
    """Yield every delivery that the estate's wires make; a wire that fits no path makes none."""
    references = references_of(estate.resources)
    for wire in estate.wires:
        yield from connect(wire, references, accounts=estate.accounts)


def connect(wire: Wire, references: References, *, accounts: Mapping[str, "Account"]) -> Iterator[Connection]:
    """Yield every delivery that one wire makes."""
    for connection in _connect(wire, references):
        yield connection._replace(accounts=accounts) if accounts else connection


def _connect(wire: Wire, references: References) -> Iterator[Connection]:
    paths = paths_for(wire.holder.kind, wire.setting)
    kinds = _targets_of(wire.holder.kind, wire.setting)
    if not kinds or _means_something_else(wire, references, kinds):
        return
    target, needs = _find_target(wire, references, kinds)
    for path in _fitting(paths, wire, target):
        yield build_connection(path, wire, target, references, needs)


@cache
def _targets_of(holder: Kind, setting: str) -> tuple[Kind, ...]:
    return tuple(dict.fromkeys(path.target for path in paths_for(holder, setting)))


@cache
def _services_of(kinds: tuple[Kind, ...]) -> tuple[str | None, ...]:
    return tuple(service_of(kind) for kind in kinds)


def _means_something_else(wire: Wire, references: References, kinds: tuple[Kind, ...]) -> bool:
    """Tell whether the reference names another kind of thing (a scaling policy as an alarm's action), or may well."""
    reference = wire.target
    goes_anywhere = len(kinds) > 1 and wire.holder.kind in _SEND_ANYWHERE
    if isinstance(reference, Unread):
        return goes_anywhere  # the reader's gap says what it couldn't read
    arn = parse_arn(reference)
    services = _services_of(kinds)
    if arn is not None and None not in services and not has_unknown(arn.service):
        return arn.service not in services
    if arn is None and not has_unknown(reference):
        return False  # resources of different kinds can have one name
    found = references.find(reference, kinds=None, near=wire.holder)
    if found.match is Match.OUTSIDE:
        return arn is None and goes_anywhere
    return found.match is Match.CERTAIN and found.resource.kind.family not in kinds


def _find_target(wire: Wire, references: References, kinds: tuple[Kind, ...]) -> tuple[Resource, tuple[Need, ...]]:
    if isinstance(wire.target, Unread):
        unread = wire.target
        outside = build_outside(unread.subject, kinds=kinds, near=wire.holder, why=unread.why)
        return outside, (_need(NeedKind.TARGET, unread.subject, wire),)
    found = references.find(wire.target, kinds=kinds, near=wire.holder)
    return found.resource, _found_needs(found, wire, NeedKind.TARGET, wire.target)


def _found_needs(found: Found, wire: Wire, kind: NeedKind, reference: str) -> tuple[Need, ...]:
    """What is outside the input is needed by its policy, so it makes no need of its own here."""
    if found.match in (Match.CERTAIN, Match.OUTSIDE):
        return ()
    return (_need(kind, reference, wire),)


def _need(kind: NeedKind, fact: str, wire: Wire) -> Need:
    return Need(kind, render_unknown(fact), wire.origin)


def _fitting(paths: Iterable[Path], wire: Wire, target: Resource) -> Iterator[Path]:
    """Yield the paths for this kind of target and source; an unknown kind fits only where there is no choice."""
    candidates = [path for path in paths if _source_fits(path, wire.source) and _account_fits(path, wire, target)]
    if target.kind is Kind.UNKNOWN:
        kinds = {path.target for path in candidates}
        yield from candidates if len(kinds) == 1 else ()
        return
    yield from (path for path in candidates if path.target is target.kind.family)


def _source_fits(path: Path, source: Resource) -> bool:
    return source.kind is Kind.UNKNOWN or not path.source or source.kind in path.source


def _account_fits(path: Path, wire: Wire, target: Resource) -> bool:
    """A path for one account and its twin across accounts exclude each other; where unsure, it is one account."""
    crosses = same_text(wire.source.account, target.account) is False
    return path.reach.fits(crosses=crosses)


def build_connection(
    path: Path, wire: Wire, target: Resource, references: References, needs: tuple[Need, ...] = ()
) -> Connection:
    """Build what the wire makes of the path, whether or not the path names the wire's setting."""
    encryption = _find_encryption(path, wire, target)
    key, key_needs = _find_key(path, wire, target, encryption, references)
    caller = AssumedRole(path.assumed_by) if path.assumed_by else path.caller
    role, role_needs = _find_role(caller, wire, target, references)
    role_needs = () if path.assumed_by else role_needs  # who calls is known
    found = (*needs, *key_needs, *role_needs)
    linked = _find_linked_role(path, wire, target, references)
    return Connection(path, wire, wire.source, target, encryption, key, role, found, linked)


def _find_encryption(path: Path, wire: Wire, target: Resource) -> Encryption | Unread:
    """Return what encrypts the delivered data: the setting's key, the source's, or the target's encryption."""
    if path.key_of in KEYS_OF_SETTINGS and wire.key is not None:
        if isinstance(wire.key, Unread):
            return wire.key
        return Encryption(Sse.KMS, key=wire.key, bucket_key=_bucket_key(target), origin=wire.origin)
    if path.key_of in (KeyOf.SETTING, KeyOf.NONE):
        return Encryption(Sse.NONE)
    if path.key_of is KeyOf.SOURCE:
        return wire.source.encryption
    if target.is_key:
        return Encryption(Sse.KMS, key=target.arn, origin=target.origin)
    return target.encryption


def _bucket_key(target: Resource) -> bool | Unread:
    """Tell whether the bucket has a Bucket Key, which a key of the setting is used with too (S3 User Guide)."""
    return target.encryption if isinstance(target.encryption, Unread) else target.encryption.bucket_key


def _find_key(
    path: Path, wire: Wire, target: Resource, encryption: Encryption | Unread, references: References
) -> tuple[Resource | None, tuple[Need, ...]]:
    if path.key_of is not KeyOf.NONE and target.is_key:
        return target, ()
    if isinstance(encryption, Unread) or encryption.mode is not Sse.KMS or encryption.key is None:
        return None, ()
    near = wire.holder if path.key_of is not KeyOf.TARGET or target.membership is Membership.OUTSIDE else target
    found = references.find(encryption.key, kinds=(Kind.KEY,), near=near)
    key = found.resource if found.resource.is_key else None
    return key, _found_needs(found, wire, NeedKind.KEY, encryption.key)


def _find_role(
    caller: Caller, wire: Wire, target: Resource, references: References
) -> tuple[Resource | None, tuple[Need, ...]]:
    if wire.source.is_principal:
        return wire.source, ()
    if not isinstance(caller, AssumedRole | LinkedRole | RoleThenService):
        return None, ()
    reference = name_linked_role(caller, wire.source, target) if wire.role is None else wire.role
    if reference is None:
        return None, ()
    if isinstance(reference, Unread):
        return None, _role_needs(caller, reference.subject, wire)
    found = references.find(reference, kinds=(Kind.ROLE,), near=wire.holder)
    role = found.resource
    if parse_arn(role.arn) is None:  # a bare name, or a text that stays open: nobody knows who calls
        return None, _role_needs(caller, reference, wire)
    if isinstance(caller, LinkedRole) and found.match is Match.OUTSIDE:
        role = complete_linked_role(role, policy=caller.policy)
    return role, _found_needs(found, wire, NeedKind.ROLE, reference)


def _role_needs(caller: Caller, reference: str, wire: Wire) -> tuple[Need, ...]:
    """Where the service calls if the role may not, the delivery doesn't wait for the role to be known."""
    return () if isinstance(caller, RoleThenService) else (_need(NeedKind.ROLE, reference, wire),)


def _find_linked_role(path: Path, wire: Wire, target: Resource, references: References) -> Resource | None:
    """Return the service-linked role that calls of the path name as their own caller."""
    named = next((call.caller for call in path.calls if isinstance(call.caller, LinkedRole)), None)
    return None if named is None else _find_role(named, wire._replace(role=None), target, references)[0]


def name_linked_role(caller: Caller, source: Resource, target: Resource) -> str | None:
    """Return the ARN of the service-linked role of the caller's account, None where another role calls."""
    if not isinstance(caller, LinkedRole):
        return None
    account = target.account if caller.account is Part.TARGET_ACCOUNT else source.account
    return f"arn:{source.partition}:iam::{account}:role/aws-service-role/{caller.service}/{caller.name}"

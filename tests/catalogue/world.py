"""The small world of one delivery, for any path: a source, a target, a key, a role, and the statements about them.

`build_ends` makes the resources, `connect` puts statements into their places and links them, `decide` asks the checker.
A path needs no wiring for that.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from keypost.catalogue.declare import AssumedRole, KeyOf, LinkedRole, Path, Reach, RoleThenService, ThePrincipal
from keypost.checker.connect import Connection, build_connection
from keypost.checker.decide import Decider
from keypost.checker.verdict import Delivery
from keypost.estate.estate import Wire
from keypost.estate.kind import Kind
from keypost.estate.outside import expand_name
from keypost.estate.references import References
from keypost.estate.resource import Encryption, Resource, Sse
from keypost.policy.document import Policy
from keypost.policy.parse import parse_policy
from keypost.policy.request import KeyFacts

HERE, ABROAD = "111122223333", "444455556666"
REGION = "us-east-1"
_KEYS_OF_SOURCES = (KeyOf.SOURCE, KeyOf.SETTING)
KEY_ARN = f"arn:aws:kms:{REGION}:{HERE}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
# The AWS managed key for a kind of target where it isn't named like the service (KMS Developer Guide, concepts).
_MANAGED_KEYS = {Kind.DELIVERY_STREAM: "firehose", Kind.VOLUME: "ebs", Kind.INSTANCE: "ebs"}
_KEYS_OF_SETTINGS = (KeyOf.SETTING, KeyOf.SETTING_ELSE_TARGET, KeyOf.SETTING_ELSE_PERHAPS_TARGET)

Statement = Mapping[str, object]


class Place(Enum):
    """Where a statement stands."""

    KEY = "key"  # the key's policy
    TARGET = "target"  # the target's resource policy
    ROLE = "role"  # an identity policy of the role that calls


Statements = Mapping[Place, Sequence[Statement]]


class Lock(Enum):
    """What encrypts what is delivered."""

    NOTHING = "nothing"
    AWS_MANAGED_KEY = "aws-managed-key"
    CUSTOMER_KEY = "customer-key"


class Ends(NamedTuple):
    """The resources of one delivery, without policies; `role` is the role that calls, if one does."""

    source: Resource
    target: Resource
    key: Resource
    role: Resource | None


def account_of_source(path: Path) -> str:
    """Return the source's account: that of target and key, unless the path crosses accounts. The key is always here."""
    return ABROAD if path.reach is Reach.ACROSS_ACCOUNTS and path.key_of not in _KEYS_OF_SOURCES else HERE


def account_of_target(path: Path) -> str:
    """Return the target's account: that of source and key, unless the path crosses accounts."""
    return ABROAD if path.reach is Reach.ACROSS_ACCOUNTS and path.key_of in _KEYS_OF_SOURCES else HERE


def build_ends(path: Path, *, source_arn: str = "", role_arn: str = "", target_name: str = "target") -> Ends:
    """Build what the path links."""
    account = account_of_source(path)
    role = _build_role(path, role_arn, account)
    if isinstance(path.caller, ThePrincipal) and role is not None:
        source = role
    else:
        source = _build(path.source[0] if path.source else Kind.UNKNOWN, source_arn, name="source", account=account)
    key = _build(Kind.KEY, KEY_ARN, name="key", account=HERE)
    if path.id == "route53-dnssec":
        key = key._replace(facts=KeyFacts(spec="ECC_NIST_P256", usage="SIGN_VERIFY"))
    target = key if path.target is Kind.KEY else _build(path.target, name=target_name, account=account_of_target(path))
    return Ends(source, target, key, role)


def _build_role(path: Path, arn: str, account: str) -> Resource | None:
    match path.caller:
        case LinkedRole(service=service, name=name):
            arn = arn or f"arn:aws:iam::{account}:role/aws-service-role/{service}/{name}"
        case AssumedRole() | RoleThenService() | ThePrincipal():
            arn = arn or f"arn:aws:iam::{account}:role/caller"
        case _:
            return None
    return _build(Kind.ROLE, arn, name="caller", account=account)


def _build(kind: Kind, arn: str = "", *, name: str, account: str) -> Resource:
    bare = Resource(kind, name, arn, name=name, account=account, region=REGION, partition="aws")
    if arn:
        return bare._replace(name=arn.replace("/", ":").rsplit(":", 1)[-1])
    usual = expand_name(name, kind=kind, near=bare)
    _, service, thing = kind.value.lower().split("::") if kind is not Kind.UNKNOWN else ("", "service", "thing")
    return bare._replace(arn=str(usual) if usual else f"arn:aws:{service}:{REGION}:{account}:{thing}/{name}")


def connect(
    path: Path,
    ends: Ends,
    *,
    lock: Lock,
    statements: Statements,
    key_of: KeyOf | None = None,
    values: Mapping[str, str] = MappingProxyType({}),
    bucket_key: bool = False,
) -> Connection:
    """Link the ends by the path; statements stand in their places, the key where `key_of` (else the path) says."""
    ends = _hold(ends, statements)
    place = path.key_of if key_of is None else key_of
    reference = _name_key(lock, ends, place)
    source, target = _encrypt(ends, place, reference)
    if bucket_key:
        target = target._replace(encryption=Encryption(Sse.KMS, reference, bucket_key=True))
    wire = Wire(
        source,
        source,
        path.wirings[0].setting if path.wirings else "",
        target.arn,
        role=ends.role.arn if ends.role and not isinstance(path.caller, LinkedRole | ThePrincipal) else None,
        key=reference if place in _KEYS_OF_SETTINGS else None,
        values={"destination/": f"{target.arn}/", **values},
    )
    inside = [ends.key, source, target]
    if ends.role is not None and not isinstance(path.caller, LinkedRole | ThePrincipal):
        inside.append(ends.role)
    return build_connection(path, wire, target, References({id(one): one for one in inside}.values()))


def _hold(ends: Ends, statements: Statements) -> Ends:
    """Put every statement into its place; one object stays one object."""
    key = ends.key._replace(policy=_policy(statements, Place.KEY))
    target = key if ends.target is ends.key else ends.target._replace(policy=_policy(statements, Place.TARGET))
    if ends.role is None:
        return Ends(ends.source, target, key, None)
    identity = _policy(statements, Place.ROLE)
    role = ends.role._replace(identity=() if identity is None else (identity,))
    return Ends(role if ends.source is ends.role else ends.source, target, key, role)


def _policy(statements: Statements, place: Place) -> Policy | None:
    listed = [{"Effect": "Allow", **one} for one in statements.get(place, ())]
    return parse_policy({"Version": "2012-10-17", "Statement": listed}) if listed else None


def _name_key(lock: Lock, ends: Ends, place: KeyOf) -> str | None:
    if lock is Lock.NOTHING:
        return None
    kind = (ends.source if place is KeyOf.SOURCE else ends.target).kind
    service = _MANAGED_KEYS.get(kind, kind.value.lower().split("::")[1])
    return ends.key.arn if lock is Lock.CUSTOMER_KEY else f"alias/aws/{service}"


def _encrypt(ends: Ends, place: KeyOf, reference: str | None) -> tuple[Resource, Resource]:
    """Return source and target, the one encrypted whose key the path is about; a key of a setting encrypts neither."""
    if reference is None or place in _KEYS_OF_SETTINGS or ends.target is ends.key:
        return ends.source, ends.target
    encryption = Encryption(Sse.KMS, reference)
    if place is KeyOf.SOURCE:
        return ends.source._replace(encryption=encryption), ends.target
    return ends.source, ends.target._replace(encryption=encryption)


def decide(connection: Connection) -> Delivery:
    """Return the delivery with its verdict."""
    return Decider().decide(connection)

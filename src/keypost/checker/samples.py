"""One delivery of a path, made up: with placeholders to be read, or with values to be decided."""

import re

from keypost.arn import Arn
from keypost.catalogue.declare import Caller, KeyOf, LinkedRole, Part, Path, Reach, ThePrincipal
from keypost.checker.connect import KEYS_OF_SETTINGS, Connection, name_linked_role
from keypost.estate.estate import Wire
from keypost.estate.kind import Kind
from keypost.estate.outside import complete_linked_role, expand_name
from keypost.estate.resource import Encryption, Resource, Sse
from keypost.named import NamedTuple
from keypost.policy.request import KeyFacts
from keypost.unknown import Unread, Why

# Longest first, so that none is found inside another one.
PLACEHOLDER = re.compile(r"(?<!EncryptionContext:)\b[A-Z][A-Z0-9_]*_(?:ARN|NAME|ID)\b|\b(?:REGION|PREFIX|PATH)\b")

# The keys that lie in the account of the source where a path crosses accounts.
_KEYS_OF_SOURCES = (KeyOf.SOURCE, KeyOf.SETTING)
# A setting names a table by its stream.
_TABLES = (Kind.TABLE, Kind.GLOBAL_TABLE)


class Names(NamedTuple):
    """What the parts of a made-up delivery are called."""

    source: str
    source_name: str
    target: str
    target_name: str
    reference: str
    key: str
    role: str
    source_account: str
    target_account: str
    key_account: str
    region: str
    prefix: str
    path: str
    zone: str


def name_placeholders(path: Path) -> Names:
    """Return words for people to replace: `TOPIC_ARN`, `ACCOUNT_ID`."""
    one_account = path.reach is not Reach.ACROSS_ACCOUNTS
    source = path.source[0].name if path.source else "SOURCE"
    own, other = ("ACCOUNT_ID", "ACCOUNT_ID") if one_account else ("SOURCE_ACCOUNT_ID", "TARGET_ACCOUNT_ID")
    return Names(
        source=f"SOURCE_{source}_ARN" if path.target.name == source else f"{source}_ARN",
        source_name=f"{source}_NAME",
        target=f"{path.target.name}_ARN",
        target_name=f"{path.target.name}_NAME",
        reference=f"{path.target.name}_STREAM_ARN" if path.target in _TABLES else f"{path.target.name}_ARN",
        key="KEY_ARN",
        role=f"arn:aws:iam::{own}:role/ROLE_NAME",
        source_account=own,
        target_account=other,
        key_account=own if path.key_of in _KEYS_OF_SOURCES else other,
        region="REGION",
        prefix="PREFIX",
        path="PATH",
        zone="HOSTED_ZONE_ID",
    )


def name_examples(path: Path) -> Names:
    """Return values such as real resources have, so that the engine can decide about them."""
    account, other, region = "111122223333", "444455556666", "us-east-1"
    target_account = other if path.reach is Reach.ACROSS_ACCOUNTS else account
    key_account = account if path.key_of in _KEYS_OF_SOURCES else target_account
    source = path.source[0] if path.source else Kind.UNKNOWN
    target = _name_arn(path.target, name="target", account=target_account, region=region)
    return Names(
        source=_name_arn(source, name="source", account=account, region=region),
        source_name="source",
        target=target,
        target_name="target",
        reference=f"{target}/stream/2026-11-22T00:00:00.000" if path.target in _TABLES else target,
        key=_name_arn(Kind.KEY, name="1234abcd-12ab-34cd-56ef-1234567890ab", account=key_account, region=region),
        role=f"arn:aws:iam::{account}:role/sender",
        source_account=account,
        target_account=target_account,
        key_account=key_account,
        region=region,
        prefix="prefix",
        path="path",
        zone="Z0123456789EXAMPLE",
    )


def build_sample(path: Path, *, names: Names) -> Connection:
    """Build a delivery of the path into something that a customer managed key encrypts, as its policies would see it.

    No policy allows anything yet. Whether a bucket has a Bucket Key is left open.
    """
    source = _build_source(path, names)
    target = _build_target(path, names)
    has_key = path.key_of is not KeyOf.NONE
    linked = next((call.caller for call in path.calls if isinstance(call.caller, LinkedRole)), None)
    return Connection(
        path,
        Wire(
            source,
            source,
            "",
            names.reference,
            key=names.key if path.key_of in KEYS_OF_SETTINGS else None,
            values=_build_values(path, names),
        ),
        source,
        target,
        Encryption(Sse.KMS, names.key, Unread(Why.UNKNOWN_VALUE)) if has_key else Encryption(Sse.NONE),
        (target if target.is_key else _build_key(path, names)) if has_key else None,
        _build_role(path, names, source, target),
        linked_role=_build_linked_role(linked, source, target),
    )


def _name_arn(kind: Kind, *, name: str, account: str, region: str) -> str:
    near = Resource(kind, name, "", account=account, region=region, partition="aws")
    expanded = expand_name(name, kind=kind, near=near)
    service = kind.value.split("::")[1].lower() if "::" in kind.value else "service"
    return str(expanded or Arn("aws", service, region, account, name))


def _build_source(path: Path, names: Names) -> Resource:
    is_caller = isinstance(path.caller, ThePrincipal)
    return Resource(
        Kind.ROLE if is_caller else path.source[0] if path.source else Kind.UNKNOWN,
        id=names.source_name,
        arn=names.role if is_caller else names.source,
        name=names.source_name,
        account=names.source_account,
        region=names.region,
        partition="aws",
    )


def _build_target(path: Path, names: Names) -> Resource:
    return Resource(
        path.target,
        id=names.target,
        arn=names.key if path.target is Kind.KEY else names.target,
        name=names.target_name,
        account=names.key_account if path.target is Kind.KEY else names.target_account,
        region=names.region,
        partition="aws",
        facts=_facts_of_key(path),
    )


def _build_key(path: Path, names: Names) -> Resource:
    return Resource(
        Kind.KEY,
        names.key,
        names.key,
        account=names.key_account,
        region=names.region,
        partition="aws",
        name=names.key,
        facts=_facts_of_key(path),
    )


def _facts_of_key(path: Path) -> KeyFacts:
    """Return what the key is made for: signatures, where the path signs."""
    signs = any(call.action == "kms:Sign" for call in path.calls)
    return KeyFacts(spec="ECC_NIST_P256", usage="SIGN_VERIFY") if signs else KeyFacts()


def _build_role(path: Path, names: Names, source: Resource, target: Resource) -> Resource:
    if source.is_principal:
        return source
    linked = _build_linked_role(path.caller, source, target)
    return linked or Resource(
        Kind.ROLE, names.role, names.role, account=names.source_account, partition="aws", name="role"
    )


def _build_linked_role(caller: Caller | None, source: Resource, target: Resource) -> Resource | None:
    """Return the service-linked role with the policy that AWS gives it, None where another one calls."""
    if not isinstance(caller, LinkedRole):
        return None
    arn = name_linked_role(caller, source, target) or ""
    account = target.account if caller.account is Part.TARGET_ACCOUNT else source.account
    role = Resource(Kind.ROLE, arn, arn, account=account, partition="aws", name=caller.name)
    return complete_linked_role(role, policy=caller.policy)


def _build_values(path: Path, names: Names) -> dict[str, str]:
    """Return the setting's further texts; a destination names the bucket and a folder in it."""
    asked = {name for wiring in path.wirings for name in wiring.values}
    known = {
        "destination/": f"{names.target}/{names.prefix}/",
        "prefix/": f"{names.prefix}/",
        "path": f"/{names.path}",
        "zone": names.zone,
    }
    return {name: known.get(name, names.prefix) for name in asked}

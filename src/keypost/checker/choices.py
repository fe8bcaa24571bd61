"""Which kinds of encryption a path gets through, decided on a made-up delivery with the least statements in place."""

from collections.abc import Iterator

from keypost.arn import Arn
from keypost.catalogue.declare import KeyOf, MadeGrant, Path, Reach
from keypost.catalogue.managed_keys import MANAGED_KEYS
from keypost.checker.connect import Connection
from keypost.checker.decide import Decider
from keypost.checker.samples import Names, build_sample, name_examples
from keypost.checker.statements import Form, Place, Placed, build_statements, list_callers
from keypost.checker.verdict import RANK, Delivery
from keypost.estate.kind import Kind
from keypost.estate.references import build_managed_key
from keypost.estate.resource import Encryption, Resource, Sse
from keypost.named import Enum, NamedTuple
from keypost.policy.document import EMPTY_POLICY, Statement
from keypost.policy.key_policy import build_default_key_policy

_OTHER_ACCOUNT = "777788889999"
# Who has no encryption at rest unless a KMS key is set; all others are then under a key that AWS owns.
_UNENCRYPTED = frozenset({Kind.TOPIC, Kind.QUEUE, Kind.STREAM})
_OWNED = frozenset(
    {Kind.QUEUE, Kind.BUCKET, Kind.DELIVERY_STREAM, Kind.TABLE, Kind.GLOBAL_TABLE, Kind.INVESTIGATION_GROUP}
)


class Choice(Enum):
    """The kinds of encryption that somebody can choose for what a path leads into."""

    NONE = "none"
    AWS_OWNED = "aws-owned"  # SSE-SQS, SSE-S3, a key that AWS owns
    AWS_MANAGED = "aws-managed-key"
    DEFAULT_POLICY = "customer-managed-key-default-policy"
    CUSTOMER_MANAGED = "customer-managed-key"
    OTHER_ACCOUNT = "key-of-other-account"


class Answer(NamedTuple):
    """What the engine says of a delivery under one kind of encryption."""

    choice: Choice
    delivery: Delivery


def decide_choices(path: Path) -> tuple[Answer, ...]:
    """Decide the path under each kind of encryption that its target knows; nothing where no key is involved.

    The minimal statements stand in the policies of target, role and (but for the default policy) key.
    """
    if path.key_of is KeyOf.NONE or not path.calls:
        return ()
    return tuple(Answer(choice, _decide(path, choice)) for choice in _list_choices(path))


def _list_choices(path: Path) -> Iterator[Choice]:
    kind = _encrypted_kind(path)
    if kind in _UNENCRYPTED:
        yield Choice.NONE
    if kind in _OWNED:
        yield Choice.AWS_OWNED
    if kind in MANAGED_KEYS and path.key_of is not KeyOf.SETTING:
        yield Choice.AWS_MANAGED
    yield from (Choice.DEFAULT_POLICY, Choice.CUSTOMER_MANAGED)
    if _may_lie_elsewhere(path):
        yield Choice.OTHER_ACCOUNT


def _may_lie_elsewhere(path: Path) -> bool:
    """Tell whether a key of another account makes a case of its own: not where path or grant say whose key it is."""
    says_whose = path.target is Kind.KEY and path.reach is not Reach.ANY
    return not says_whose and all(call.grant is MadeGrant.NONE for call in path.calls)


def _encrypted_kind(path: Path) -> Kind:
    return path.source[0] if path.key_of is KeyOf.SOURCE and path.source else path.target


def _decide(path: Path, choice: Choice) -> Delivery:
    """Return the worst delivery with and without a Bucket Key, which only buckets can have."""
    ways = (False, True) if path.target is Kind.BUCKET else (False,)
    deliveries = [Decider().decide(_build(path, choice, bucket_key=way)) for way in ways]
    return max(deliveries, key=lambda delivery: RANK[delivery.verdict])


def _build(path: Path, choice: Choice, *, bucket_key: bool) -> Connection:
    names = _rename(name_examples(path), choice)
    sample = build_sample(path, names=names)
    placed = [one for who in list_callers(sample) for one in build_statements(sample, caller=who, form=Form.MINIMAL)]
    key = _build_key(sample, choice, _pick(placed, Place.KEY_POLICY))
    role = _allow_role(sample.role, _pick(placed, Place.IDENTITY_POLICY))
    return sample._replace(
        wire=sample.wire._replace(key=None) if choice is Choice.AWS_MANAGED else sample.wire,
        target=key if key is not None and sample.target.is_key else _allow_target(sample.target, placed),
        key=key,
        role=role,
        encryption=_build_encryption(choice, key, bucket_key=bucket_key),
    )


def _rename(names: Names, choice: Choice) -> Names:
    if choice is not Choice.OTHER_ACCOUNT:
        return names
    key = names.key.replace(f":{names.key_account}:", f":{_OTHER_ACCOUNT}:")
    return names._replace(key=key, key_account=_OTHER_ACCOUNT)


def _pick(placed: list[Placed], place: Place) -> tuple[Statement, ...]:
    return tuple(statement for one in placed if one.place is place for statement in one.statements)


def _build_encryption(choice: Choice, key: Resource | None, *, bucket_key: bool) -> Encryption:
    if choice is Choice.NONE:
        return Encryption(Sse.NONE)
    if key is None:
        return Encryption(Sse.AWS_OWNED)
    return Encryption(Sse.KMS, key=key.arn, bucket_key=bucket_key)


def _build_key(sample: Connection, choice: Choice, statements: tuple[Statement, ...]) -> Resource | None:
    key = sample.key
    if key is None or choice in (Choice.NONE, Choice.AWS_OWNED):
        return None
    if choice is Choice.AWS_MANAGED:
        alias = MANAGED_KEYS[_encrypted_kind(sample.path)]
        return build_managed_key(Arn("aws", "kms", key.region, key.account, alias))
    default = build_default_key_policy(account=key.account, partition=key.partition)
    more = () if choice is Choice.DEFAULT_POLICY else statements
    return key._replace(policy=default.append(more))


def _allow_target(target: Resource, placed: list[Placed]) -> Resource:
    statements = _pick(placed, Place.TARGET_POLICY)
    return target._replace(policy=EMPTY_POLICY.append(statements) if statements else None)


def _allow_role(role: Resource | None, statements: tuple[Statement, ...]) -> Resource | None:
    if role is None or not statements:
        return role
    return role._replace(identity=(*role.identity, EMPTY_POLICY.append(statements)))

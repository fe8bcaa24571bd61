"""Ways to begin: keep the encryption and mend policies, another key, encryption without KMS, or none."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from keypost.arn import parse_arn
from keypost.catalogue.declare import KeyOf
from keypost.checker.verdict import Delivery
from keypost.estate.kind import Kind
from keypost.estate.resource import NOT_ENCRYPTED, Encryption, Membership, Resource, Sse
from keypost.fixer.candidate import CandidateKind
from keypost.fixer.change import Changes, EncryptionChange, NewKey, PolicyChange
from keypost.fixer.free_names import KEY_PARTS, Taken, find_free_name
from keypost.named import NamedTuple
from keypost.policy.changes import Change, ChangeKind
from keypost.policy.document import Effect
from keypost.policy.key_policy import build_default_key_policy
from keypost.policy.reasons import PolicyKind, Reason
from keypost.policy.request import KeyManager, KeyState
from keypost.unknown import Shape, Unread, build_unknown

# Kinds whose key can be changed in place; of a vault it can't (CloudFormation: EncryptionKeyArn replaces it).
_KEYED_BY_PROPERTY = frozenset({Kind.TOPIC, Kind.QUEUE, Kind.BUCKET, Kind.STREAM})
# Kinds that are encrypted without KMS at least: a bucket with SSE-S3, a queue with SSE-SQS, for both are on by default.
_LEAST = {Kind.BUCKET: Encryption(Sse.AWS_OWNED), Kind.QUEUE: Encryption(Sse.AWS_OWNED)}

# How an address of Terraform ends: a type, a name, perhaps an index.
_ADDRESS = re.compile(r"\.([\w-]+)(?:\[[^\]]*\])?\Z")


class Tactic(NamedTuple):
    """One way to begin, and the changes that it begins with; what these break is mended afterwards."""

    kind: CandidateKind
    changes: Changes = ()


def list_tactics(failing: Sequence[Delivery], *, taken: Taken) -> Iterator[Tactic]:
    """Yield the ways to begin for these deliveries, best first; what is new gets none of the taken names."""
    targets = _targets_of(failing)
    if not targets or not any(_has_hopeless_key(delivery) for delivery in failing):
        yield Tactic(CandidateKind.ADD_STATEMENT)
        if delegations := tuple(dict.fromkeys(_delegate(failing))):
            yield Tactic(CandidateKind.DELEGATE, delegations)
    else:
        yield Tactic(CandidateKind.NEW_KEY, tuple(_with_new_key(targets, taken)))
    if not targets:
        return
    kind = CandidateKind.SSE_SQS if all(target.kind is Kind.QUEUE for target in targets) else CandidateKind.NO_KMS
    yield Tactic(kind, tuple(_without_kms(targets)))


def _delegate(failing: Iterable[Delivery]) -> Iterator[PolicyChange]:
    """Yield for each key whose policy names neither the caller nor the account the default statement for the account.

    KMS Developer Guide, default key policy: it lets the account's IAM policies count.
    """
    for delivery in failing:
        reasons = {call.decision.reason for call in delivery.calls}
        key = delivery.key
        if key is None or key.membership is not Membership.INSIDE or Reason.NO_DELEGATION_TO_ACCOUNT not in reasons:
            continue
        added = build_default_key_policy(account=key.account, partition=key.partition).statements[0]
        yield PolicyChange(
            key.handle,
            Change(ChangeKind.ADD_STATEMENT, PolicyKind.RESOURCE, effect=Effect.ALLOW, added=added),
            key.kind,
        )


def _targets_of(failing: Iterable[Delivery]) -> list[Resource]:
    """Return the targets of the input whose own encryption the deliveries use, each once."""
    targets = {
        delivery.target.handle: delivery.target
        for delivery in failing
        if delivery.key is not None
        and delivery.path.key_of is KeyOf.TARGET
        and delivery.target.membership is Membership.INSIDE
        and delivery.target.kind in _KEYED_BY_PROPERTY
    }
    return list(targets.values())


def _has_hopeless_key(delivery: Delivery) -> bool:
    """Whether no change of a policy can let anybody use this key for the delivery."""
    key = delivery.key
    if key is None or key.facts.manager is not KeyManager.CUSTOMER:
        return True
    state = key.facts.state
    is_gone = isinstance(state, KeyState) and state not in (KeyState.ENABLED, KeyState.DISABLED)
    return is_gone or key.region != delivery.target.region or key.membership is Membership.OUTSIDE


def _with_new_key(targets: Sequence[Resource], taken: Taken) -> Iterator[NewKey | EncryptionChange]:
    """Yield a key for the targets of each stack, and the targets with it."""
    stacks: dict[str, list[Resource]] = {}
    for target in targets:
        stacks.setdefault(target.stack, []).append(target)
    arns = set(taken.arns)
    for members in stacks.values():
        key = build_key(members, names=taken.names.get(members[0].stack, ()), arns=arns)
        arns.add(key.arn)
        yield NewKey(key)
        for target in members:
            yield EncryptionChange(target.handle, target.kind, _put_under(key, target.encryption))


def _put_under(key: Resource, before: Encryption | Unread) -> Encryption:
    bucket_key = before.bucket_key if isinstance(before, Encryption) else False
    return Encryption(Sse.KMS, key=key.arn, bucket_key=bucket_key)


def build_key(targets: Sequence[Resource], *, names: Collection[str] = (), arns: Collection[str] = ()) -> Resource:
    """Return a customer managed key beside the targets, with the default key policy (KMS Developer Guide).

    Its id is none of the names of its stack, and its ARN none of those of the input: in another stack, a key that has
    the same id is another key.
    """
    near = targets[0]
    stack, own = _split_id(near.id)
    wanted = f"{own}Key" if len(targets) == 1 else "DeliveriesKey"
    id_ = find_free_name(f"{stack}/{wanted}".lstrip("/"), taken=names, parts=KEY_PARTS)
    name = id_.rpartition("/")[2]
    beside = (name, f"{name} in {near.stack}", f"{id_} in {near.stack}")
    key = Resource(
        Kind.KEY,
        id_,
        "",
        near.stack,
        "",
        near.account,
        near.region,
        near.partition,
        policy=build_default_key_policy(account=near.account, partition=near.partition),
    )
    keys = [_identify(key, build_unknown(one, shape=Shape.IDENTITY)) for one in beside]
    return next((one for one in keys if one.arn not in arns), keys[-1])


def _identify(key: Resource, name: str) -> Resource:
    return key._replace(arn=f"arn:{key.partition}:kms:{key.region}:{key.account}:key/{name}", name=name)


def _split_id(id_: str) -> tuple[str, str]:
    """Return the nested stack that an id names, and the last name in it: of an ARN, of an address of Terraform."""
    arn = parse_arn(id_)
    if arn is not None:
        return "", arn.name
    address = _ADDRESS.search(id_)
    if address is not None:
        return "", address[1]
    stack, _, name = id_.rpartition("/")
    return stack, name


def _without_kms(targets: Iterable[Resource]) -> Iterator[EncryptionChange]:
    for target in targets:
        yield EncryptionChange(target.handle, target.kind, _LEAST.get(target.kind, NOT_ENCRYPTED))

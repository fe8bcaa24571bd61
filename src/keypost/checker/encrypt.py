"""What an estate would be with everything encrypted that isn't yet: new keys, and the wires that name them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from keypost.catalogue.encryptable import ENCRYPTABLE, Encryptable, KeyPlace
from keypost.catalogue.managed_keys import MANAGED_KEYS
from keypost.estate.estate import Estate, Wire
from keypost.estate.kind import Kind
from keypost.estate.resource import Encryption, Handle, Membership, Resource, Sse
from keypost.named import Enum, NamedTuple
from keypost.policy.document import Policy
from keypost.policy.key_policy import build_default_key_policy
from keypost.unknown import Shape, build_unknown, has_unknown


class KeyChoice(Enum):
    """Which key is put on everything that has none."""

    AWS_MANAGED = "aws-managed"  # that of the service
    CUSTOMER = "customer"  # a new one for each resource


class Encrypted(NamedTuple):
    """The estate as it would be, and the resources in it that weren't under such a key before."""

    estate: Estate
    resources: tuple[Resource, ...]


def encrypt(
    estate: Estate,
    *,
    choice: KeyChoice,
    among: Collection[Handle] | None = None,
    policies: Mapping[Handle, Policy] = MappingProxyType({}),
) -> Encrypted:
    """Put every resource that isn't under KMS under a key, or those `among` these that can have such a key.

    One that is named and under its AWS managed key goes under a customer managed key too. `policies` are key policies
    other than the default one.
    """
    ids = Counter(resource.id for resource in estate.resources)
    keys = {
        resource.handle: _build_key(resource, policies.get(resource.handle), choice, is_alone=ids[resource.id] == 1)
        for resource in estate.resources
        if (among is None or resource.handle in among) and _takes_key(resource, choice, is_asked=among is not None)
    }
    encrypted = {one.handle: _encrypt(one, keys[one.handle]) for one in estate.resources if one.handle in keys}
    new = {key.handle: key for key in keys.values() if key.policy is not None}
    world = estate.replace({**encrypted, **new})
    named = tuple(_name_key(wire, keys) for wire in world.wires)
    wires = (*named, *_new_wires(encrypted.values(), keys))
    return Encrypted(world._replace(wires=wires), tuple(encrypted.values()))


def _takes_key(resource: Resource, choice: KeyChoice, *, is_asked: bool) -> bool:
    """Tell whether the resource isn't under KMS and can be; what isn't known of it is none of this."""
    takes, encryption = ENCRYPTABLE.get(resource.kind), resource.encryption
    if takes is None or resource.membership is Membership.OUTSIDE or not isinstance(encryption, Encryption):
        return False
    if choice is KeyChoice.AWS_MANAGED:
        return encryption.mode is not Sse.KMS and resource.kind in MANAGED_KEYS
    if is_asked and encryption.mode is Sse.KMS:
        return is_under_managed_key(resource) is True
    return encryption.mode is not Sse.KMS or _has_key_unasked(takes, resource, encryption)


def is_under_managed_key(resource: Resource) -> bool | None:
    """Tell whether its KMS key is the AWS managed one, by its alias or the ARN of that; None where nobody can tell."""
    encryption, managed = resource.encryption, MANAGED_KEYS.get(resource.kind)
    if not isinstance(encryption, Encryption) or encryption.mode is not Sse.KMS or encryption.key is None:
        return None
    if managed is None or ":key/" in encryption.key:
        return False
    return encryption.key.endswith(managed) or (None if has_unknown(encryption.key) else False)


def _has_key_unasked(takes: Encryptable, resource: Resource, encryption: Encryption) -> bool:
    """Tell whether the AWS managed key is there for want of a setting."""
    managed = MANAGED_KEYS.get(resource.kind)
    return takes.is_under_managed_key and encryption.key == managed and encryption.origin == resource.origin


def _build_key(resource: Resource, policy: Policy | None, choice: KeyChoice, *, is_alone: bool) -> Resource:
    """Build the key for a resource; that of AWS is only a name, found behind its alias.

    Keys of resources that share their id in several stacks are told apart by the stack: each has an ARN of its own.
    """
    managed = MANAGED_KEYS.get(resource.kind)
    if choice is KeyChoice.AWS_MANAGED and managed is not None:
        return Resource(Kind.KEY, managed, managed)
    stack = "" if is_alone else f" in {resource.stack}"
    name = build_unknown(f"new key of {resource.id}{stack}", shape=Shape.IDENTITY)
    key = Resource(
        Kind.KEY, f"new key of {resource.id}",
        f"arn:{resource.partition}:kms:{resource.region}:{resource.account}:key/{name}",
        stack=resource.stack, name=name, account=resource.account, region=resource.region, partition=resource.partition,
    )  # fmt: skip
    default = build_default_key_policy(account=resource.account, partition=resource.partition)
    return key._replace(policy=policy or default)


def _encrypt(resource: Resource, key: Resource) -> Resource:
    bucket_key = resource.encryption.bucket_key if isinstance(resource.encryption, Encryption) else False
    return resource._replace(encryption=Encryption(Sse.KMS, key.arn, bucket_key=bucket_key, origin=resource.origin))


def _name_key(wire: Wire, keys: Mapping[Handle, Resource]) -> Wire:
    """Name the key in a setting that has a place for one."""
    key, holder = keys.get(wire.holder.handle), wire.holder
    if key is None or wire.key is not None or ENCRYPTABLE[holder.kind].place is not KeyPlace.WIRE:
        return wire
    return wire._replace(key=key.arn)


def _new_wires(resources: Iterable[Resource], keys: Mapping[Handle, Resource]) -> Iterator[Wire]:
    """Yield the wires to keys that the resources of a kind have as soon as they have a key."""
    for resource in resources:
        takes = ENCRYPTABLE[resource.kind]
        if takes.place is KeyPlace.TARGET:
            yield Wire(resource, resource, takes.setting, keys[resource.handle].arn, origin=resource.origin)

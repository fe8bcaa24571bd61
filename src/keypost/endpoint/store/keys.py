"""KMS keys: found by id, ARN or alias, with policy, grants and state; AWS managed keys come into being when used."""

import json
from functools import lru_cache
from typing import Any

from keypost.arn import Arn, parse_arn
from keypost.endpoint.store.apps import lock
from keypost.named import NamedTuple
from keypost.policy.managed_keys import build_managed_key_policy
from keypost.policy.request import Grant, KeyFacts, KeyManager, KeyState
from keypost.unknown import Unread

_MANAGED = "alias/aws/"
_PARTITION = "aws"


class StoredKey(NamedTuple):
    """One KMS key as decisions need it; `policy` is JSON."""

    arn: str
    account: str
    policy: str
    facts: KeyFacts
    grants: tuple[Grant, ...]
    aliases: tuple[str, ...]
    multi_region: bool = False

    @property
    def is_managed(self) -> bool:
        """Whether AWS manages the key."""
        return self.facts.manager is KeyManager.AWS


def find_key(reference: str, *, account: str, region: str) -> StoredKey | None:
    """Return the key that an id, ARN, alias or alias ARN names for this account and Region."""
    found = find_model(reference, account=account, region=region)
    return None if found is None else _build(found)


def find_model(reference: str, *, account: str, region: str) -> Any:
    """Return moto's own object of the key, None where there is none."""
    arn = parse_arn(reference)
    if arn is not None:
        if arn.service != "kms":
            return None
        account, region, reference = arn.account, arn.region, arn.resource.removeprefix("key/")
    backend = _backend(account, region)
    if reference.startswith("alias/"):
        return _find_alias(backend, reference)
    return backend.keys.get(reference)


def read_key_id(ciphertext: bytes, *, account: str, region: str) -> str | None:
    """Return the id of the key that a ciphertext of moto's was made with, None where it isn't one."""
    for key in _backend(account, region).keys:
        if ciphertext.startswith(key.encode()):
            return str(key)
    return None


def _backend(account: str, region: str) -> Any:
    from moto.kms.models import kms_backends

    return kms_backends[account][region]


def _find_alias(backend: Any, name: str) -> Any:
    found = _look_for_alias(backend, name)
    return _provide_managed(backend, name) if found is None and name.startswith(_MANAGED) else found


def _look_for_alias(backend: Any, name: str) -> Any:
    return next((key for key in list(backend.keys.values()) if name in key.aliases), None)


def _provide_managed(backend: Any, alias: str) -> Any:
    """Return the AWS managed key; of all that ask for it at once only one makes it."""
    with lock:
        return _look_for_alias(backend, alias) or _make_managed(backend, alias)


def _make_managed(backend: Any, alias: str) -> Any:
    """Make the AWS managed key: AWS does when it is first used (KMS Developer Guide, AWS managed keys)."""
    service = alias.removeprefix(_MANAGED)
    policy = build_managed_key_policy(
        service, account=backend.account_id, region=backend.region_name, partition=_PARTITION
    )
    if policy is None or isinstance(policy, Unread):
        return None
    text = json.dumps(policy.source)
    description = f"Default key that protects my {service.upper()} data when no other key is defined"
    key = backend.create_key(text, "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", description, None)
    key.key_manager = KeyManager.AWS.value
    backend.create_alias(key.id, alias)
    return key


def _build(key: Any) -> StoredKey:
    return StoredKey(
        arn=key.arn,
        account=key.account_id,
        policy=key.policy,
        facts=_facts(key.key_manager, key.key_state, key.key_spec, key.key_usage),
        grants=tuple([_grant(one) for one in key.grants.values()]),
        aliases=tuple(key.aliases),
        multi_region=bool(key.multi_region),
    )


@lru_cache(maxsize=256)
def _facts(manager: str, state: str, spec: str, usage: str) -> KeyFacts:
    return KeyFacts(KeyManager(manager), KeyState(state), spec, usage)


def _grant(grant: Any) -> Grant:
    constraints = grant.constraints or {}
    return Grant(
        operations=tuple(grant.operations),
        grantee_principal=grant.grantee_principal or None,
        retiring_principal=grant.retiring_principal or None,
        context_equals=constraints.get("EncryptionContextEquals"),
        context_subset=constraints.get("EncryptionContextSubset"),
        source_arn=constraints.get("SourceArn"),
    )


def name_key(key_id: str, *, account: str, region: str) -> str:
    """Return the ARN that a key of that id would have."""
    return str(Arn(_PARTITION, "kms", region, account, f"key/{key_id}"))

"""KMS keys: policy, state, spec. Aliases are joined by `attachments`."""

from keypost.arn import Arn
from keypost.estate.references import build_managed_key
from keypost.estate.resource import Resource
from keypost.named import Mapping
from keypost.policy.request import SYMMETRIC, KeyFacts, KeyManager, KeyState
from keypost.readers.building.draft import Draft
from keypost.readers.building.grants import read_grants
from keypost.unknown import Unread, Why

_STATES = frozenset(state.value for state in KeyState)


def build_key(draft: Draft) -> Resource:
    """Build a key or replica key; without KeyPolicy it has the default one (KMS Developer Guide).

    What no template can say of a key but an account does is in the KMS API's words: KeyManager, KeyState and Grants.
    """
    if draft.text("KeyManager") == KeyManager.AWS.value:
        return _build_managed(draft)
    policy = draft.policy("KeyPolicy")
    if policy is None:
        from keypost.policy.key_policy import build_default_key_policy

        policy = build_default_key_policy(account=draft.account, partition=draft.partition)
        policy_origin = draft.origin
    else:
        policy_origin = draft.place("KeyPolicy")
    return Resource(
        draft.kind, draft.id, draft.arn, draft.stack, draft.name, draft.account, draft.region, draft.partition,
        draft.origin, policy=policy, policy_origin=policy_origin, attributes=_attributes(draft),
        facts=KeyFacts(KeyManager.CUSTOMER, _state(draft), _spec(draft), _usage(draft)), grants=read_grants(draft),
    )  # fmt: skip


def _build_managed(draft: Draft) -> Resource:
    """Build the AWS managed key of an alias, whose ARN the account tells; the policy is AWS's."""
    key = build_managed_key(Arn(draft.partition, "kms", draft.region, draft.account, draft.name))
    return key._replace(id=draft.id, arn=draft.arn, stack=draft.stack, origin=draft.origin)


def _attributes(draft: Draft) -> Mapping[str, str]:
    """Add that the key is made without KMS's lockout check, or may be, and that it is for several Regions (KMS API)."""
    bypasses, multi_region = draft.flag("BypassPolicyLockoutSafetyCheck"), draft.flag("MultiRegion")
    added = {}
    if bypasses not in {None, False}:
        added["bypasses-lockout-check"] = "true"
    if multi_region not in {None, False}:
        added["multi-region"] = "true" if multi_region is True else "open"
    return {**draft.attributes, **added} if added else draft.attributes


def _state(draft: Draft) -> KeyState | Unread:
    """Return what an account says; else `Enabled: false` disables, and imported material is waited for."""
    told = draft.text("KeyState")
    if isinstance(told, Unread):
        return told
    if told is not None:
        return KeyState(told) if told in _STATES else Unread(Why.NOT_SUPPORTED, f"{draft.id} {told}")
    enabled = draft.flag("Enabled")
    if isinstance(enabled, Unread):
        return enabled
    if enabled is False:
        return KeyState.DISABLED
    if draft.text("Origin") == "EXTERNAL":
        return Unread(Why.NOT_IN_INPUT, f"{draft.id}.KeyMaterial")
    return KeyState.ENABLED


def _usage(draft: Draft) -> str:
    usage = draft.text("KeyUsage")
    return usage if isinstance(usage, str) else ""


def _spec(draft: Draft) -> str:
    spec = draft.text("KeySpec")
    if isinstance(spec, Unread) and isinstance(draft.get("KeyState"), Unread):
        return ""  # an account that doesn't let its keys be described tells neither
    return spec if isinstance(spec, str) else SYMMETRIC

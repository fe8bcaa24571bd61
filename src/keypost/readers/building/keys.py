"""KMS keys: policy, state, spec. Aliases are joined by `attachments`."""

from collections.abc import Mapping

from keypost.estate.resource import Resource
from keypost.policy.request import SYMMETRIC, KeyFacts, KeyManager, KeyState
from keypost.readers.building.draft import Draft
from keypost.unknown import Unread, Why


def build_key(draft: Draft) -> Resource:
    """Build a key or replica key; without KeyPolicy it has the default one (KMS Developer Guide)."""
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
        facts=KeyFacts(KeyManager.CUSTOMER, _state(draft), _spec(draft), _usage(draft)),
    )  # fmt: skip


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
    """`Enabled: false` disables the key; one with imported material waits for it, and no template says until when."""
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
    return spec if isinstance(spec, str) else SYMMETRIC

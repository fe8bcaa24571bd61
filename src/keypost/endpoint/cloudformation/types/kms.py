"""KMS: keys and aliases."""

from keypost.endpoint.cloudformation.fit import is_true, write_text
from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.types.declare import Change, Part, Request, Type, same
from keypost.endpoint.cloudformation.types.parts import tags

_TAGS = {"Key": "TagKey", "Value": "TagValue"}
# Days until a key that is taken out of a stack is deleted (AWS::KMS::Key, PendingWindowInDays).
_WINDOW = 30


def _rotate(hands: Hands, change: Change) -> None:
    if is_true(change.after.get("EnableKeyRotation", False)):
        given = {"KeyId": change.id, "RotationPeriodInDays": change.after.get("RotationPeriodInDays", 365)}
        hands.call("kms", "EnableKeyRotation", given)
    elif change.before:
        hands.call("kms", "DisableKeyRotation", {"KeyId": change.id})


def _enable(hands: Hands, change: Change) -> None:
    is_enabled = is_true(change.after.get("Enabled", True))
    if change.before or not is_enabled:
        hands.call("kms", "EnableKey" if is_enabled else "DisableKey", {"KeyId": change.id})


def _change(hands: Hands, change: Change) -> None:
    if change.touches("KeyPolicy"):
        policy = {"PolicyName": "default", "Policy": write_text(change.after.get("KeyPolicy") or "")}
        bypass = {"BypassPolicyLockoutSafetyCheck": change.after.get("BypassPolicyLockoutSafetyCheck", False)}
        hands.call("kms", "PutKeyPolicy", {"KeyId": change.id, **policy, **bypass})
    if change.touches("Description"):
        given = {"KeyId": change.id, "Description": change.after.get("Description", "")}
        hands.call("kms", "UpdateKeyDescription", given)


def _delete(hands: Hands, change: Change) -> None:
    days = change.before.get("PendingWindowInDays", _WINDOW)
    hands.call("kms", "ScheduleKeyDeletion", {"KeyId": change.id, "PendingWindowInDays": days})


KEY = Type(
    "kms",
    create=Request(
        "CreateKey",
        {"KeyPolicy": "Policy"}
        | same("Description", "KeySpec", "KeyUsage", "MultiRegion", "Origin", "BypassPolicyLockoutSafetyCheck", "Tags"),
        renamed=_TAGS,
    ),
    update=_change,
    delete=_delete,
    id="=KeyMetadata.KeyId",
    attributes={"Arn": "=KeyMetadata.Arn", "KeyId": "{id}"},
    # "If you change the value of the KeySpec, KeyUsage, Origin, or MultiRegion properties of an existing KMS key, the
    # update request fails" (AWS::KMS::Key).
    fixed=frozenset({"KeySpec", "KeyUsage", "Origin", "MultiRegion"}),
    parts=(
        Part(("EnableKeyRotation", "RotationPeriodInDays"), _rotate),
        Part(("Enabled",), _enable),
        tags("kms", Request("TagResource", {"Tags": "Tags"}, {"KeyId": "{id}"}, _TAGS),
             Request("UntagResource", given={"KeyId": "{id}"}), keys="TagKeys"),
    ),
    knows=frozenset({"PendingWindowInDays"}),
    label="Kms",
)  # fmt: skip

ALIAS = Type(
    "kms",
    create=Request("CreateAlias", same("AliasName", "TargetKeyId")),
    update=Request("UpdateAlias", same("TargetKeyId"), {"AliasName": "{id}"}),
    delete=Request("DeleteAlias", given={"AliasName": "{id}"}),
    id="{AliasName}",
    attributes={"AliasArn": "arn:aws:kms:{region}:{account}:{id}"},
    replaces=frozenset({"AliasName"}),
    tags="",
    label="Kms",
)

TYPES = {"AWS::KMS::Key": KEY, "AWS::KMS::Alias": ALIAS}

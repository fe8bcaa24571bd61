"""The key is scheduled for deletion."""

from keypost.checker.rule import Claim, Fault, Rule
from keypost.checker.verdict import Severity
from keypost.policy.reasons import Reason
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim a call that fails because the key is pending deletion."""
    key = fault.delivery.key
    if fault.call.decision.reason is not Reason.KEY_PENDING_DELETION or key is None:
        return None
    return Claim(message=_MESSAGE.fill(key=fault.key_name), origin=key.origin, fixes=(_FIX,))


_MESSAGE = Text(
    en="The key `{key}` is pending deletion and can't be used.",
    ja="キー `{key}` は削除待ちのため使用できません。",
)
_FIX = Text(
    en="Cancel the deletion and enable the key, or move to another key before the old one is gone.",
    ja="削除をキャンセルしてキーを有効にするか、キーが削除される前に別のキーへ移行してください。",
)

RULE = Rule(
    id="key-pending-deletion",
    severity=Severity.ERROR,
    title=Text(en="Key is pending deletion", ja="キーが削除待ち"),
    why=Text(
        en="During the waiting period KMS refuses every cryptographic operation; afterwards what it encrypted is lost.",
        ja="待機期間中は KMS がすべての暗号化操作を拒否し、期間後はこのキーで暗号化したデータが失われます。",
    ),
    remedy=Text(
        en="Cancel the deletion, or use another key.", ja="削除をキャンセルするか、別のキーを使用してください。"
    ),
    claims=claim,
)

"""The key is disabled."""

from keypost.checker.rule import Claim, Fault, Rule
from keypost.checker.verdict import Severity
from keypost.policy.reasons import Reason
from keypost.text import Text

_STATES = (Reason.KEY_DISABLED, Reason.KEY_UNAVAILABLE, Reason.KEY_PENDING_IMPORT)


def claim(fault: Fault) -> Claim | None:
    """Claim a call that fails because the key can't be used in its state."""
    key = fault.delivery.key
    if fault.call.decision.reason not in _STATES or key is None:
        return None
    return Claim(message=_MESSAGE.fill(key=fault.key_name), origin=key.origin, fixes=(_FIX,))


_MESSAGE = Text(
    en="The key `{key}` is not enabled, so nothing can be encrypted or decrypted with it, whatever its policy says.",
    ja="キー `{key}` は有効ではないため、ポリシーの内容にかかわらず暗号化も復号もできません。",
)
_FIX = Text(
    en="Enable the key (`Enabled: true`, or import its key material), or use another one.",
    ja="キーを有効にするか (`Enabled: true`、またはキーマテリアルのインポート)、別のキーを使用してください。",
)

RULE = Rule(
    id="key-disabled",
    severity=Severity.ERROR,
    title=Text(en="Key is disabled", ja="キーが無効"),
    why=Text(
        en="KMS refuses every cryptographic operation with a key that is disabled, unavailable or without key material.",
        ja="KMS は、無効なキー、利用できないキー、キーマテリアルのないキーによる暗号化操作をすべて拒否します。",
    ),
    remedy=Text(en="Enable the key.", ja="キーを有効にしてください。"),
    claims=claim,
)

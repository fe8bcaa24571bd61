"""The key is asymmetric or an HMAC key."""

from keypost.checker.rule import Claim, Fault, Rule
from keypost.checker.verdict import Severity
from keypost.policy.reasons import Reason
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim a call that fails because of the key's spec, unless it signs."""
    key = fault.delivery.key
    wrong = fault.call.decision.reason is Reason.KEY_WRONG_SPEC and fault.call.call.action != "kms:Sign"
    if not wrong or key is None:
        return None
    return Claim(message=_MESSAGE.fill(key=fault.key_name, spec=key.facts.spec), origin=key.origin, fixes=(_FIX,))


_MESSAGE = Text(
    en="The key `{key}` has the spec {spec}; services encrypt with symmetric keys only.",
    ja="キー `{key}` のキースペックは {spec} です。サービスの暗号化には対称キーしか使用できません。",
)
_FIX = Text(
    en="Use a key with the spec SYMMETRIC_DEFAULT and the usage ENCRYPT_DECRYPT (the spec of a key can't be changed).",
    ja="キースペック SYMMETRIC_DEFAULT、キーの用途 ENCRYPT_DECRYPT のキーを使用してください (既存キーの変更はできません)。",
)

RULE = Rule(
    id="key-spec-not-symmetric",
    severity=Severity.ERROR,
    title=Text(en="Key isn't symmetric", ja="キーが対称キーではない"),
    why=Text(
        en="Data keys come from symmetric encryption keys only (KMS `GenerateDataKey`).",
        ja="データキーを生成できるのは対称暗号化キーだけです (KMS `GenerateDataKey`)。",
    ),
    remedy=Text(en="Use a symmetric key.", ja="対称キーを使用してください。"),
    claims=claim,
)

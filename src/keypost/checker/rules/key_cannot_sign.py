"""The key is not one for signatures."""

from keypost.checker.rule import Claim, Fault, Rule
from keypost.checker.verdict import Severity
from keypost.policy.reasons import Reason
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim a signature that fails because of the key's spec or usage."""
    key = fault.delivery.key
    wrong = fault.call.decision.reason is Reason.KEY_WRONG_SPEC and fault.call.call.action == "kms:Sign"
    if not wrong or key is None:
        return None
    return Claim(message=_MESSAGE.fill(key=fault.key_name, spec=key.facts.spec), origin=key.origin, fixes=(_FIX,))


_MESSAGE = Text(
    en="The key `{key}` (spec {spec}) can't sign.",
    ja="キー `{key}` (キースペック {spec}) では署名できません。",
)
_FIX = Text(
    en="Use a key with the spec ECC_NIST_P256 and the usage SIGN_VERIFY (the spec of a key can't be changed).",
    ja="キースペック ECC_NIST_P256、キーの用途 SIGN_VERIFY のキーを使用してください (既存キーの変更はできません)。",
)

RULE = Rule(
    id="key-cannot-sign",
    severity=Severity.ERROR,
    title=Text(en="Key can't sign", ja="署名できないキー"),
    why=Text(
        en="Amazon Route 53 signs the keys of a zone with an asymmetric key made for signatures.",
        ja="Amazon Route 53 は、署名用の非対称キーでゾーンのキーに署名します。",
    ),
    remedy=Text(en="Use an asymmetric key for signatures.", ja="署名用の非対称キーを使用してください。"),
    claims=claim,
)

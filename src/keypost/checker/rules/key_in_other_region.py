"""The key lies in another Region than what it should encrypt."""

from keypost.checker.rule import Claim, Fault, Rule
from keypost.checker.verdict import Severity
from keypost.policy.reasons import Reason
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim a call on a key of another Region."""
    key, encryption = fault.delivery.key, fault.delivery.encryption
    if fault.call.decision.reason is not Reason.KEY_IN_OTHER_REGION or key is None:
        return None
    target = fault.delivery.target
    return Claim(
        message=_MESSAGE.fill(key=fault.key_name, region=key.region, target=target.id, target_region=target.region),
        origin=encryption.origin if encryption else target.origin,
        fixes=(_FIX.fill(region=target.region),),
    )


_MESSAGE = Text(
    en="The key `{key}` is in {region}, `{target}` in {target_region}. KMS keys work in their own Region only.",
    ja="キー `{key}` は {region}、`{target}` は {target_region} にあります。KMS キーは自身のリージョンでのみ使用できます。",
)
_FIX = Text(
    en="Use a key of {region} (or a replica of a multi-Region key there).",
    ja="{region} のキー (またはマルチリージョンキーのレプリカ) を使用してください。",
)

RULE = Rule(
    id="key-in-other-region",
    severity=Severity.ERROR,
    title=Text(en="Key in another Region", ja="キーが別のリージョンにある"),
    why=Text(
        en="A KMS key is a regional resource; a service looks for it in the Region of what it encrypts.",
        ja="KMS キーはリージョンのリソースであり、サービスは暗号化対象のリージョンでキーを探します。",
    ),
    remedy=Text(en="Use a key of the same Region.", ja="同じリージョンのキーを使用してください。"),
    claims=claim,
)

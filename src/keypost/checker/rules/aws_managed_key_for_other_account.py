"""Another account must use an AWS managed key, which is only for its own account."""

from keypost.checker.rule import Claim, Fault, Rule, has_managed_key, quote
from keypost.checker.verdict import Severity
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim a denied call of an account's principal on an AWS managed key."""
    if not (fault.on_key and not fault.by_service and has_managed_key(fault)):
        return None
    encryption = fault.delivery.encryption
    return Claim(
        message=_MESSAGE.fill(key=fault.key_name, callers=quote(fault.callers), target=fault.encrypted.id),
        origin=encryption.origin if encryption else fault.delivery.target.origin,
        subject=fault.delivery.target.id,
        fixes=(_FIX,),
    )


_MESSAGE = Text(
    en="`{target}` is encrypted with the AWS managed key `{key}`, which admits only principals of its own account "
    "through its own service; not {callers}.",
    ja="`{target}` は AWS マネージドキー `{key}` で暗号化されています。このキーは同じアカウントのプリンシパルが対象"
    "サービスを経由した場合だけ使用でき、{callers} はそれに当たりません。",
)
_FIX = Text(
    en="Encrypt it with a customer managed key and allow the other account in the key policy.",
    ja="カスタマーマネージドキーで暗号化し、キーポリシーで相手のアカウントを許可してください。",
)

RULE = Rule(
    id="aws-managed-key-for-other-account",
    severity=Severity.ERROR,
    title=Text(en="AWS managed key used from elsewhere", ja="AWS マネージドキーを別の経路から使用"),
    why=Text(
        en="An AWS managed key can't be shared: its policy names one account and one service and can't be edited.",
        ja="AWS マネージドキーは共有できません。ポリシーは 1 つのアカウントと 1 つのサービスに限られ、編集できません。",
    ),
    remedy=Text(
        en="Use a customer managed key that is shared by its key policy.",
        ja="キーポリシーで共有したカスタマーマネージドキーを使用してください。",
    ),
    claims=claim,
)

"""A service must use an AWS managed key, whose policy lets no service in and can't be edited."""

from keypost.checker.rule import Claim, Fault, Rule, has_managed_key, quote
from keypost.checker.verdict import Severity
from keypost.estate.kind import Kind
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim a service's denied call on an AWS managed key."""
    if not (fault.on_key and fault.by_service and has_managed_key(fault)):
        return None
    encryption = fault.delivery.encryption
    return Claim(
        message=_MESSAGE.fill(key=fault.key_name, callers=quote(fault.callers), target=fault.encrypted.id),
        origin=encryption.origin if encryption else fault.delivery.target.origin,
        subject=fault.delivery.target.id,
        fixes=(
            _OWN_KEY.fill(callers=quote(fault.callers), actions=quote(fault.advised_actions)),
            _WITHOUT_KMS.get(fault.encrypted.kind, _NO_KMS),
        ),
    )


_MESSAGE = Text(
    en="`{target}` is encrypted with the AWS managed key `{key}`. Its policy admits only principals of the account "
    "that come through the service, so {callers} may not use it, and nobody can edit that policy.",
    ja="`{target}` は AWS マネージドキー `{key}` で暗号化されています。このキーのポリシーはサービス経由の同一アカウントの"
    "プリンシパルだけを許可するため {callers} はキーを使用できず、ポリシーを編集することもできません。",
)
_OWN_KEY = Text(
    en="Encrypt it with a customer managed key whose policy allows {callers} {actions}.",
    ja="{callers} に {actions} を許可するキーポリシーを持つカスタマーマネージドキーで暗号化してください。",
)
_WITHOUT_KMS = {
    Kind.QUEUE: Text(
        en="Or do without KMS here (SSE-SQS instead): no key permission is needed.",
        ja="または KMS を使わない構成 (SSE-SQS) にしてください。その場合、キーの権限は不要です。",
    ),
    Kind.BUCKET: Text(
        en="Or do without KMS here (SSE-S3 instead): no key permission is needed.",
        ja="または KMS を使わない構成 (SSE-S3) にしてください。その場合、キーの権限は不要です。",
    ),
    Kind.TOPIC: Text(
        en="Or do without KMS here (a topic without encryption): no key permission is needed.",
        ja="または KMS を使わない構成 (トピックの暗号化なし) にしてください。その場合、キーの権限は不要です。",
    ),
}
_NO_KMS = Text(
    en="Or do without KMS here: no key permission is needed.",
    ja="または KMS を使わない構成にしてください。その場合、キーの権限は不要です。",
)

RULE = Rule(
    id="aws-managed-key-for-service",
    severity=Severity.ERROR,
    title=Text(en="AWS managed key where a service calls", ja="サービスが呼び出す経路に AWS マネージドキー"),
    why=Text(
        en="The policy of an AWS managed key allows every principal of the account, through one service "
        "(`kms:CallerAccount`, `kms:ViaService`). A service that delivers on its own behalf is no principal of the "
        "account. AWS owns the policy, so no permission can be added.",
        ja="AWS マネージドキーのポリシーは、特定のサービス経由で呼び出すアカウント内のプリンシパルだけを許可します "
        "(`kms:CallerAccount`、`kms:ViaService`)。自らの権限で配信するサービスはアカウントのプリンシパルではありません。"
        "ポリシーは AWS が管理しているため、権限を追加できません。",
    ),
    remedy=Text(
        en="Use a customer managed key whose policy allows the service, or no KMS key at all. After a switch, everybody "
        "who used the managed key through the service needs permission on the new key.",
        ja="サービスを許可したカスタマーマネージドキーを使うか、KMS キーを使わないでください。切り替え後は、"
        "これまでマネージドキーを使っていたすべての利用者に新しいキーの権限が必要です。",
    ),
    claims=claim,
)

"""A role that sends to or reads from an encrypted resource may not use its key."""

from keypost.checker.remedies import add_identity_statement, add_role_statement
from keypost.checker.rule import Claim, Fault, Rule, quote
from keypost.checker.verdict import Severity
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim any other implicit deny of a role's call on the key."""
    if not fault.on_key or fault.by_service:
        return None
    delivery = fault.delivery
    caller = delivery.wire.source.id
    key = delivery.key.arn if delivery.key else "*"
    return Claim(
        message=_MESSAGE.fill(
            role=fault.caller,
            actions=quote(fault.actions),
            key=fault.key_name,
            target=fault.encrypted.id,
            source=caller,
        ),
        origin=delivery.source.origin,
        subject=fault.caller,
        about=f"{fault.key_name} {fault.encrypted.id}",
        fixes=(add_role_statement(fault) if fault.by_linked_role else add_identity_statement(fault, resources=(key,)),),
    )


_MESSAGE = Text(
    en="`{role}`, as which `{source}` works, may not {actions} with `{key}`, the key of `{target}`.",
    ja="`{source}` が使用するロール `{role}` には、`{target}` のキー `{key}` に対する {actions} の権限がありません。",
)

RULE = Rule(
    id="role-lacks-key-permission",
    severity=Severity.ERROR,
    title=Text(en="Role lacks permission on the key", ja="ロールにキーの権限がない"),
    why=Text(
        en="Whoever sends to an encrypted queue or topic needs `kms:GenerateDataKey` and `kms:Decrypt` on its key, whoever "
        "receives needs `kms:Decrypt`. With an AWS managed key nobody needs that, so it is forgotten at the switch.",
        ja="暗号化されたキューやトピックへの送信には、そのキーに対する `kms:GenerateDataKey` と `kms:Decrypt` が、受信には "
        "`kms:Decrypt` が必要です。AWS マネージドキーでは不要なため、切り替えの際に忘れられがちです。",
    ),
    remedy=Text(
        en="Give the role the permission in IAM (the key policy must delegate to the account) or in the key policy.",
        ja="IAM (キーポリシーによるアカウントへの委任が必要) またはキーポリシーでロールに権限を与えてください。",
    ),
    claims=claim,
)

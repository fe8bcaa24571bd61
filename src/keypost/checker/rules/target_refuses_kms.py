"""A KMS key encrypts what a service delivers into, and the service doesn't write under one."""

from keypost.catalogue.declare import EncryptionKind
from keypost.checker.rule import Claim, Fault, Rule, quote
from keypost.checker.verdict import Severity
from keypost.estate.resource import Sse
from keypost.policy.reasons import Reason
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim a call that is refused because of the KMS key that encrypts the target, or the source."""
    encryption, target = fault.delivery.encryption, fault.delivery.target
    if fault.call.decision.reason is not Reason.ENCRYPTION_REFUSED:
        return None
    if encryption is None or encryption.mode is not Sse.KMS:
        return None
    accepts = fault.delivery.path.accepts
    takes_own_keys = accepts is not None and EncryptionKind.CUSTOMER_MANAGED_KEY in accepts.kinds
    message, fix = (_OWN_KEY_MESSAGE, _OWN_KEY_FIX) if takes_own_keys else (_MESSAGE, _FIX)
    return Claim(
        message=message.fill(target=fault.encrypted.id, callers=quote(fault.callers)),
        origin=encryption.origin if encryption.origin.file else target.origin,
        subject=fault.encrypted.id,
        fixes=(fix.fill(target=fault.encrypted.id),),
    )


_MESSAGE = Text(
    en="`{target}` is encrypted with a KMS key, and {callers} can't write under that. No key policy changes it.",
    ja="`{target}` は KMS キーで暗号化されていますが、{callers} はこの暗号化では書き込めません。"
    "キーポリシーを変更しても解決しません。",
)
_FIX = Text(
    en="Encrypt `{target}` with SSE-S3 (`SSEAlgorithm: AES256`), or deliver into another bucket that is.",
    ja="`{target}` を SSE-S3 (`SSEAlgorithm: AES256`) で暗号化するか、SSE-S3 で暗号化された別のバケットへ配信してください。",
)
_OWN_KEY_MESSAGE = Text(
    en="`{target}` is encrypted with an AWS managed key, under which {callers} can't deliver. No policy changes it.",
    ja="`{target}` は AWS マネージドキーで暗号化されていますが、{callers} はこのキーでは配信できません。"
    "ポリシーを変更しても解決しません。",
)
_OWN_KEY_FIX = Text(
    en="Encrypt `{target}` with a customer managed key.",
    ja="`{target}` をカスタマーマネージドキーで暗号化してください。",
)

RULE = Rule(
    id="target-refuses-kms",
    severity=Severity.ERROR,
    title=Text(en="Delivery that can't be written under a KMS key", ja="KMS キーによる暗号化に対応しない配信"),
    why=Text(
        en="Some services write into a bucket only under SSE-S3: access logs of Application and Classic Load Balancers, "
        "S3 server access logs. Under a KMS key the logs are refused or never arrive, "
        "whatever the policies allow. Others take a customer managed key and refuse AWS managed ones.",
        ja="Application Load Balancer・Classic Load Balancer のアクセスログ、S3 サーバーアクセスログのように、"
        "SSE-S3 のバケットにしか書き込めないサービスがあります。KMS キーで暗号化されていると、"
        "ポリシーの許可にかかわらずログは拒否されるか、届きません。"
        "カスタマーマネージドキーには対応し、AWS マネージドキーだけを受け付けないサービスもあります。",
    ),
    remedy=Text(
        en="Encrypt the bucket with SSE-S3, or keep such logs in a bucket of their own.",
        ja="バケットを SSE-S3 で暗号化するか、このようなログを専用のバケットに分けてください。",
    ),
    claims=claim,
)

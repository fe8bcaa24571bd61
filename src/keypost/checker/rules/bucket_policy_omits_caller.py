"""The bucket policy doesn't let the service write."""

from keypost.checker.omissions import claim_omission
from keypost.checker.rule import Claim, Fault, Rule
from keypost.checker.verdict import Severity
from keypost.estate.kind import Kind
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim an implicit deny of a service's call on a bucket."""
    target = fault.delivery.target
    return claim_omission(fault, message=_MESSAGE) if target.kind is Kind.BUCKET else None


_MESSAGE = Text(
    en="No statement of the bucket policy of `{target}` allows `{caller}` {actions}.",
    ja="`{target}` のバケットポリシーには `{caller}` に {actions} を許可するステートメントがありません。",
)

RULE = Rule(
    id="bucket-policy-omits-caller",
    severity=Severity.ERROR,
    title=Text(en="Bucket policy omits the caller", ja="バケットポリシーに呼び出し元の許可がない"),
    why=Text(
        en="A service that calls as itself needs a statement of the bucket policy, for the objects it writes and mostly for `s3:GetBucketAcl` on the bucket.",
        ja="自身として呼び出すサービスには、書き込むオブジェクトと、多くの場合バケットの `s3:GetBucketAcl` を許可するバケットポリシーのステートメントが必要です。",
    ),
    remedy=Text(
        en="Add a statement for the service to the bucket policy; limit it with `aws:SourceArn` or `aws:SourceAccount` where "
        "this path documents them.",
        ja="バケットポリシーにサービスを許可するステートメントを追加してください。この経路で文書化されている場合は "
        "`aws:SourceArn` または `aws:SourceAccount` で限定してください。",
    ),
    claims=claim,
)

"""The service is allowed under a condition that this delivery's value doesn't meet."""

from collections.abc import Iterable, Iterator

from keypost.checker.rule import Claim, Fault, Rule, name_statement, quote
from keypost.checker.verdict import Related, Severity
from keypost.estate.resource import Encryption
from keypost.policy.decision import Step
from keypost.policy.reasons import Element, Reason
from keypost.text import Text
from keypost.unknown import Unread, render_unknown

_MOST_LISTED = 8
_REASONS = (Reason.VALUE_DIFFERS, Reason.VALUE_EXCLUDED, Reason.MALFORMED_VALUE, Reason.NOT_AN_OPERATOR)


def claim(fault: Fault) -> Claim | None:
    """Claim an implicit deny where the nearest Allow fails on a condition's value."""
    step = fault.nearest(Element.CONDITION)
    if step is None or step.reason not in _REASONS:
        return None
    sid = name_statement(step.sid, step.statement)
    values = {"key": step.key, "operator": step.operator, "sid": sid, "caller": fault.caller}
    expected, actual = (_list(values) for values in (step.expected, _actual_of_all(fault)))
    return Claim(
        message=_MESSAGE.fill(**values, expected=expected, actual=actual),
        origin=step.origin,
        subject=fault.caller,
        about=f"{step.key} {step.operator} {step.expected}",
        related=tuple(_explain_bucket_key(fault, step)),
        fixes=(_FIX.fill(**values, actual=actual),),
    )


def _actual_of_all(fault: Fault) -> Iterator[str]:
    """Yield what the deliveries carry that the claim is about."""
    for one in fault.all:
        step = one.nearest(Element.CONDITION)
        yield from (step.actual or ()) if step is not None else ()


def _list(values: Iterable[str]) -> str:
    """Return the values quoted, each once; of very many the first ones."""
    names = tuple(dict.fromkeys(map(render_unknown, values)))
    return (quote(names[:_MOST_LISTED]) + (", ..." if len(names) > _MOST_LISTED else "")) or "-"


def _explain_bucket_key(fault: Fault, step: Step) -> Iterator[Related]:
    """Yield where the encryption context of S3 comes from: it is the bucket or the object, as the Bucket Key is set."""
    encryption, target = fault.delivery.encryption, fault.delivery.target
    if (step.key or "").lower() != _S3_CONTEXT or encryption is None or isinstance(encryption.bucket_key, Unread):
        return
    origin = target.encryption.origin if isinstance(target.encryption, Encryption) else target.origin
    yield Related((_WITH_BUCKET_KEY if encryption.bucket_key else _WITHOUT_BUCKET_KEY).fill(target=target.id), origin)


# Amazon S3 User Guide, Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys.
_S3_CONTEXT = "kms:encryptioncontext:aws:s3:arn"
_WITH_BUCKET_KEY = Text(
    en="`{target}` has an S3 Bucket Key: with it the encryption context is the ARN of the bucket, not of the object.",
    ja="`{target}` では S3 バケットキーが有効です。その場合、暗号化コンテキストはオブジェクトではなくバケットの ARN になります。",
)
_WITHOUT_BUCKET_KEY = Text(
    en="`{target}` has no S3 Bucket Key: without it the encryption context is the ARN of the object, not of the bucket.",
    ja="`{target}` では S3 バケットキーが無効です。その場合、暗号化コンテキストはバケットではなくオブジェクトの ARN になります。",
)
_MESSAGE = Text(
    en="Statement `{sid}` allows `{caller}` only where `{operator}` on `{key}` holds against {expected}; this delivery "
    "carries {actual}.",
    ja="ステートメント `{sid}` は、`{key}` に対する `{operator}` が {expected} で成立する場合だけ `{caller}` を許可しますが、"
    "この配信の値は {actual} です。",
)
_FIX = Text(
    en="Let the condition on `{key}` in statement `{sid}` admit {actual} (wildcards need a Like operator).",
    ja="ステートメント `{sid}` の `{key}` の条件が {actual} を許可するように修正してください "
    "(ワイルドカードには Like 演算子が必要です)。",
)

RULE = Rule(
    id="condition-value-differs",
    severity=Severity.ERROR,
    title=Text(en="Condition admits other values", ja="条件の値が配信と一致しない"),
    why=Text(
        en="The statement names the service, but its condition is about another account, resource or encryption context.",
        ja="ステートメントはサービスを指定していますが、条件が別のアカウント・リソース・暗号化コンテキストを対象としています。",
    ),
    remedy=Text(
        en="Correct the value or the operator. `StringEquals` and `ArnEquals` differ: only Arn and Like operators know wildcards.",
        ja="値または演算子を修正してください。ワイルドカードを解釈するのは Arn 系と Like 系の演算子だけです。",
    ),
    claims=claim,
)

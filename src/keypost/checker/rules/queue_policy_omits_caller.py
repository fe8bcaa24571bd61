"""The queue policy doesn't let the service send."""

from keypost.checker.omissions import claim_omission
from keypost.checker.rule import Claim, Fault, Rule
from keypost.checker.verdict import Severity
from keypost.estate.kind import Kind
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim an implicit deny of a service's call on a queue."""
    target = fault.delivery.target
    return claim_omission(fault, message=_MESSAGE) if target.kind is Kind.QUEUE else None


_MESSAGE = Text(
    en="No statement of the queue policy of `{target}` allows `{caller}` {actions}.",
    ja="`{target}` のキューポリシーには `{caller}` に {actions} を許可するステートメントがありません。",
)

RULE = Rule(
    id="queue-policy-omits-caller",
    severity=Severity.ERROR,
    title=Text(en="Queue policy omits the caller", ja="キューポリシーに呼び出し元の許可がない"),
    why=Text(
        en="A service that calls as itself needs a statement of the queue policy; without one, messages are dropped even if the key is right.",
        ja="自身として呼び出すサービスにはキューポリシーのステートメントが必要です。なければ、キーが正しくてもメッセージは破棄されます。",
    ),
    remedy=Text(
        en="Add a statement for the service to the queue policy; limit it with `aws:SourceArn` or `aws:SourceAccount` where "
        "this path documents them.",
        ja="キューポリシーにサービスを許可するステートメントを追加してください。この経路で文書化されている場合は "
        "`aws:SourceArn` または `aws:SourceAccount` で限定してください。",
    ),
    claims=claim,
)

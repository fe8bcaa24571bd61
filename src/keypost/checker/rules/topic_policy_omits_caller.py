"""The topic policy doesn't let the service publish."""

from keypost.checker.omissions import claim_omission
from keypost.checker.rule import Claim, Fault, Rule
from keypost.checker.verdict import Severity
from keypost.estate.kind import Kind
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim an implicit deny of a service's call on a topic."""
    target = fault.delivery.target
    return claim_omission(fault, message=_MESSAGE) if target.kind is Kind.TOPIC else None


_MESSAGE = Text(
    en="No statement of the topic policy of `{target}` allows `{caller}` {actions}.",
    ja="`{target}` のトピックポリシーには `{caller}` に {actions} を許可するステートメントがありません。",
)

RULE = Rule(
    id="topic-policy-omits-caller",
    severity=Severity.ERROR,
    title=Text(en="Topic policy omits the caller", ja="トピックポリシーに呼び出し元の許可がない"),
    why=Text(
        en="A topic without a policy of its own keeps the default one, which admits the owner and the few services that still send `aws:SourceOwner`.",
        ja="独自のポリシーがないトピックには既定のポリシーが適用され、所有者と、今も `aws:SourceOwner` を送る一部のサービスだけが許可されます。",
    ),
    remedy=Text(
        en="Add a statement for the service to the topic policy; limit it with `aws:SourceArn` or `aws:SourceAccount` where "
        "this path documents them.",
        ja="トピックポリシーにサービスを許可するステートメントを追加してください。この経路で文書化されている場合は "
        "`aws:SourceArn` または `aws:SourceAccount` で限定してください。",
    ),
    claims=claim,
)

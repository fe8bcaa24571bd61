"""A multi-Region key where the service takes single-Region keys only."""

from keypost.catalogue.declare import EncryptionKind
from keypost.checker.rule import Claim, Fault, Rule, quote
from keypost.checker.verdict import Severity
from keypost.policy.reasons import Reason
from keypost.policy.request import KeyManager
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim a call that is refused because the customer managed key isn't one of a single Region."""
    accepts, key = fault.delivery.path.accepts, fault.delivery.key
    if fault.call.decision.reason is not Reason.ENCRYPTION_REFUSED or accepts is None or key is None:
        return None
    if EncryptionKind.SINGLE_REGION_KEY not in accepts.kinds or key.facts.manager is not KeyManager.CUSTOMER:
        return None
    return Claim(
        message=_MESSAGE.fill(key=key.id, sources=quote(dict.fromkeys(one.delivery.source.id for one in fault.all))),
        origin=key.origin if key.origin.file else fault.delivery.wire.origin,
        subject=key.id,
        fixes=(_FIX.fill(key=key.id),),
    )


_MESSAGE = Text(
    en="`{key}` is a multi-Region key, which {sources} can't use: only single-Region keys. No key policy changes it.",
    ja="`{key}` はマルチリージョンキーですが、{sources} で使えるのは単一リージョンのキーだけです。キーポリシーを変更しても解決しません。",
)
_FIX = Text(
    en="Make a new key without `MultiRegion` (the property can't be changed afterwards), with the key policy of `{key}`.",
    ja="`MultiRegion` を指定しない新しいキーを、`{key}` と同じキーポリシーで作成してください (このプロパティは後から変更できません)。",
)

RULE = Rule(
    id="multi-region-key-refused",
    severity=Severity.ERROR,
    title=Text(en="Multi-Region key where it is refused", ja="マルチリージョンキーを使えない箇所"),
    why=Text(
        en="AWS Control Tower supports neither multi-Region keys nor asymmetric ones, and checks the key before it sets up the landing zone.",
        ja="AWS Control Tower はマルチリージョンキーも非対称キーもサポートせず、ランディングゾーンを設定する前にキーをチェックします。",
    ),
    remedy=Text(
        en="Use a symmetric key of one Region. A key can't be turned into one: make another.",
        ja="単一リージョンの対称キーを使用してください。既存のキーは変換できないため、新しく作成する必要があります。",
    ),
    claims=claim,
)

"""A resource is encrypted with an alias that nothing in the input defines."""

from keypost.checker.rule import Claim, Rule
from keypost.checker.verdict import Severity
from keypost.estate.estate import Estate
from keypost.estate.kind import Kind
from keypost.estate.references import references_of
from keypost.estate.resource import Encryption, Membership
from keypost.named import Iterator
from keypost.text import Text
from keypost.unknown import has_unknown


def inspect(estate: Estate) -> Iterator[Claim]:
    """Claim every use of a customer alias that no template defines."""
    references = references_of(estate.resources)
    for resource in estate.resources:
        encryption = resource.encryption
        if not isinstance(encryption, Encryption) or not _is_customer_alias(encryption.key):
            continue
        found = references.find(str(encryption.key), kinds=(Kind.KEY,), near=resource).resource
        if found.membership is Membership.OUTSIDE:
            message = _MESSAGE.fill(alias=encryption.key, resource=resource.id)
            yield Claim(
                message=message, origin=encryption.origin, subject=str(encryption.key), resource=resource, fixes=(_FIX,)
            )


def _is_customer_alias(key: str | None) -> bool:
    if key is None or has_unknown(key):
        return False
    name = key if key.startswith("alias/") else key.rpartition(":")[2]
    return name.startswith("alias/") and not name.startswith("alias/aws/")


_MESSAGE = Text(
    en="`{resource}` is encrypted with `{alias}`, which nothing in the input defines; if no key has that alias in this "
    "account and Region, nothing can be delivered.",
    ja="`{resource}` は `{alias}` で暗号化されていますが、入力内に定義がありません。このアカウントとリージョンにその"
    "エイリアスを持つキーがなければ、何も配信できません。",
)
_FIX = Text(
    en="Check the template that defines the alias together with this one.",
    ja="エイリアスを定義しているテンプレートも一緒にチェックしてください。",
)

RULE = Rule(
    id="alias-names-nothing",
    severity=Severity.WARNING,
    title=Text(en="Alias that nothing defines", ja="定義のないエイリアス"),
    why=Text(
        en="An alias lives in one account and Region. A typing error in it is accepted and shows at the first delivery.",
        ja="エイリアスは 1 つのアカウントとリージョンに属します。誤記があっても受け付けられ、最初の配信時に失敗します。",
    ),
    remedy=Text(
        en="Refer to the key itself, or define the alias where the key is.",
        ja="キー自体を参照するか、キーのある場所でエイリアスを定義してください。",
    ),
    inspects=inspect,
)

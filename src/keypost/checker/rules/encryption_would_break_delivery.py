"""A resource isn't under a KMS key, and putting it under one would stop what is delivered today."""

from collections.abc import Iterable, Iterator

from keypost.catalogue.encryptable import Satisfied
from keypost.catalogue.managed_keys import MANAGED_KEYS
from keypost.checker.encrypt import KeyChoice
from keypost.checker.rule import Breakage, Claim, Rule, is_refused, quote
from keypost.checker.verdict import Delivery, Severity, Verdict
from keypost.estate.kind import Kind
from keypost.text import Text
from keypost.unknown import render_unknown


def tell(breakage: Breakage) -> Claim:
    """Claim the deliveries that such a key would stop, or leave open."""
    fails = any(delivery.verdict is Verdict.FAILS for delivery in breakage.deliveries)
    said = tuple(_say(breakage))
    return Claim(
        message=Text(en=" ".join(text.en for text in said), ja="".join(text.ja for text in said)),
        origin=breakage.resource.origin,
        subject=breakage.resource.id,
        resource=breakage.resource,
        fixes=tuple(_fixes(breakage)),
        severity=Severity.ERROR if fails else Severity.WARNING,
        asked_by=breakage.asked_by,
    )


def _say(breakage: Breakage) -> Iterator[Text]:
    """Yield what it breaks, and for each kind of trouble who is in it."""
    key, resource = _key(breakage), breakage.resource.id
    yield Text(en=_BREAKS.en.format(resource=resource, key=key.en), ja=_BREAKS.ja.format(resource=resource, key=key.ja))
    refused = [delivery for delivery in breakage.deliveries if is_refused(delivery)]
    others = [delivery for delivery in breakage.deliveries if not is_refused(delivery)]
    groups = (
        (_DENIED, [delivery for delivery in others if delivery.verdict is Verdict.FAILS]),
        (_REFUSED, refused),
        (_OPEN, [delivery for delivery in others if delivery.verdict is Verdict.DEPENDS]),
    )
    for sentence, deliveries in groups:
        if callers := _callers(deliveries):
            yield sentence.fill(callers=callers)


def _key(breakage: Breakage) -> Text:
    managed = MANAGED_KEYS.get(breakage.resource.kind)
    if breakage.choice is KeyChoice.AWS_MANAGED and managed is not None:
        return _MANAGED.fill(alias=managed)
    return _NEW


def _callers(deliveries: Iterable[Delivery]) -> str:
    """Return who makes the calls that aren't allowed any more."""
    calls = (call for delivery in deliveries for call in delivery.calls if call.verdict is not Verdict.WORKS)
    return quote(
        dict.fromkeys(render_unknown(call.request.principal.name) for call in calls if call.request is not None)
    )


def _fixes(breakage: Breakage) -> Iterator[Text]:
    refused = _callers(delivery for delivery in breakage.deliveries if is_refused(delivery))
    if breakage.statements:
        yield (_OWN_KEY_BUT if refused else _OWN_KEY).fill(statements=breakage.statements, refused=refused)
    yield _WITHOUT.get(breakage.resource.kind, _AS_IT_IS)
    content = [rule.id for rule in breakage.asked_by if rule.satisfied is Satisfied.BY_ANY_ENCRYPTION]
    if content:
        yield _CONTENT.fill(rules=quote(content))


_MANAGED = Text(en="the AWS managed key `{alias}`", ja=" を AWS マネージドキー `{alias}` で暗号化")
_NEW = Text(
    en="a new customer managed key with the default key policy",
    ja=" をデフォルトのキーポリシーを持つ新しいカスタマーマネージドキーで暗号化",
)
_BREAKS = Text(
    en="Encrypting `{resource}` with {key} would break what is delivered today.",
    ja="`{resource}`{key}すると、現在の配信が届かなくなります。",
)
_DENIED = Text(en="{callers} may not use that key.", ja="{callers} はこのキーを使用できません。")
_REFUSED = Text(
    en="{callers} can't write under a KMS key, whatever its policy says.",
    ja="{callers} は、キーポリシーの内容にかかわらず、KMS キーによる暗号化では書き込めません。",
)
_OPEN = Text(
    en="Whether {callers} may use that key is open.", ja="{callers} がこのキーを使用できるかどうかは未定です。"
)
_OWN_KEY = Text(
    en="Encrypt it with a customer managed key whose policy has this beside the statement for the account (decided again "
    "with it: nothing gets worse):\n{statements}",
    ja="アカウント用のステートメントに加えて次を含むキーポリシーのカスタマーマネージドキーで暗号化してください "
    "(このポリシーで再判定し、悪化する配信がないことを確認済み):\n{statements}",
)
_OWN_KEY_BUT = Text(
    en="Give {refused} a bucket of its own under SSE-S3, and encrypt this one with a customer managed key whose policy has this "
    "beside the statement for the account (decided again with it: nothing else gets worse):\n{statements}",
    ja="{refused} には SSE-S3 の専用バケットを用意し、このバケットは、アカウント用のステートメントに加えて次を含むキーポリシーのカスタマー"
    "マネージドキーで暗号化してください (このポリシーで再判定し、ほかに悪化する配信がないことを確認済み):\n{statements}",
)
_WITHOUT = {
    Kind.TOPIC: Text(
        en="Leave the topic without KMS, and accept the scanner's rule with this as the reason.",
        ja="トピックを KMS なしのままにし、これを理由としてスキャナーのルールを抑制してください。",
    ),
    Kind.QUEUE: Text(
        en="Use SSE-SQS (`SqsManagedSseEnabled: true`), for which nobody needs a key permission.",
        ja="誰にもキーの権限が要らない SSE-SQS (`SqsManagedSseEnabled: true`) を使用してください。",
    ),
    Kind.BUCKET: Text(
        en="Leave the bucket under SSE-S3, for which nobody needs a key permission, and accept the scanner's rule with this as the reason.",
        ja="誰にもキーの権限が要らない SSE-S3 のままにし、これを理由としてスキャナーのルールを抑制してください。",
    ),
}
_AS_IT_IS = Text(
    en="Leave it as it is, and accept the scanner's rule with this as the reason.",
    ja="現状のままにし、これを理由としてスキャナーのルールを抑制してください。",
)
_CONTENT = Text(
    en="{rules} are content with SSE-SQS as well.",
    ja="{rules} は SSE-SQS でも満たされます。",
)

RULE = Rule(
    id="encryption-would-break-delivery",
    severity=Severity.ERROR,
    title=Text(en="Encryption that would break a delivery", ja="暗号化すると止まる配信"),
    why=Text(
        en="Scanners see a resource without a key, and ask for one. They don't see who delivers into it: a service can't use an AWS "
        "managed key, and nobody but the account's administrators may use a new key. What was delivered is then lost, mostly in silence.",
        ja="スキャナーはキーのないリソースを見つけると暗号化を求めますが、誰がそこへ配信しているかは見ていません。サービスは AWS "
        "マネージドキーを使用できず、新しいキーはアカウントの管理者しか使用できません。届いていたものは、多くの場合何の知らせもなく失われます。",
    ),
    remedy=Text(
        en="Encrypt with a customer managed key whose policy lets in everybody who delivers and receives, before or with the setting that names it.",
        ja="配信・受信するすべての呼び出し元を許可したキーポリシーのカスタマーマネージドキーを用意してから (または同時に)、キーを設定してください。",
    ),
    previews=tell,
)

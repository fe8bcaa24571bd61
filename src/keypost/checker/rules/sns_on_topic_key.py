"""A topic's key lets Amazon SNS in, which doesn't use it: whoever publishes does."""

from keypost.checker.rule import Claim, Rule, Survey, name_statement
from keypost.checker.verdict import Severity
from keypost.estate.estate import Estate
from keypost.estate.kind import Kind
from keypost.estate.references import references_of
from keypost.estate.resource import Encryption, Membership, Resource, Sse
from keypost.named import Iterator
from keypost.policy.document import Effect, Policy, PrincipalForm, Statement
from keypost.policy.listings import match_action
from keypost.text import Text

_SNS = "sns.amazonaws.com"
_MAKES_DATA_KEYS = "kms:GenerateDataKey"


def find(survey: Survey) -> Iterator[Claim]:
    """Claim statements for Amazon SNS alone in the policies of keys that encrypt topics and nothing else."""
    for estate in survey.estates:
        keys = [one for one in estate.resources if one.is_key and one.membership is Membership.INSIDE]
        found = [(key, statement) for key in keys for statement in _statements_for_sns(key)]
        if found:
            used = _find_uses(estate)
            yield from (
                _claim(key, statement) for key, statement in found if used.get((key.stack, key.id)) == {Kind.TOPIC}
            )


def _statements_for_sns(key: Resource) -> Iterator[Statement]:
    """Yield what lets SNS make data keys; decrypting alone is what archived messages need (policy of `aws/sns`)."""
    for statement in key.policy.statements if isinstance(key.policy, Policy) else ():
        listing = statement.principals
        if statement.effect is Effect.ALLOW and listing is not None and not listing.negated:
            only_sns = all(one.form is PrincipalForm.SERVICE and one.value == _SNS for one in listing.values)
            if listing.values and only_sns and match_action(statement.actions, action=_MAKES_DATA_KEYS):
                yield statement


def _find_uses(estate: Estate) -> dict[tuple[str, str], set[Kind]]:
    """Return by key which kinds of resources it encrypts, deliveries under a key of their setting included."""
    references = references_of(estate.resources)
    uses: dict[tuple[str, str], set[Kind]] = {}
    for reference, holder in _named_keys(estate):
        key = references.find(reference, kinds=(Kind.KEY,), near=holder).resource
        uses.setdefault((key.stack, key.id), set()).add(holder.kind)
    return uses


def _named_keys(estate: Estate) -> Iterator[tuple[str, Resource]]:
    for one in estate.resources:
        encryption = one.encryption
        if isinstance(encryption, Encryption) and encryption.mode is Sse.KMS and encryption.key is not None:
            yield encryption.key, one
    yield from ((wire.key, wire.holder) for wire in estate.wires if isinstance(wire.key, str))


def _claim(key: Resource, statement: Statement) -> Claim:
    sid = name_statement(statement.sid, statement.number)
    return Claim(
        message=_MESSAGE.fill(sid=sid, key=key.id),
        origin=statement.origin,
        subject=f"{key.id}:{statement.number}",
        resource=key,
        fixes=(_FIX.fill(sid=sid),),
    )


_MESSAGE = Text(
    en="Statement `{sid}` lets `sns.amazonaws.com` use `{key}`, which encrypts topics. SNS doesn't use a topic's key as itself: whoever "
    "publishes needs it (`cloudwatch.amazonaws.com`, `events.amazonaws.com`, a role ...), and who receives needs nothing.",
    ja="ステートメント `{sid}` は、トピックを暗号化する `{key}` の使用を `sns.amazonaws.com` に許可しています。SNS 自身がトピックのキーを使うことはありません。"
    "キーの権限が必要なのは発行する側 (`cloudwatch.amazonaws.com`、`events.amazonaws.com`、ロールなど) で、受け取る側には不要です。",
)
_FIX = Text(
    en="Name the services that publish instead, or remove statement `{sid}`; keep it if queues behind SNS elsewhere use this key.",
    ja="代わりに発行するサービスを指定するか、ステートメント `{sid}` を削除してください。入力にない、SNS の先のキューでもこのキーを使う場合は残してください。",
)

RULE = Rule(
    id="sns-on-topic-key",
    severity=Severity.NOTE,
    title=Text(en="Amazon SNS on a topic's own key", ja="トピック自身のキーに対する Amazon SNS の許可"),
    why=Text(
        en="The statement looks like what an encrypted topic needs, and isn't: a message is encrypted with the permission of whoever publishes it. "
        "`sns.amazonaws.com` needs the key of an encrypted queue that it delivers to.",
        ja="暗号化されたトピックに必要なステートメントのように見えますが、そうではありません。メッセージは発行する側の権限で暗号化されます。"
        "`sns.amazonaws.com` に必要なのは、配信先の暗号化されたキューのキーです。",
    ),
    remedy=Text(
        en="Let in the publishers of the topic, by their service principals or roles.",
        ja="トピックに発行するものを、サービスプリンシパルまたはロールで許可してください。",
    ),
    surveys=find,
)

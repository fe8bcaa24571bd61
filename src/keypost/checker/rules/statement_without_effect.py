"""A statement of a policy that can't have any effect, although AWS stores it."""

import re
from collections.abc import Iterator

from keypost.checker.rule import Claim, Rule, name_statement
from keypost.checker.verdict import Severity
from keypost.estate.estate import Estate
from keypost.estate.kind import Kind
from keypost.estate.resource import Resource
from keypost.policy.document import Flaw, NamedPrincipal, Policy, PrincipalForm, Statement
from keypost.policy.listings import explain_resource
from keypost.policy.reasons import Reason
from keypost.text import Text
from keypost.unknown import build_glob, has_unknown, render_unknown

_ONE_RESOURCE = (Kind.KEY, Kind.REPLICA_KEY, Kind.TOPIC, Kind.QUEUE)
# Unique ids of users, roles and groups (IAM User Guide, unique identifiers).
_UNIQUE_ID = r"A(GP|ID|NP|NV|RO|SC)A[A-Z0-9]{12,}"


def inspect(estate: Estate) -> Iterator[Claim]:
    """Claim every flawed statement of every resource policy."""
    for resource in estate.resources:
        if isinstance(resource.policy, Policy):
            for statement in resource.policy.statements:
                flaws = (*statement.flaws, *_dead_principals(statement), *_dead_resources(statement, resource))
                yield from (_claim(resource, statement, flaw) for flaw in flaws)


def _dead_principals(statement: Statement) -> Iterator[Flaw]:
    """Yield the principals that nobody can be, where there are no others."""
    listing = statement.principals
    if listing is None or listing.negated or listing.unread is not None:
        return
    reasons = [_dead_principal(named) for named in listing.values]
    if all(reasons):
        for named, reason in zip(listing.values, reasons, strict=True):
            yield Flaw(reason or Reason.NO_PRINCIPAL, named.value, statement.origin)


def _dead_principal(named: NamedPrincipal) -> Reason | None:
    if named.form is not PrincipalForm.AWS or named.value == "*" or has_unknown(named.value):
        return None
    if re.fullmatch(_UNIQUE_ID, named.value):
        return Reason.DELETED_PRINCIPAL
    return Reason.WILDCARD_IN_PRINCIPAL if "*" in named.value or "?" in named.value else None


def _dead_resources(statement: Statement, resource: Resource) -> Iterator[Flaw]:
    """Yield the resources that can't be the one with this policy, where there are no others."""
    listing = statement.resources
    if resource.kind not in _ONE_RESOURCE or listing is None or listing.negated or listing.unread is not None:
        return
    if any("${" in value or build_glob(value).match(resource.arn) is not False for value in listing.values):
        return
    reason = explain_resource(listing, resource=resource.arn)
    yield from (Flaw(reason, render_unknown(value), statement.origin) for value in listing.values)


def _claim(resource: Resource, statement: Statement, flaw: Flaw) -> Claim:
    sid = name_statement(statement.sid, statement.number)
    reason = _REASONS.get(flaw.reason, _OTHER)
    message = Text(en=_MESSAGE.en + reason.en, ja=_MESSAGE.ja + reason.ja)
    return Claim(
        message=message.fill(sid=sid, resource=resource.id, subject=flaw.subject),
        origin=flaw.origin,
        subject=f"{resource.id}:{statement.number}:{flaw.subject}",
        resource=resource,
        fixes=(_FIX,),
    )


_MESSAGE = Text(
    en="Statement `{sid}` in the policy of `{resource}` has no effect: ",
    ja="`{resource}` のポリシーのステートメント `{sid}` には効果がありません: ",
)
_OTHER = Text(en="`{subject}` can't match.", ja="`{subject}` は一致しません。")
_REASONS = {
    Reason.NO_ACTION: Text(en="it has no Action.", ja="Action がありません。"),
    Reason.NO_RESOURCE: Text(en="it has no Resource.", ja="Resource がありません。"),
    Reason.NO_PRINCIPAL: Text(en="it has no Principal.", ja="Principal がありません。"),
    Reason.RESOURCE_IS_ALIAS: Text(
        en="`{subject}` names an alias, which never stands for the key here (use `*`).",
        ja="`{subject}` はエイリアスであり、ここではキーを表しません (`*` を使用してください)。",
    ),
    Reason.RESOURCE_IS_NOT_ARN: Text(
        en="`{subject}` is not an ARN (use `*` or the key's ARN).",
        ja="`{subject}` は ARN ではありません (`*` またはキーの ARN を使用してください)。",
    ),
    Reason.RESOURCE_NOT_LISTED: Text(
        en="`{subject}` is another resource than the one that has this policy.",
        ja="`{subject}` は、このポリシーを持つリソースとは別のリソースです。",
    ),
    Reason.WILDCARD_IN_PRINCIPAL: Text(
        en="`{subject}`: a wildcard inside a principal's ARN is taken literally (use `aws:PrincipalArn` in a condition).",
        ja="`{subject}`: プリンシパルの ARN 内のワイルドカードは文字どおりに扱われます "
        "(条件で `aws:PrincipalArn` を使用してください)。",
    ),
    Reason.DELETED_PRINCIPAL: Text(
        en="`{subject}` is the id of a principal that was deleted.",
        ja="`{subject}` は削除されたプリンシパルの ID です。",
    ),
    Reason.NOT_AN_OPERATOR: Text(
        en="`{subject}` is no condition operator.", ja="`{subject}` は条件演算子ではありません。"
    ),
}
_FIX = Text(
    en="Correct the statement or remove it.",
    ja="ステートメントを修正するか削除してください。",
)

RULE = Rule(
    id="statement-without-effect",
    severity=Severity.WARNING,
    title=Text(en="Statement without effect", ja="効果のないステートメント"),
    why=Text(
        en="AWS stores statements that can never apply. Whoever wrote one believes that something is allowed or denied.",
        ja="AWS は、決して適用されないステートメントも保存します。書いた人は何かを許可または拒否したつもりになります。",
    ),
    remedy=Text(en="Correct the element that can't match.", ja="一致しない要素を修正してください。"),
    inspects=inspect,
)

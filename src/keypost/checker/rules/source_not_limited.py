"""A service is let in for anybody's resources, although its calls tell for whose they are made."""

from keypost.catalogue.declare import Call, ContextKey, Evidence, Sent
from keypost.checker.rule import Claim, Rule, Survey, name_statement, quote
from keypost.checker.verdict import CallVerdict, Delivery, Severity, Verdict
from keypost.estate.resource import Membership, Resource
from keypost.named import Iterable, Iterator
from keypost.policy.document import Effect, Policy, PrincipalForm, Statement
from keypost.policy.reasons import Outcome, PolicyKind
from keypost.policy.request import PrincipalKind
from keypost.text import Text
from keypost.unknown import render_unknown

# What says for whom a service acts (IAM User Guide, the confused deputy problem), or which resource a key is used for.
_SOURCES: tuple[ContextKey, ...] = ("aws:SourceAccount", "aws:SourceArn")
_ANYTHING = "${...}"  # what nobody knows beforehand
_Use = tuple[Resource, Statement, list[CallVerdict]]
_ESCAPED = frozenset('"\\')
_GUARDS = ("aws:source", "aws:resource", "kms:encryptioncontext", "kms:viaservice", "kms:calleraccount")


def find(survey: Survey) -> Iterator[Claim]:
    """Claim each statement for services alone that tests no source, where every service of it is known to send one."""
    troubled = {
        id(one) for delivery in survey.deliveries if delivery.verdict is Verdict.FAILS for one in _owners(delivery)
    }
    for owner, statement, calls in _list_uses(survey.deliveries):
        condition = _build_condition(calls)
        if condition and _covers(statement, calls) and id(owner) not in troubled:
            yield _claim(owner, statement, calls, condition)


def _list_uses(deliveries: Iterable[Delivery]) -> Iterable[_Use]:
    """Return every statement that looks at no source and lets services in, whose policy it is in, and their calls."""
    uses: dict[tuple[int, int], _Use | None] = {}
    for delivery in deliveries:
        for call in delivery.calls:
            owner = _let_in_by(call, delivery)
            number = call.decision.statement
            if owner is None or number is None:
                continue
            place = (id(owner.policy), number)
            if place not in uses:
                uses[place] = _begin_use(owner, number)
            use = uses[place]
            if use is not None:
                use[2].append(call)
    return [use for use in uses.values() if use is not None]


def _owners(delivery: Delivery) -> tuple[Resource, ...]:
    """Return whose policies let the delivery through or not; those of one that fails have worse than a missing test."""
    return (delivery.target,) if delivery.key is None else (delivery.target, delivery.key)


def _let_in_by(call: CallVerdict, delivery: Delivery) -> Resource | None:
    """Return the resource whose policy lets the service make the call."""
    decision, request = call.decision, call.request
    if decision.outcome is not Outcome.ALLOW or decision.decided_by is not PolicyKind.RESOURCE:
        return None
    if request is None or request.principal.kind is not PrincipalKind.SERVICE or call.call.on_role:
        return None  # nobody can give a service a role of another account (IAM User Guide, passing a role to a service)
    return delivery.owner_of(call.call)


def _begin_use(owner: Resource, number: int) -> _Use | None:
    """Return the statement with no calls yet, None where it does look at a source, or stands in no input."""
    if owner.membership is Membership.OUTSIDE or not isinstance(owner.policy, Policy):
        return None
    statement = owner.policy.statements[number]
    stands_somewhere = _is_unguarded(statement) and (statement.origin.file or owner.policy.origin.file)
    return (owner, statement, []) if stands_somewhere else None


def _is_unguarded(statement: Statement) -> bool:
    listing = statement.principals
    if statement.effect is not Effect.ALLOW or listing is None or listing.negated or statement.unread:
        return False
    if any(named.form is not PrincipalForm.SERVICE for named in listing.values):
        return False
    return not any(condition.key.lower().startswith(_GUARDS) for condition in statement.conditions)


def _covers(statement: Statement, calls: Iterable[CallVerdict]) -> bool:
    """Tell whether every service of the statement is seen to call: of others a condition might stop the delivery."""
    named = {one.value for one in statement.principals.values} if statement.principals else set()
    return named == {call.request.principal.name for call in calls if call.request is not None}


def _build_condition(calls: list[CallVerdict]) -> str:
    """Return the test that all these calls are documented to pass, as JSON; an empty text where there is none."""
    for key in _SOURCES:
        if all(_is_documented(call.call, key) for call in calls):
            values = dict.fromkeys(
                value for call in calls if call.request for value in call.request.context.get(key, ())
            )
            operator = "StringEquals" if key == "aws:SourceAccount" else "ArnLike"
            shown = [render_unknown(value).replace(_ANYTHING, "*") for value in values]
            return _render_condition(operator, key, shown) if shown and "*" not in shown else ""
    return ""


def _render_condition(operator: str, key: str, values: list[str]) -> str:
    """Return the test as JSON; an empty text for a value that would have to be escaped, as no ARN has to be."""
    if not all(value.isprintable() and _ESCAPED.isdisjoint(value) for value in values):
        return ""
    listed = ", ".join(f'"{value}"' for value in values)
    return f'"Condition": {{"{operator}": {{"{key}": {listed if len(values) == 1 else f"[{listed}]"}}}}}'


def _is_documented(call: Call, key: ContextKey) -> bool:
    value = call.context.get(key)
    return isinstance(value, Sent) and value.evidence is not Evidence.INFERRED


def _claim(owner: Resource, statement: Statement, calls: list[CallVerdict], condition: str) -> Claim:
    callers = quote(dict.fromkeys(render_unknown(call.request.principal.name) for call in calls if call.request))
    sid = name_statement(statement.sid, statement.number)
    return Claim(
        message=_MESSAGE.fill(sid=sid, owner=owner.id, callers=callers),
        origin=statement.origin,
        subject=f"{owner.id}:{statement.number}",
        resource=owner,
        fixes=(_FIX.fill(sid=sid, condition=condition),),
    )


_MESSAGE = Text(
    en="Statement `{sid}` in the policy of `{owner}` lets {callers} in for anybody's resources; it doesn't look at whose they are.",
    ja="`{owner}` のポリシーのステートメント `{sid}` は、誰のリソースのための呼び出しかを確認せずに {callers} を許可しています。",
)
_FIX = Text(
    en="Add to statement `{sid}`: {condition}",
    ja="ステートメント `{sid}` に次を追加してください: {condition}",
)

RULE = Rule(
    id="source-not-limited",
    severity=Severity.NOTE,
    title=Text(en="Service let in for anybody's resources", ja="送信元を限定しないサービスの許可"),
    why=Text(
        en="A service acts for all its customers. Where a policy names the service and nothing else, another customer can have it deliver here "
        "(the confused deputy). This changes no verdict: the delivery works either way.",
        ja="サービスはすべての顧客のために動作します。ポリシーがサービスだけを指定していると、ほかの顧客もそのサービスにここへ配信させることができます"
        "(混乱した代理問題)。判定は変わりません。配信はどちらの場合も届きます。",
    ),
    remedy=Text(
        en="Test `aws:SourceAccount` (or `aws:SourceArn`, `aws:SourceOrgID`), where AWS documents that the call carries it. Where it doesn't, "
        "such a condition stops the delivery; then this rule is silent.",
        ja="`aws:SourceAccount` (または `aws:SourceArn`、`aws:SourceOrgID`) の条件を加えてください。ただし、呼び出しに含まれると AWS が文書化している場合に"
        "限ります。そうでなければ、その条件で配信が止まります (このルールも報告しません)。",
    ),
    surveys=find,
)

"""A Deny that was meant for people also hits the service that delivers."""

from keypost.checker.rule import Claim, Fault, Rule, Survey, Words, name_statement, quote
from keypost.checker.verdict import Related, Severity
from keypost.estate.kind import Kind
from keypost.estate.resource import Resource
from keypost.named import Iterator
from keypost.policy.conditions.operators import OPERATORS
from keypost.policy.document import Condition, Effect, Policy, Quantifier, Statement
from keypost.policy.listings import match_action
from keypost.policy.reasons import Outcome, Reason
from keypost.policy.validity.defect import Problem
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim an explicit deny of a service's call."""
    decision = fault.call.decision
    if decision.outcome is not Outcome.EXPLICIT_DENY or not fault.by_service:
        return None
    return Claim(
        message=_MESSAGE.fill(callers=quote(fault.callers), sid=name_statement(decision.sid, decision.statement)),
        origin=decision.origin,
        related=_negated_tests(fault),
        fixes=(_CARVE_OUT,),
    )


def _negated_tests(fault: Fault) -> tuple[Related, ...]:
    """Name the tests that hold only because a service call lacks the key that they look at."""
    steps = fault.call.decision.trace
    held = (step for step in steps if step.reason is Reason.KEY_ABSENT_SO_NEGATED_HOLDS and step.key)
    return tuple(Related(_NEGATED.fill(key=step.key, operator=step.operator), step.origin) for step in held)


def survey(survey: Survey) -> Iterator[Claim]:
    """Claim each Deny that would hit every service, on a key, topic or queue that no delivery of the input meets yet."""
    met = {(one.stack, one.id) for delivery in survey.deliveries for one in (delivery.target, delivery.key) if one}
    for estate in survey.estates:
        for owner in estate.resources:
            action = _USED_BY_SERVICES.get(owner.kind)
            if action is not None and isinstance(owner.policy, Policy) and (owner.stack, owner.id) not in met:
                yield from (
                    _claim_latent(owner, one)
                    for one in owner.policy.statements
                    if _hits_every_service(one, action=action)
                )


def _hits_every_service(statement: Statement, *, action: str) -> bool:
    """Tell whether a Deny for everyone rests on tests alone that hold for a service because its calls lack the key."""
    listing, conditions = statement.principals, statement.conditions
    if statement.effect is not Effect.DENY or listing is None or listing.negated or statement.unread or not conditions:
        return False
    if not listing.has_everyone or not match_action(statement.actions, action=action):
        return False
    return all(_holds_without_key(one) and one.key.lower() in _NOT_OF_SERVICES for one in conditions)


def _holds_without_key(condition: Condition) -> bool:
    known = OPERATORS.get(condition.operator)
    return known is not None and known.negated and condition.quantifier is Quantifier.NONE


def _claim_latent(owner: Resource, statement: Statement) -> Claim:
    return Claim(
        message=_LATENT.fill(sid=name_statement(statement.sid, statement.number), owner=owner.id),
        origin=statement.origin,
        subject=f"{owner.id}:{statement.number}",
        resource=owner,
        fixes=(_CARVE_OUT,),
        severity=Severity.NOTE,
    )


_USED_BY_SERVICES = {
    Kind.KEY: "kms:Decrypt",
    Kind.REPLICA_KEY: "kms:Decrypt",
    Kind.TOPIC: "sns:Publish",
    Kind.QUEUE: "sqs:SendMessage",
}
# Calls of services carry none of these (IAM User Guide, global condition keys), or never a value of a customer.
_NOT_OF_SERVICES = frozenset(
    (
        "aws:principalarn",
        "aws:principalaccount",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourcevpc",
        "aws:sourcevpce",
    )
)
_LATENT = Text(
    en="The Deny statement `{sid}` of `{owner}` hits every AWS service that calls as itself. No delivery of the input meets it; the first "
    "that does will fail.",
    ja="`{owner}` の Deny ステートメント `{sid}` は、自身として呼び出すすべての AWS サービスに適用されます。入力の中に該当する配信はありませんが、"
    "追加すると失敗します。",
)
_MESSAGE = Text(
    en="The Deny statement `{sid}` also hits {callers}: a service calling as itself is nobody that the statement's "
    "exceptions name.",
    ja="Deny ステートメント `{sid}` は {callers} にも適用されます。自身として呼び出すサービスは、ステートメントの例外の"
    "どれにも当てはまりません。",
)
_NEGATED = Text(
    en="`{operator}` on `{key}` holds for a service, whose calls carry no such value.",
    ja="サービスの呼び出しには `{key}` の値がないため、`{operator}` は真になります。",
)
_CARVE_OUT_WORDS = Text(
    en='Keep the Deny and add to its Condition: "BoolIfExists": {{"aws:PrincipalIsAWSService": "false"}}',
    ja='Deny は残し、Condition に次を追加してください: "BoolIfExists": {{"aws:PrincipalIsAWSService": "false"}}',
)
_CARVE_OUT = _CARVE_OUT_WORDS.fill()
_WORDS = {
    Problem.SERVICE_DENIED: Words(
        Text(
            en="this Deny also hits `{subject}`, which statement `#{allowing}` allows: a service calling as itself is nobody "
            "that the Deny's exceptions name.",
            ja="この Deny は、ステートメント `#{allowing}` が許可する `{subject}` にも適用されます。自身として呼び出すサービスは、"
            "Deny の例外のどれにも当てはまりません。",
        ),
        fix=_CARVE_OUT_WORDS,
    ),
}

RULE = Rule(
    id="deny-hits-service",
    severity=Severity.ERROR,
    title=Text(en="Explicit deny hits a service", ja="明示的な Deny がサービスに適用される"),
    why=Text(
        en="An explicit Deny beats every Allow and every grant. A service principal has no `aws:PrincipalArn`, "
        "organization, VPC endpoint or account of yours, so a negated test on one of these holds for it.",
        ja="明示的な Deny はあらゆる Allow とグラントに優先します。サービスプリンシパルには `aws:PrincipalArn` も組織も VPC "
        "エンドポイントも自社アカウントもないため、それらに対する否定条件は真になります。",
    ),
    remedy=Text(
        en="Limit the Deny to callers that are no AWS service: `BoolIfExists aws:PrincipalIsAWSService false`.",
        ja="Deny の対象を AWS サービス以外に限定してください: `BoolIfExists aws:PrincipalIsAWSService false`。",
    ),
    claims=claim,
    surveys=survey,
    words=_WORDS,
)

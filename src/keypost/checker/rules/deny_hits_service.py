"""A Deny that was meant for people also hits the service that delivers."""

from keypost.checker.rule import Claim, Fault, Rule, Words, name_statement
from keypost.checker.verdict import Related, Severity
from keypost.policy.reasons import Outcome, Reason
from keypost.policy.validity.defect import Problem
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim an explicit deny of a service's call."""
    decision = fault.call.decision
    if decision.outcome is not Outcome.EXPLICIT_DENY or not fault.by_service:
        return None
    return Claim(
        message=_MESSAGE.fill(caller=fault.caller, sid=name_statement(decision.sid, decision.statement)),
        origin=decision.origin,
        related=_negated_tests(fault),
        fixes=(_CARVE_OUT,),
    )


def _negated_tests(fault: Fault) -> tuple[Related, ...]:
    """Name the tests that hold only because a service call lacks the key that they look at."""
    steps = fault.call.decision.trace
    held = (step for step in steps if step.reason is Reason.KEY_ABSENT_SO_NEGATED_HOLDS and step.key)
    return tuple(Related(_NEGATED.fill(key=step.key, operator=step.operator), step.origin) for step in held)


_MESSAGE = Text(
    en="The Deny statement `{sid}` also hits `{caller}`: a service calling as itself is nobody that the statement's "
    "exceptions name.",
    ja="Deny ステートメント `{sid}` は `{caller}` にも適用されます。自身として呼び出すサービスは、ステートメントの例外の"
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
    words=_WORDS,
)

"""A Deny hits the role that sends or reads."""

from keypost.checker.rule import Claim, Fault, Rule, name_statement, quote
from keypost.checker.verdict import Severity
from keypost.policy.reasons import Outcome
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim an explicit deny of a role's or user's call."""
    decision = fault.call.decision
    if decision.outcome is not Outcome.EXPLICIT_DENY or fault.by_service:
        return None
    sid = name_statement(decision.sid, decision.statement)
    return Claim(message=_MESSAGE.fill(callers=quote(fault.callers), sid=sid), origin=decision.origin, fixes=(_FIX,))


_MESSAGE = Text(
    en="The Deny statement `{sid}` hits {callers}.",
    ja="Deny ステートメント `{sid}` が {callers} に適用されます。",
)
_FIX = Text(
    en="Except this principal in the statement, or narrow the statement's actions or resources.",
    ja="ステートメントの例外にこのプリンシパルを加えるか、アクションまたはリソースを絞り込んでください。",
)

RULE = Rule(
    id="deny-hits-role",
    severity=Severity.ERROR,
    title=Text(en="Explicit deny hits a role", ja="明示的な Deny がロールに適用される"),
    why=Text(
        en="An explicit Deny, in any policy that speaks about the request, beats every Allow.",
        ja="リクエストに関わるどのポリシーの明示的な Deny も、すべての Allow に優先します。",
    ),
    remedy=Text(
        en="Except the role in the Deny, or limit the Deny to what it is meant for.",
        ja="Deny の例外にロールを加えるか、Deny を本来の対象に限定してください。",
    ),
    claims=claim,
)

"""The service is allowed under a condition on a key that its call doesn't carry."""

from keypost.checker.rule import Claim, Fault, Rule, Words, name_statement, quote
from keypost.checker.verdict import Severity
from keypost.policy.reasons import Element, Reason
from keypost.policy.validity.defect import Problem
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim an implicit deny where the nearest Allow fails on an absent condition key.

    A statement for everyone needs its condition (the default topic policy: `AWS:SourceOwner`): there the caller lacks a
    statement of its own.
    """
    step = fault.nearest(Element.CONDITION)
    if step is None or step.reason is not Reason.KEY_ABSENT or fault.is_for_everyone(step):
        return None
    sid = name_statement(step.sid, step.statement)
    return Claim(
        message=_MESSAGE.fill(sid=sid, caller=fault.caller, key=step.key, actions=quote(fault.actions)),
        origin=step.origin,
        subject=fault.caller,
        fixes=(_FIX.fill(key=step.key, sid=sid),),
    )


_MESSAGE = Text(
    en="Statement `{sid}` allows `{caller}` only where the request carries `{key}`. On this delivery {actions} carries no "
    "such key, so the statement never applies.",
    ja="ステートメント `{sid}` は、リクエストに `{key}` がある場合だけ `{caller}` を許可します。この配信の {actions} には"
    "このキーが含まれないため、ステートメントは適用されません。",
)
_FIX = Text(
    en="Remove the condition on `{key}` from statement `{sid}` (what this path does carry: `keypost paths`).",
    ja="ステートメント `{sid}` から `{key}` の条件を削除してください (この経路で送られるキーは `keypost paths` で確認できます)。",
)
_REMOVE = Text(
    en="Remove the condition on `{subject}`, or move it to a statement for callers that send the key.",
    ja="`{subject}` の条件を削除するか、このキーを送る呼び出し元のステートメントに移してください。",
)
_WORDS = {
    Problem.KEY_NOT_OF_SERVICES: Words(
        Text(
            en="it allows {callers} only where the request carries `{subject}`; calls that a service makes as itself don't.",
            ja="{callers} を、リクエストに `{subject}` がある場合だけ許可しています。サービス自身の呼び出しにこのキーは含まれません。",
        ),
        fix=_REMOVE,
    ),
    Problem.KEY_ONLY_OF_SERVICES: Words(
        Text(
            en="it allows {callers} only where the request carries `{subject}`; only calls that a service makes as itself do.",
            ja="{callers} を、リクエストに `{subject}` がある場合だけ許可しています。このキーが含まれるのはサービス自身の呼び出しだけです。",
        ),
        fix=_REMOVE,
    ),
    Problem.KEY_NOT_OF_ACTION: Words(
        Text(
            en="calls of {actions} never carry `{subject}`, so the condition is never met.",
            ja="{actions} の呼び出しに `{subject}` は含まれないため、条件が成立しません。",
        ),
        fix=_REMOVE,
    ),
    Problem.KEY_NOT_OF_DELIVERY: Words(
        Text(
            en="on deliveries of the kind {paths} the calls of {callers} don't carry `{subject}`, so the statement doesn't let them through.",
            ja="{paths} の配信では、{callers} の呼び出しに `{subject}` が含まれないため、このステートメントでは許可されません。",
        ),
        fix=_REMOVE,
    ),
    Problem.KEY_NOT_OF_SOME_DELIVERIES: Words(
        Text(
            en="the condition on `{subject}` suits deliveries of the kind {others}, not {paths}: there the calls of {callers} don't carry it.",
            ja="`{subject}` の条件は {others} の配信には適していますが、{paths} には適しません。後者では {callers} の呼び出しにこのキーが含まれません。",
        ),
        fix=Text(
            en="If the key also serves {paths}, allow {callers} in a statement without the condition; else leave it.",
            ja="{paths} にもこのキーを使う場合は、この条件のないステートメントで {callers} を許可してください。使わない場合はこのままで問題ありません。",
        ),
    ),
}

RULE = Rule(
    id="condition-key-never-sent",
    severity=Severity.ERROR,
    title=Text(en="Condition on a key that is never sent", ja="送られない条件キーに対する条件"),
    why=Text(
        en="A condition with a positive operator doesn't hold where the request lacks the key. Hardening that the service "
        "doesn't support turns the statement into a dead one.",
        ja="肯定演算子の条件は、リクエストにキーがなければ成立しません。サービスが対応していない条件を加えると、"
        "そのステートメントは機能しなくなります。",
    ),
    remedy=Text(
        en="Use only the condition keys that AWS documents for this delivery.",
        ja="この配信について AWS が文書化している条件キーだけを使用してください。",
    ),
    claims=claim,
    words=_WORDS,
)

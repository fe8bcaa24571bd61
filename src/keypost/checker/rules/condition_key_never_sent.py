"""The service is allowed under a condition on a key that its call doesn't carry."""

from keypost.catalogue.declare import Evidence, Sent
from keypost.checker.rule import Claim, Fault, Rule, Survey, Words, name_statement, quote
from keypost.checker.verdict import Severity, Verdict
from keypost.named import Iterator
from keypost.policy.decision import Step
from keypost.policy.document import Policy
from keypost.policy.reasons import Element, Outcome, Reason
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
    message = _DESCRIBES if _says_no_context(fault, key=step.key or "") else _MESSAGE
    return Claim(
        message=message.fill(sid=sid, caller=fault.caller, key=step.key, actions=quote(fault.actions)),
        origin=step.origin,
        subject=fault.caller,
        about=step.key or "",
        fixes=(_FIX.fill(key=step.key, sid=sid), *_name_context(fault, key=step.key or "")),
    )


def _name_context(fault: Fault, *, key: str) -> Iterator[Text]:
    """Yield the name that the pair of the encryption context has, where the condition tests another one."""
    if fault.call.call.action not in _WITHOUT_CONTEXT and key.lower().startswith(_CONTEXT):
        for name in fault.call.call.context:
            sent = fault.call.call.context[name]
            if name.lower().startswith(_CONTEXT) and isinstance(sent, Sent):
                yield (_CONTEXT_MAY_BE if sent.evidence is Evidence.INFERRED else _CONTEXT_IS).fill(name=name)


def _says_no_context(fault: Fault, *, key: str) -> bool:
    return fault.call.call.action in _WITHOUT_CONTEXT and key.lower().startswith(_CONTEXT)


def survey(survey: Survey) -> Iterator[Claim]:
    """Claim kms:DescribeKey by name beside a test of the encryption context, which fails no delivery by itself."""
    for delivery in survey.deliveries:
        for call in delivery.calls:
            is_denied = call.verdict is not Verdict.FAILS and call.decision.outcome is Outcome.IMPLICIT_DENY
            if is_denied and call.call.action in _WITHOUT_CONTEXT and delivery.key is not None:
                fault = Fault(delivery, call)
                step = fault.nearest(Element.CONDITION)
                if step is not None and _says_no_context(fault, key=step.key or "") and _names(fault, step):
                    found = claim(fault)
                    yield from () if found is None else (found._replace(severity=Severity.NOTE, resource=delivery.key),)


def _names(fault: Fault, step: Step) -> bool:
    """Tell whether the statement lists the action itself; `kms:Describe*` comes along in AWS's own examples."""
    policy = fault.delivery.key.policy if fault.delivery.key is not None else None
    actions = policy.statements[step.statement].actions if isinstance(policy, Policy) else None
    return actions is not None and fault.call.call.action in actions.values


_CONTEXT = "kms:encryptioncontext:"
# These carry no encryption context at all (KMS Developer Guide, least-privilege permissions, and kms:EncryptionContext).
_WITHOUT_CONTEXT = frozenset({"kms:DescribeKey"})
_CONTEXT_MAY_BE = Text(
    en="Or test `{name}`, which public policies use here; AWS documents no encryption context for this delivery.",
    ja="または、公開されているポリシーで使われている `{name}` を条件にしてください (この配信の暗号化コンテキストは AWS の文書にありません)。",
)
_CONTEXT_IS = Text(
    en="Or test `{name}`: that is the encryption context of this delivery.",
    ja="または、この配信の暗号化コンテキストである `{name}` を条件にしてください。",
)


_MESSAGE = Text(
    en="Statement `{sid}` allows `{caller}` only where the request carries `{key}`. On this delivery {actions} carries no "
    "such key, so the statement never applies.",
    ja="ステートメント `{sid}` は、リクエストに `{key}` がある場合だけ `{caller}` を許可します。この配信の {actions} には"
    "このキーが含まれないため、ステートメントは適用されません。",
)
_DESCRIBES = Text(
    en="Statement `{sid}` allows `{caller}` {actions} only where the request carries `{key}`. {actions} has no encryption context, so "
    "beside this condition it is never allowed.",
    ja="ステートメント `{sid}` は、リクエストに `{key}` がある場合だけ `{caller}` に {actions} を許可します。{actions} には暗号化コンテキストがないため、"
    "この条件の下では許可されません。",
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
    surveys=survey,
    words=_WORDS,
)

"""The key policy names the service, but not the actions that the delivery needs."""

from keypost.checker.remedies import add_statement
from keypost.checker.rule import Claim, Fault, Rule, name_statement, quote
from keypost.checker.verdict import Severity
from keypost.policy.reasons import Element
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim a service's implicit deny where an Allow names it and fails on the action."""
    step = fault.nearest(Element.ACTION) or fault.nearest(Element.NOT_ACTION)
    if not (fault.on_key and fault.by_service) or step is None:
        return None
    actions = quote(fault.actions)
    sid = name_statement(step.sid, step.statement)
    return Claim(
        message=_MESSAGE.fill(sid=sid, caller=fault.caller, actions=actions, key=fault.key_name),
        origin=step.origin,
        subject=fault.caller,
        fixes=(add_statement(fault),),
    )


_MESSAGE = Text(
    en="The key policy of `{key}` names `{caller}` (statement `{sid}`), but doesn't allow it {actions}.",
    ja="`{key}` のキーポリシーは `{caller}` を指定していますが (ステートメント `{sid}`)、{actions} を許可していません。",
)

RULE = Rule(
    id="key-policy-omits-action",
    severity=Severity.ERROR,
    title=Text(en="Key policy omits an action", ja="キーポリシーに必要なアクションがない"),
    why=Text(
        en="Putting something into an encrypted resource needs a data key: `kms:GenerateDataKey`, and mostly "
        "`kms:Decrypt`. `kms:Encrypt` doesn't stand in for them.",
        ja="暗号化されたリソースへの配信にはデータキーが必要です。つまり `kms:GenerateDataKey` と、多くの場合 `kms:Decrypt` "
        "が要ります。`kms:Encrypt` では代わりになりません。",
    ),
    remedy=Text(
        en="Add the missing actions to the statement.", ja="不足しているアクションをステートメントに追加してください。"
    ),
    claims=claim,
)

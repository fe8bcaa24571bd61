"""A role's IAM permission on the key has no effect: the key policy doesn't delegate to its account."""

from keypost.checker.rule import Claim, Fault, Rule, quote
from keypost.checker.verdict import Severity
from keypost.policy.reasons import Reason
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim a role's implicit deny on a key whose policy enables no IAM policy for the call."""
    if not fault.on_key or fault.call.decision.reason is not Reason.NO_DELEGATION_TO_ACCOUNT:
        return None
    return Claim(
        message=_MESSAGE.fill(key=fault.key_name, caller=fault.caller, actions=quote(fault.actions)),
        origin=fault.policy_origin,
        subject=fault.caller,
        fixes=(_FIX.fill(caller=fault.caller, actions=quote(fault.advised_actions)),),
    )


_MESSAGE = Text(
    en="The key policy of `{key}` neither names `{caller}` nor delegates {actions} to its account, so IAM policies have no "
    "effect on this key.",
    ja="`{key}` のキーポリシーは `{caller}` を指定しておらず、{actions} をアカウントに委任してもいないため、IAM ポリシーは"
    "このキーに対して効力を持ちません。",
)
_FIX = Text(
    en="Allow `{caller}` {actions} in the key policy, or add the statement for the account (`:root`) that enables IAM policies.",
    ja="キーポリシーで `{caller}` に {actions} を許可するか、IAM ポリシーを有効にするアカウント (`:root`) のステートメントを"
    "追加してください。",
)

RULE = Rule(
    id="key-policy-without-delegation",
    severity=Severity.ERROR,
    title=Text(en="Key policy without delegation to IAM", ja="キーポリシーに IAM への委任がない"),
    why=Text(
        en="Key policies are the exception to 'identity or resource policy suffices': an IAM policy opens a key only where the "
        "key policy delegates the action to the account.",
        ja="キーポリシーは「ID ベースまたはリソースベースのどちらかで足りる」という原則の例外です。IAM ポリシーが有効になる"
        "のは、キーポリシーがそのアクションをアカウントに委任している場合だけです。",
    ),
    remedy=Text(
        en="Name the role in the key policy, or let the key policy delegate to the account.",
        ja="キーポリシーでロールを指定するか、アカウントに委任してください。",
    ),
    claims=claim,
)

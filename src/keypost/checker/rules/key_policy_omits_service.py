"""No statement of the key policy lets the service in."""

from keypost.checker.remedies import add_statement
from keypost.checker.rule import Claim, Fault, Rule, quote
from keypost.checker.verdict import Severity
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim a service's implicit deny on a customer managed key."""
    if not (fault.on_key and fault.by_service):
        return None
    return Claim(
        message=_MESSAGE.fill(key=fault.key_name, caller=fault.caller, actions=quote(fault.actions)),
        origin=fault.policy_origin,
        subject=fault.caller,
        fixes=(add_statement(fault),),
    )


_MESSAGE = Text(
    en="No statement of the key policy of `{key}` allows `{caller}` {actions}. A statement for the account "
    "(`:root`) delegates to IAM policies; it lets no service in.",
    ja="`{key}` のキーポリシーには `{caller}` に {actions} を許可するステートメントがありません。アカウント (`:root`) への"
    "許可は IAM ポリシーへの委任であり、サービスは対象になりません。",
)

RULE = Rule(
    id="key-policy-omits-service",
    severity=Severity.ERROR,
    title=Text(en="Key policy omits the service", ja="キーポリシーにサービスの許可がない"),
    why=Text(
        en="A service that calls as itself has no IAM policies. Only a statement of the key policy that names it, or a grant, "
        "lets it use the key.",
        ja="自身として呼び出すサービスには IAM ポリシーがありません。そのサービスを指定したキーポリシーのステートメントか"
        "グラントだけが、キーの使用を許可します。",
    ),
    remedy=Text(
        en="Add a statement for the service principal with the actions that the delivery needs.",
        ja="配信に必要なアクションをサービスプリンシパルに許可するステートメントを追加してください。",
    ),
    claims=claim,
)

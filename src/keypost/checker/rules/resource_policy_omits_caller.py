"""The policy of the target (a function, a vault, a bus ...) doesn't let the service in."""

from keypost.checker.omissions import claim_omission
from keypost.checker.rule import Claim, Fault, Rule
from keypost.checker.verdict import Severity
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim any other implicit deny of a service's call on the target."""
    return claim_omission(fault, message=_MESSAGE)


_MESSAGE = Text(
    en="No statement of the resource policy of `{target}` allows `{caller}` {actions}.",
    ja="`{target}` のリソースポリシーには `{caller}` に {actions} を許可するステートメントがありません。",
)

RULE = Rule(
    id="resource-policy-omits-caller",
    severity=Severity.ERROR,
    title=Text(en="Resource policy omits the caller", ja="リソースポリシーに呼び出し元の許可がない"),
    why=Text(
        en="A service that calls as itself is allowed only by the policy of the resource that it calls.",
        ja="自身として呼び出すサービスは、呼び出し先リソースのポリシーによってのみ許可されます。",
    ),
    remedy=Text(
        en="Add a statement for the service (for a function: an `AWS::Lambda::Permission`).",
        ja="サービスを許可するステートメントを追加してください (関数の場合は `AWS::Lambda::Permission`)。",
    ),
    claims=claim,
)

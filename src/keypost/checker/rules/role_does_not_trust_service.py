"""The trust policy of the role doesn't let the service assume it, so nothing is sent."""

from keypost.checker.remedies import add_trust
from keypost.checker.rule import Claim, Fault, Rule
from keypost.checker.verdict import Severity
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim any other implicit deny of a service's call to assume the role."""
    role = fault.delivery.role
    if not fault.on_role or role is None:
        return None
    message = _MESSAGE if len({one.delivery.source.id for one in fault.all}) == 1 else _OF_SEVERAL
    return Claim(
        message=message.fill(role=role.id, caller=fault.caller, source=fault.delivery.source.id),
        origin=fault.policy_origin,
        subject=fault.caller,
        fixes=(add_trust(fault),),
    )


_MESSAGE = Text(
    en="The trust policy of `{role}` doesn't let `{caller}` assume it, so nothing that `{source}` sends with this role gets through.",
    ja="`{role}` の信頼ポリシーは `{caller}` によるロールの引き受けを許可していないため、`{source}` がこのロールで行う配信はどれも届きません。",
)
_OF_SEVERAL = Text(
    en="The trust policy of `{role}` doesn't let `{caller}` assume it, so nothing that is sent with this role gets through.",
    ja="`{role}` の信頼ポリシーは `{caller}` によるロールの引き受けを許可していないため、このロールで行う配信はどれも届きません。",
)

RULE = Rule(
    id="role-does-not-trust-service",
    severity=Severity.ERROR,
    title=Text(en="Role doesn't trust the service", ja="ロールがサービスを信頼していない"),
    why=Text(
        en="A service that delivers with a role assumes it first (`sts:AssumeRole`). Only the role's trust policy can let it in; what the role "
        "itself may do doesn't count before.",
        ja="ロールで配信するサービスは、まずそのロールを引き受けます (`sts:AssumeRole`)。それを許可できるのはロールの信頼ポリシーだけで、"
        "ロール自体の権限はその後で初めて評価されます。",
    ),
    remedy=Text(
        en="Name the service in the trust policy (`AssumeRolePolicyDocument`), with `sts:AssumeRole`.",
        ja="信頼ポリシー (`AssumeRolePolicyDocument`) で、そのサービスに `sts:AssumeRole` を許可してください。",
    ),
    claims=claim,
)

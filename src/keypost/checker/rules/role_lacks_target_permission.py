"""A role may not send to, or read from, the target itself."""

from keypost.checker.remedies import add_identity_statement, name_target
from keypost.checker.rule import Claim, Fault, Rule, quote
from keypost.checker.verdict import Severity
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim an implicit deny of a role's call on the target."""
    if fault.on_key or fault.by_service:
        return None
    delivery = fault.delivery
    return Claim(
        message=_MESSAGE.fill(
            role=fault.caller, actions=quote(fault.actions), target=delivery.target.id, source=delivery.source.id
        ),
        origin=delivery.source.origin,
        subject=fault.caller,
        about=delivery.target.id,
        fixes=(add_identity_statement(fault, resources=name_target(fault)),),
    )


_MESSAGE = Text(
    en="`{role}`, as which `{source}` works, may not {actions} on `{target}`.",
    ja="`{source}` が使用するロール `{role}` には、`{target}` に対する {actions} の権限がありません。",
)

RULE = Rule(
    id="role-lacks-target-permission",
    severity=Severity.ERROR,
    title=Text(en="Role lacks permission on the target", ja="ロールに配信先の権限がない"),
    why=Text(
        en="The delivery is made as a role, and neither the role's policies nor the target's policy allow the call.",
        ja="この配信はロールとして行われますが、ロールのポリシーも配信先のポリシーも呼び出しを許可していません。",
    ),
    remedy=Text(en="Allow the action in a policy of the role.", ja="ロールのポリシーでアクションを許可してください。"),
    claims=claim,
)

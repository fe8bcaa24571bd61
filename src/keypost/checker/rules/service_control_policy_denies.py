"""A service control policy of the organization stops the role that sends or reads."""

from keypost.checker.rule import Claim, Fault, Rule, Words, claim_denial_from_above
from keypost.checker.verdict import Severity
from keypost.policy.reasons import PolicyKind
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim what an SCP denies, or no SCP of a level allows."""
    if fault.call.decision.decided_by is not PolicyKind.SERVICE_CONTROL:
        return None
    return claim_denial_from_above(fault, denies=_DENIES, omits=_OMITS)


_DENIES = Words(
    Text(
        en="The service control policy `{policy}`, attached to `{target}`, denies `{caller}` {actions} (statement `{sid}`).",
        ja="`{target}` にアタッチされたサービスコントロールポリシー `{policy}` が、`{caller}` の {actions} を拒否しています (ステートメント `{sid}`)。",
    ),
    Text(
        en="In the management account, except this role in the statement (`ArnNotLike` on `aws:PrincipalArn`), or narrow its actions, resources or Regions.",
        ja="管理アカウントで、ステートメントの例外にこのロールを加える (`aws:PrincipalArn` に対する `ArnNotLike`) か、アクション、リソース、リージョンを絞り込んでください。",
    ),
)
_OMITS = Words(
    Text(
        en="No service control policy attached to `{target}` allows {actions}, so nobody in the account may call it.",
        ja="`{target}` にアタッチされたサービスコントロールポリシーのいずれも {actions} を許可していないため、アカウント内の誰も呼び出せません。",
    ),
    Text(
        en="In the management account, add {actions} to the allow list at `{target}`; it has to be allowed at every level above the account.",
        ja="管理アカウントで `{target}` の許可リストに {actions} を加えてください。アカウントより上のすべての階層で許可が必要です。",
    ),
)

RULE = Rule(
    id="service-control-policy-denies",
    severity=Severity.ERROR,
    title=Text(en="Service control policy denies", ja="サービスコントロールポリシーによる拒否"),
    why=Text(
        en="An SCP limits what the users and roles of an account may do, whatever their own policies and the resource's allow. AWS services that call as "
        "themselves and service-linked roles aren't limited by it.",
        ja="SCP は、本人のポリシーやリソースのポリシーにかかわらず、アカウントのユーザーとロールの操作を制限します。自身として呼び出す AWS サービスとサービスリンクロールは"
        "制限を受けません。",
    ),
    remedy=Text(
        en="Change the policy in the organization's management account: except the role, or allow the action at every level.",
        ja="組織の管理アカウントでポリシーを変更し、ロールを例外に加えるか、すべての階層でアクションを許可してください。",
    ),
    claims=claim,
)

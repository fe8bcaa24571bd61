"""A resource control policy of the organization stops the delivery."""

from keypost.checker.rule import Claim, Fault, Rule, Words, claim_denial_from_above
from keypost.checker.verdict import Severity
from keypost.policy.reasons import PolicyKind
from keypost.text import Text


def claim(fault: Fault) -> Claim | None:
    """Claim what an RCP denies, or no RCP of a level allows."""
    if fault.call.decision.decided_by is not PolicyKind.RESOURCE_CONTROL:
        return None
    return claim_denial_from_above(fault, denies=_DENIES_SERVICE if fault.by_service else _DENIES, omits=_OMITS)


_DENIES_TEXT = Text(
    en="The resource control policy `{policy}`, attached to `{target}`, denies `{caller}` {actions} (statement `{sid}`).",
    ja="`{target}` にアタッチされたリソースコントロールポリシー `{policy}` が、`{caller}` の {actions} を拒否しています (ステートメント `{sid}`)。",
)
# AWS's own form: github.com/aws-samples/data-perimeter-policy-examples, EnforceConfusedDeputyProtection.
_DENIES_SERVICE = Words(
    _DENIES_TEXT,
    Text(
        en="In the management account, let the Deny spare services that work for your organization, as AWS's examples do: `StringNotEqualsIfExists` on "
        "`aws:SourceOrgID`, together with `Null` `aws:SourceAccount` `false` and `Bool` `aws:PrincipalIsAWSService` `true`.",
        ja="管理アカウントで、組織のために動作するサービスを Deny の対象から外してください。AWS の例では `aws:SourceOrgID` に対する `StringNotEqualsIfExists` に、"
        "`Null` `aws:SourceAccount` `false` と `Bool` `aws:PrincipalIsAWSService` `true` を組み合わせています。",
    ),
)
_DENIES = Words(
    _DENIES_TEXT,
    Text(
        en="In the management account, except this principal in the statement (`ArnNotLike` on `aws:PrincipalArn`), or narrow what it denies.",
        ja="管理アカウントで、ステートメントの例外にこのプリンシパルを加える (`aws:PrincipalArn` に対する `ArnNotLike`) か、拒否の範囲を絞り込んでください。",
    ),
)
_OMITS = Words(
    Text(
        en="No resource control policy attached to `{target}` allows {actions}.",
        ja="`{target}` にアタッチされたリソースコントロールポリシーのいずれも {actions} を許可していません。",
    ),
    Text(
        en="AWS attaches `RCPFullAWSAccess` everywhere: look for it at `{target}` in the management account.",
        ja="AWS は `RCPFullAWSAccess` をすべての階層にアタッチします。管理アカウントで `{target}` へのアタッチを確認してください。",
    ),
)

RULE = Rule(
    id="resource-control-policy-denies",
    severity=Severity.ERROR,
    title=Text(en="Resource control policy denies", ja="リソースコントロールポリシーによる拒否"),
    why=Text(
        en="An RCP limits what anybody may do to the resources of an account, AWS services that call as themselves too. No policy inside the account can "
        "allow what it denies.",
        ja="RCP は、アカウントのリソースに対して誰が何をできるかを制限します。自身として呼び出す AWS サービスにも適用され、アカウント内のポリシーでは許可できません。",
    ),
    remedy=Text(
        en="Change the policy in the organization's management account: spare the services or roles that it wasn't meant for.",
        ja="組織の管理アカウントでポリシーを変更し、本来の対象ではないサービスやロールを除外してください。",
    ),
    claims=claim,
)

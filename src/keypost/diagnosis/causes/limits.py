"""Causes above the account and around the caller: control policies, boundaries, session and endpoint policies."""

from keypost.diagnosis.causes.declare import Cause, Look
from keypost.text import Text

_SAME_CALL = Text(
    en="The same call by the same principal succeeds.",
    ja="同じプリンシパルによる同じ呼び出しが成功することを確認してください。",
)

CAUSES = (
    Cause(
        id="service-control-policy-denies",
        title=Text(en="A service control policy denies", ja="サービスコントロールポリシー (SCP) が拒否している"),
        look=Look(
            Text(
                en="the control policies above the account (from the management account)",
                ja="アカウントに適用される SCP (管理アカウントで確認)",
            ),
            "aws organizations list-policies-for-target --target-id {account} --filter SERVICE_CONTROL_POLICY",
            Text(
                en="a Deny for `{action}`, or a level of which no policy allows it; look at the units above too",
                ja="`{action}` への Deny、または許可するポリシーのない階層。上位の OU も確認してください",
            ),
        ),
        repair=Text(
            en="Exempt the principal in the control policy (`aws:PrincipalArn`), or do it from where it isn't forbidden.",
            ja="SCP でそのプリンシパルを除外するか (`aws:PrincipalArn`)、禁止されていない場所で実行してください。",
        ),
        verify=_SAME_CALL,
    ),
    Cause(
        id="resource-control-policy-denies",
        title=Text(en="A resource control policy denies", ja="リソースコントロールポリシー (RCP) が拒否している"),
        look=Look(
            Text(en="the resource control policies above the key's account", ja="キーのアカウントに適用される RCP"),
            "aws organizations list-policies-for-target --target-id {key_account} --filter RESOURCE_CONTROL_POLICY",
            Text(en="a Deny that fits the call", ja="この呼び出しに当てはまる Deny"),
        ),
        repair=Text(
            en="Exempt the caller there, services with `aws:PrincipalIsAWSService`.",
            ja="RCP で呼び出し元を除外してください (サービスは `aws:PrincipalIsAWSService`)。",
        ),
        verify=_SAME_CALL,
    ),
    Cause(
        id="permissions-boundary-omits-action",
        title=Text(en="The permissions boundary leaves it out", ja="アクセス許可の境界が許可していない"),
        look=Look(
            Text(en="the caller's permissions boundary", ja="呼び出し元のアクセス許可の境界"),
            "aws iam get-role --role-name {role_name} --query Role.PermissionsBoundary",
            Text(en="a boundary that doesn't allow `{action}`", ja="`{action}` を許可していない境界"),
        ),
        repair=Text(
            en="Allow `{action}` in the boundary too, or use a role without it.",
            ja="境界でも `{action}` を許可するか、境界のないロールを使ってください。",
        ),
        verify=_SAME_CALL,
        source="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    ),
    Cause(
        id="session-policy-omits-action",
        title=Text(en="The session policy leaves it out", ja="セッションポリシーが許可していない"),
        look=Look(
            Text(en="how the role was assumed", ja="ロールの引き受け方"),
            "aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=AssumeRole",
            Text(
                en="a `policy` or `policyArns` among the request parameters",
                ja="リクエストパラメータの `policy` または `policyArns`",
            ),
        ),
        repair=Text(
            en="Assume the role without that session policy, or with one that allows `{action}`.",
            ja="セッションポリシーなしで、または `{action}` を許可するものを渡してロールを引き受けてください。",
        ),
        verify=_SAME_CALL,
        source="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html",
    ),
    Cause(
        id="vpc-endpoint-policy-omits-call",
        title=Text(en="The VPC endpoint's policy leaves it out", ja="VPC エンドポイントのポリシーが許可していない"),
        look=Look(
            Text(en="the policy of the VPC endpoint", ja="VPC エンドポイントのポリシー"),
            "aws ec2 describe-vpc-endpoints --region {region} --query 'VpcEndpoints[].[ServiceName,PolicyDocument]'",
            Text(
                en="a policy that doesn't allow `{action}` for this principal",
                ja="このプリンシパルに `{action}` を許可していないポリシー",
            ),
        ),
        repair=Text(
            en="Allow the call in the endpoint's policy.", ja="エンドポイントのポリシーで呼び出しを許可してください。"
        ),
        verify=_SAME_CALL,
        source="https://docs.aws.amazon.com/kms/latest/developerguide/vpce-connect.html",
    ),
)

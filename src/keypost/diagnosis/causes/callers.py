"""Causes that stand in the caller's own policies, and failures that no key is part of."""

from keypost.diagnosis.causes.declare import Cause, Look
from keypost.text import Text

CAUSES = (
    Cause(
        id="role-lacks-key-permission",
        title=Text(en="The caller's own policies lack the key permission", ja="呼び出し元のポリシーにキーの権限がない"),
        look=Look(
            Text(en="what the caller's policies allow on the key", ja="呼び出し元のポリシーがキーに許可する内容"),
            "aws iam simulate-principal-policy --policy-source-arn {role} --action-names {action} --resource-arns {key}",
            Text(
                en="`implicitDeny` for `{action}` (the simulation doesn't look at the key policy)",
                ja="`{action}` が `implicitDeny` (このシミュレーションはキーポリシーを評価しません)",
            ),
        ),
        repair=Text(
            en="Allow `{action}` on the key in a policy of the role or user: producers need `kms:GenerateDataKey` and `kms:Decrypt`, "
            "readers `kms:Decrypt`.",
            ja="ロールまたはユーザーのポリシーで、このキーへの `{action}` を許可してください。書き込み側には `kms:GenerateDataKey` と `kms:Decrypt`、読み取り側には `kms:Decrypt` が必要です。",
        ),
        verify=Text(
            en="The same call by the same principal succeeds.",
            ja="同じプリンシパルによる同じ呼び出しが成功することを確認してください。",
        ),
    ),
    Cause(
        id="not-a-key-problem",
        title=Text(en="No key is the problem", ja="キーの問題ではない"),
        look=Look(
            Text(en="the failed call itself", ja="失敗した呼び出し"),
            "aws cloudtrail lookup-events --region {region} --lookup-attributes AttributeKey=EventName,AttributeValue={operation}",
            Text(
                en="an `errorCode` of another service than KMS, and no denied KMS event at the same time",
                ja="KMS 以外のサービスの `errorCode` があり、同じ時刻に拒否された KMS のイベントがありません",
            ),
        ),
        repair=Text(
            en="Mend what the text itself names; the key and its policy can stay as they are.",
            ja="エラー文が示している箇所を修正してください。キーとキーポリシーはそのままで構いません。",
        ),
        verify=Text(en="The same operation succeeds.", ja="同じ操作が成功することを確認してください。"),
        source="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
    ),
)

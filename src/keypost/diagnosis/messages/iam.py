"""Denials in IAM's own shape, and what IAM and the policy editors of services refuse."""

from keypost.diagnosis.declare import Message, Symptom
from keypost.text import Text

_DENIED = "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"

MESSAGES = (
    Message(
        id="encoded-authorization-message",
        says=Symptom.UNTELLING,
        texts=("Encoded authorization failure message",),
        meaning=Text(
            en="The reason stands in the encoded message: `aws sts decode-authorization-message` shows it.",
            ja="理由はエンコードされたメッセージの中にあります。`aws sts decode-authorization-message` でデコードできます。",
        ),
        source="https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html",
    ),
    Message(
        id="publish-not-authorized",
        says=Symptom.TOPIC_DENIED,
        texts=(
            "{arn} is not authorized to perform: SNS:Publish on resource",
            "実行する権限がありません: SNS: {arn} で公開",
            "実行する権限がありません: SNS: リソースで公開",
        ),
        meaning=Text(
            en="The topic's policy (or the caller's own) doesn't allow publishing; no key was asked yet.",
            ja="トピックポリシー (または呼び出し元自身のポリシー) が発行を許可していません。キーの確認より前の段階です。",
        ),
        paths=("cloudwatch-alarm-to-sns",),
        source="https://repost.aws/knowledge-center/cloudwatch-receive-sns-for-alarm-trigger",
    ),
    Message(
        id="not-authorized",
        says=Symptom.UNTELLING,
        texts=("is not authorized to perform:", "を実行する権限がありません", "の実行が許可されていません"),
        codes=("AccessDeniedException", "AccessDenied", "UnauthorizedOperation", "AuthorizationError"),
        meaning=Text(
            en="A caller was refused; the action says by whose policies.",
            ja="呼び出し元が拒否されました。どのポリシーによるかは、アクションからわかります。",
        ),
        source=_DENIED,
    ),
    Message(
        id="policy-refused",
        says=Symptom.NOT_A_KEY,
        texts=(
            "Policy contains a statement with one or more invalid principals",
            "Policy contains a statement with no principal",
            "Invalid principal in policy",
            "The new key policy will not allow you to update the key policy in the future",
            "新しいキーポリシーでは、今後キーポリシーを更新",
            "新しいキーポリシーは将来のキーポリシーの更新を許可していません",
        ),
        codes=("MalformedPolicyDocumentException", "MalformedPolicyDocument", "MalformedPolicy"),
        meaning=Text(
            en="AWS refuses the policy document itself, so nothing was tried with any key: a principal that doesn't exist (yet), or a faulty statement.",
            ja="AWS がポリシードキュメント自体を受け付けていません。(まだ) 存在しないプリンシパル、またはステートメントの不備です。キーの使用以前の問題です。",
        ),
        source="https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html",
    ),
)

"""What would settle a verdict or a decision that is open: why it matters, and how to give it to Keypost."""

from keypost.checker.verdict import NeedKind
from keypost.policy.decision import NeedKind as PolicyNeedKind
from keypost.policy.reasons import OpenPoint
from keypost.text import Text
from keypost.unknown import Why

# Why the fact matters; `fact` is its name.
NEEDS = {
    NeedKind.INPUT_VALUE: Text(
        en="the input doesn't give the value of `{fact}`, and a policy decides by it",
        ja="入力に `{fact}` の値がなく、ポリシーの判断がこの値によって変わります",
    ),
    NeedKind.CONDITION: Text(
        en="`{fact}` decides what the templates create, and with it whether the delivery gets through",
        ja="`{fact}` によってテンプレートが作るものが変わり、配信が届くかどうかも変わります",
    ),
    NeedKind.KEY: Text(
        en="it encrypts the delivery, and the input shows neither its key policy nor its state: `{fact}`",
        ja="配信の暗号化に使うキー `{fact}` のキーポリシーと状態が入力に含まれていません",
    ),
    NeedKind.GRANT: Text(
        en="where no policy allows it, a grant on the key `{fact}` may, and templates hold no grants",
        ja="ポリシーで許可されていなくても、キー `{fact}` のグラントで許可されている可能性があります "
        "(グラントはテンプレートに含まれません)",
    ),
    NeedKind.ENCRYPTION: Text(
        en="the input doesn't show whether a KMS key encrypts `{fact}`, and which",
        ja="`{fact}` が KMS キーで暗号化されているかどうか、またどのキーかが入力からはわかりません",
    ),
    NeedKind.TARGET: Text(
        en="the delivery goes to `{fact}`, which the input doesn't settle",
        ja="配信先 `{fact}` が入力からは定まりません",
    ),
    NeedKind.POLICY: Text(
        en="the policy of `{fact}` decides, and the input doesn't hold it",
        ja="`{fact}` のポリシーが判断の決め手ですが、入力に含まれていません",
    ),
    NeedKind.ORGANIZATION: Text(
        en="the account `{fact}` is of an organization, whose policies (SCPs, RCPs) could deny it and couldn't be read",
        ja="アカウント `{fact}` は組織に属しており、組織のポリシー (SCP、RCP) が拒否する可能性がありますが、読み取れませんでした",
    ),
    NeedKind.ROLE: Text(
        en="the policies of the role decide, and the input doesn't show them: `{fact}`",
        ja="ロールのポリシーが判断の決め手ですが、入力に含まれていません: `{fact}`",
    ),
    NeedKind.CONTEXT_KEY: Text(
        en="a condition tests `{fact}`, and AWS doesn't document what the request carries there",
        ja="条件が `{fact}` を調べていますが、リクエストに何が含まれるかを AWS が文書化していません",
    ),
    NeedKind.OPEN_POINT: Text(
        en="AWS documents this point in contradictory ways or not at all: {fact}",
        ja="この点について AWS の文書は矛盾しているか、記載がありません: {fact}",
    ),
    NeedKind.INFERRED_FACT: Text(
        en="that `{fact}` is called here is inferred and not documented, so a failure can't be asserted",
        ja="ここで `{fact}` が呼び出されることは推定であり文書化されていないため、失敗とは断定できません",
    ),
}

# How to give the fact to the program.
ANSWERS = {
    NeedKind.INPUT_VALUE: Text(en="add the input that gives it", ja="値を定めている入力を追加してください"),
    NeedKind.CONDITION: Text(
        en="give it: `--parameter {fact}=VALUE`", ja="値を指定してください: `--parameter {fact}=VALUE`"
    ),
    NeedKind.KEY: Text(
        en="add the template that creates this key, or look at its key policy in the account",
        ja="このキーを作成するテンプレートを入力に追加するか、アカウントでキーポリシーを確認してください",
    ),
    NeedKind.GRANT: Text(
        en="name the caller in the key policy, or look for its grant: `aws kms list-grants --key-id KEY`",
        ja="キーポリシーに呼び出し元を記載するか、`aws kms list-grants --key-id KEY` でグラントを確認してください",
    ),
    NeedKind.ENCRYPTION: Text(
        en="add the template that creates it and its key",
        ja="それとそのキーを作成するテンプレートを入力に追加してください",
    ),
    NeedKind.TARGET: Text(
        en="add the template that creates it",
        ja="それを作成するテンプレートを入力に追加してください",
    ),
    NeedKind.POLICY: Text(
        en="add the template that holds this policy; for a Terraform plan, its folder",
        ja="このポリシーを含むテンプレートを入力に追加してください (Terraform プランの場合は、そのフォルダー)",
    ),
    NeedKind.ORGANIZATION: Text(
        en="add a snapshot taken in the management account, or in a delegated administrator's, of AWS Organizations",
        ja="AWS Organizations の管理アカウントまたは委任管理者アカウントで取得したスナップショットを追加してください",
    ),
    NeedKind.ROLE: Text(
        en="add the template that creates this role",
        ja="このロールを作成するテンプレートを入力に追加してください",
    ),
    NeedKind.CONTEXT_KEY: Text(
        en="avoid the condition, or try it in an account and see whether the delivery arrives: CloudTrail tells an "
        "encryption context, but not `aws:SourceArn` or `aws:SourceAccount`",
        ja="この条件を避けるか、実際のアカウントで試し、届くかどうかを確認してください (CloudTrail でわかるのは"
        "暗号化コンテキストで、`aws:SourceArn` や `aws:SourceAccount` はわかりません)",
    ),
    NeedKind.OPEN_POINT: Text(
        en="word the policy so that it doesn't rest on this, or try it in an account",
        ja="この点に左右されない書き方にするか、実際のアカウントで試してください",
    ),
    NeedKind.INFERRED_FACT: Text(
        en="try it in an account and read the call in CloudTrail",
        ja="実際のアカウントで試して CloudTrail で呼び出しを確認してください",
    ),
}
GIVE_ACCOUNT = Text(
    en="give the account: `--account 111122223333`", ja="アカウントを指定してください: `--account 111122223333`"
)
GIVE_REGION = Text(
    en="give the Region: `--region ap-northeast-1`", ja="リージョンを指定してください: `--region ap-northeast-1`"
)
GIVE_PARAMETER = Text(en="give it: `--parameter {fact}=VALUE`", ja="値を指定してください: `--parameter {fact}=VALUE`")

# For the condition `*`: what is open has too many combinations to look at all of them.
TOO_MANY_CASES = Text(
    en="the inputs leave so much open that not every combination was looked at",
    ja="入力で決まっていない値が多く、すべての組み合わせは調べていません",
)
GIVE_MORE = Text(
    en="give more of the parameters that conditions test: `--parameter NAME=VALUE`",
    ja="条件に使われているパラメータの値を指定してください: `--parameter 名前=値`",
)

# What would settle one request.
POLICY_NEEDS = {
    PolicyNeedKind.CONTEXT_KEY: Text(
        en="what the request carries as `{fact}`", ja="リクエストに含まれる `{fact}` の値"
    ),
    PolicyNeedKind.INPUT_VALUE: Text(en="the value of `{fact}`", ja="`{fact}` の値"),
    PolicyNeedKind.POLICY: Text(en="the policy `{fact}`", ja="ポリシー `{fact}` の内容"),
    PolicyNeedKind.KEY_STATE: Text(en="the state of the key `{fact}`", ja="キー `{fact}` の状態"),
    PolicyNeedKind.GRANTS: Text(en="the grants on the key `{fact}`", ja="キー `{fact}` のグラント"),
    PolicyNeedKind.OPEN_POINT: Text(en="a point that AWS leaves open: {fact}", ja="AWS の文書では定まらない点: {fact}"),
}

UNREAD = {
    Why.NOT_IN_INPUT: Text(en="it is not in the input", ja="入力に含まれていません"),
    Why.UNKNOWN_VALUE: Text(en="its value is only known later", ja="値があとで決まります"),
    Why.ACCESS_DENIED: Text(en="AWS denied reading it", ja="読み取りが AWS に拒否されました"),
    Why.CALL_FAILED: Text(en="the call that tells it failed", ja="それを知るための呼び出しが失敗しました"),
    Why.NOT_SUPPORTED: Text(en="Keypost can't read this form yet", ja="この書き方には Keypost がまだ対応していません"),
    Why.MALFORMED: Text(en="it is malformed", ja="書き方に誤りがあります"),
    Why.AMBIGUOUS: Text(en="several inputs claim it", ja="複数の入力が同じものを定めています"),
}

OPEN_POINTS = {
    OpenPoint.VIA_SERVICE_OF_SERVICE: Text(
        en="whether a call of a service principal carries `kms:ViaService`",
        ja="サービスプリンシパルの呼び出しに `kms:ViaService` が含まれるかどうか",
    ),
    OpenPoint.PRINCIPAL_ARN_OF_SERVICE: Text(
        en="whether a call of a service principal carries `aws:PrincipalArn`",
        ja="サービスプリンシパルの呼び出しに `aws:PrincipalArn` が含まれるかどうか",
    ),
    OpenPoint.SECURE_TRANSPORT_OF_SERVICE: Text(
        en="whether a call of a service principal carries `aws:SecureTransport`",
        ja="サービスプリンシパルの呼び出しに `aws:SecureTransport` が含まれるかどうか",
    ),
    OpenPoint.GRANT_CONSTRAINT_KEY_CASE: Text(
        en="whether the keys of a grant's encryption context are compared with regard to case",
        ja="グラントの暗号化コンテキストのキーが大文字と小文字を区別して比べられるかどうか",
    ),
    OpenPoint.SERVICE_NAME_WITHOUT_REGION: Text(
        en="whether the service also answers to the name that the policy has for it",
        ja="ポリシーに書かれた名前でもそのサービスが一致するかどうか",
    ),
    OpenPoint.STAR_ADMITS_SERVICE_TO_KEY: Text(
        en="whether the principal `*` of a key policy admits a service that calls as itself",
        ja="キーポリシーの Principal `*` が、サービス自身としての呼び出しを含むかどうか",
    ),
    OpenPoint.NOT_PRINCIPAL_WITHOUT_ACCOUNT: Text(
        en="whether NotPrincipal excepts a user or role when it doesn't list the account too",
        ja="NotPrincipal にアカウントを併記していない場合に、ユーザーやロールが除外されるかどうか",
    ),
    OpenPoint.SOURCE_IP_OF_SERVICE: Text(
        en="which `aws:SourceIp` a call made by a service carries",
        ja="サービスの呼び出しにどの `aws:SourceIp` が含まれるか",
    ),
    OpenPoint.SET_OPERATOR_MISSING: Text(
        en="how a key with several values is compared without `ForAnyValue` or `ForAllValues`",
        ja="`ForAnyValue` も `ForAllValues` もない場合に、複数の値を持つキーがどう比べられるか",
    ),
    OpenPoint.BOOL_VARIABLE: Text(
        en="whether policy variables are replaced in a `Bool` condition",
        ja="`Bool` 条件の中でポリシー変数が置き換えられるかどうか",
    ),
    OpenPoint.ACCOUNT_OF_SERVICE: Text(
        en="which account's keys (`aws:PrincipalAccount`, say) a call of a service principal carries",
        ja="サービスプリンシパルの呼び出しに、どのアカウントの値 (`aws:PrincipalAccount` など) が含まれるか",
    ),
    OpenPoint.NOT_PRINCIPAL_WITH_ALLOW: Text(
        en="whom an Allow with NotPrincipal reaches",
        ja="NotPrincipal を使った Allow が誰を対象とするか",
    ),
    OpenPoint.IDENTITY_OF_SERVICE: Text(
        en="which `aws:PrincipalType` and `aws:userid` a call of a service principal carries",
        ja="サービスプリンシパルの呼び出しにどの `aws:PrincipalType` と `aws:userid` が含まれるか",
    ),
    OpenPoint.SOURCE_IP_OF_FORWARDED_CALL: Text(
        en="whether a call that a service forwards carries the caller's `aws:SourceIp` or the service's",
        ja="サービスが転送する呼び出しの `aws:SourceIp` が呼び出し元のものか、サービスのものか",
    ),
    OpenPoint.RESOURCE_ALIASES_IN_KEY_POLICY: Text(
        en="whether `kms:ResourceAliases` works in a key policy",
        ja="`kms:ResourceAliases` がキーポリシーでも使えるかどうか",
    ),
    OpenPoint.USER_NAME_CASE: Text(
        en="whether the name of an IAM user in `Resource` is compared with regard to case",
        ja="`Resource` に書かれた IAM ユーザー名が大文字と小文字を区別して比べられるかどうか",
    ),
    OpenPoint.FOR_ALL_VALUES_TABLE: Text(
        en="whether `ForAllValues:StringNotLike` does what the rules say or what a table of examples shows",
        ja="`ForAllValues:StringNotLike` が規則の説明どおりか、例の表のとおりか",
    ),
    OpenPoint.GRANTEE_SERVICE: Text(
        en="whether a grant can name a service as its grantee",
        ja="グラントの被付与者としてサービスを指定できるかどうか",
    ),
    OpenPoint.DEFAULT_TOPIC_POLICY: Text(
        en="which policy a topic has that was created without one",
        ja="ポリシーを指定せずに作成したトピックがどのポリシーを持つか",
    ),
    OpenPoint.SOURCE_OF_EVENTBRIDGE: Text(
        en="whether EventBridge sends `aws:SourceAccount` to the key of an encrypted topic",
        ja="EventBridge が暗号化されたトピックのキーに `aws:SourceAccount` を送るかどうか",
    ),
    OpenPoint.ENCRYPT_OF_PUT_OBJECT: Text(
        en="whether an upload into a bucket under SSE-KMS needs `kms:Encrypt`",
        ja="SSE-KMS のバケットへのアップロードに `kms:Encrypt` が必要かどうか",
    ),
    OpenPoint.BACKUP_KEY_POLICY: Text(
        en="what the key policy of `aws/backup` says",
        ja="`aws/backup` のキーポリシーの内容",
    ),
    OpenPoint.PENDING_DELETION_ERROR: Text(
        en="which error a key that is pending deletion gives",
        ja="削除待ちのキーがどのエラーを返すか",
    ),
    OpenPoint.TRAIL_ARN_EXAMPLE: Text(
        en="why a trail's ARN has no account in an example of a log",
        ja="ログの例で証跡の ARN にアカウントがない理由",
    ),
    OpenPoint.RESOURCE_ALIASES_SPELLING: Text(
        en="whether the condition key is `kms:ResourceAliases` or `kms:ResourcesAliases`",
        ja="条件キーが `kms:ResourceAliases` か `kms:ResourcesAliases` か",
    ),
}

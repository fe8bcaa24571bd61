"""What `keypost learn` says."""

from keypost.diagnosis.learn.declare import Doubt, NotLearnable
from keypost.text import Text

TITLE = Text(
    en="What the history of `{key}` teaches: REVIEW before you use it",
    ja="`{key}` の履歴から分かったこと: 使う前に確認 (REVIEW)",
)
READ = Text(
    en="{records} records read; {requests} distinct requests on this key, from {first} to {last}",
    ja="{records} 件のレコードを読み取りました。このキーへの異なるリクエストは {requests} 種類 ({first} から {last} まで)",
)
STATEMENTS = Text(en="Statements, and what each is learned from", ja="ステートメントと、その根拠")
ADMINISTRATION = Text(
    en="lets identity policies of the account administer the key, and use it for nothing; without it nobody could "
    "change the key policy",
    ja="アカウントのアイデンティティポリシーによるキーの管理だけを許可します (使用は許可しません)。これがないと、"
    "キーポリシーを変更できる主体がいなくなります",
)
KEPT = Text(
    en="a Deny of the current policy, which hit nothing that succeeded",
    ja="現在のポリシーの Deny です (成功したリクエストには当たっていません)",
)
SEEN = Text(en="{times}, {first} to {last}: {actions}", ja="{times}、{first} から {last} まで: {actions}")
POLICY = Text(en="The policy, to paste", ja="ポリシー (そのまま貼り付けられます)")
REVIEW = Text(en="REVIEW, because", ja="確認 (REVIEW) が必要な理由")
FAILED = Text(en="Failed at the time, so not allowed", ja="当時失敗したため、許可していないもの")
NOT_LEARNED = Text(en="Succeeded, but no statement can say it", ja="成功したが、ステートメントで表せないもの")
SKIPPED = Text(en="Not read to the end", ja="最後まで読み取れなかったもの")
UNUSED = Text(
    en="Statements of the current policy that nothing used",
    ja="現在のポリシーのうち、何にも使われなかったステートメント",
)
DROPPED = Text(
    en="Deny statements of the current policy that would have hit what succeeded, so left out",
    ja="成功したリクエストに当たるため外した、現在のポリシーの Deny ステートメント",
)
NO_UNUSED = Text(
    en="Every Allow statement of the current policy allowed something.",
    ja="現在のポリシーの Allow ステートメントは、すべて何かを許可していました。",
)
WROTE = Text(en="The policy is in {file}.", ja="ポリシーを {file} に書き込みました。")
SAVE = Text(en="`--out learned.json` writes it to a file.", ja="`--out learned.json` でファイルに書き込めます。")
NEXT = Text(
    en="Try it against the same history: `keypost replay TRAIL --key {key} --policy {file}`",
    ja="同じ履歴で試せます: `keypost replay TRAIL --key {key} --policy {file}`",
)
TIMES = (Text(en="once", ja="1 回"), Text(en="{count} times", ja="{count} 回"))
THROUGH = Text(en=" through {service}", ja=" ({service} 経由)")
STATEMENT = Text(en="statement {number}", ja="ステートメント {number}")

DOUBTS = {
    Doubt.WINDOW: Text(
        en="The history has a beginning and an end: whoever used the key before or will use it after isn't in it.",
        ja="履歴には始まりと終わりがあります。その前後にキーを使う主体は含まれていません。",
    ),
    Doubt.RARE_JOBS: Text(
        en="Jobs that run rarely (a yearly export, a restore, a failover) may not have run in this time.",
        ja="まれにしか動かない処理 (年次のエクスポート、復元、フェイルオーバーなど) は、この期間に動いていない可能性があります。",
    ),
    Doubt.CACHED_KEYS: Text(
        en="Services keep data keys for a while (SNS for 5 minutes, SQS for up to a day, S3 Bucket Keys): a caller may "
        "use the key's data without a call of its own.",
        ja="サービスはデータキーをしばらく再利用します (SNS は 5 分、SQS は最長 1 日、S3 バケットキーなど)。"
        "自分では呼び出さずにデータを使う主体がいる可能性があります。",
    ),
    Doubt.GRANTS: Text(
        en="CloudTrail doesn't tell whether a key policy, an identity policy or a grant let a request in: where a grant "
        "did, its statement isn't needed.",
        ja="リクエストを通したのがキーポリシー、アイデンティティポリシー、グラントのどれかは CloudTrail に記録されません。"
        "グラントで通っていたものには、ステートメントは不要です。",
    ),
    Doubt.OTHER_ACCOUNTS_DENIALS: Text(
        en="What KMS denies to callers of other accounts is logged in their accounts only; what it denies to services may "
        "be missing too.",
        ja="ほかのアカウントの呼び出し元への拒否は、そのアカウントにだけ記録されます。"
        "サービスへの拒否も、記録されないことがあります。",
    ),
    Doubt.ADMINISTRATION: Text(
        en="`AccountAdministration` lets identity policies of the account administer the key; name the administrators "
        "instead where you can.",
        ja="`AccountAdministration` はアカウントのアイデンティティポリシーによるキーの管理を許可します。"
        "できれば管理者を名指ししてください。",
    ),
    Doubt.FAILED_CALLS: Text(
        en="Some requests failed; they aren't allowed. Was one of them meant to succeed?",
        ja="失敗したリクエストは許可していません。成功すべきだったものがないか確認してください。",
    ),
    Doubt.READ_IN_PART: Text(
        en="Not all of the history could be read: what is missing isn't allowed.",
        ja="履歴の一部を読み取れませんでした。読み取れなかった分は許可されていません。",
    ),
    Doubt.TOO_LARGE: Text(
        en="The policy is larger than the 32 KB that KMS stores: join statements, or name fewer values.",
        ja="ポリシーが KMS の上限 (32 KB) を超えています。ステートメントをまとめるか、値を減らしてください。",
    ),
    Doubt.KEPT_DENY: Text(
        en="Deny statements of the current policy stay: they also bind grants and identity policies.",
        ja="現在のポリシーの Deny ステートメントは残しています (グラントやアイデンティティポリシーにも効くため)。",
    ),
    Doubt.DROPPED_DENY: Text(
        en="Deny statements of the current policy would have hit what succeeded; they may be younger than the history.",
        ja="現在のポリシーの Deny ステートメントの中に、成功したリクエストに当たるものがあります。"
        "履歴より新しい可能性があります。",
    ),
    Doubt.FORWARDED_OR_NOT: Text(
        en="CloudTrail doesn't tell whether the service forwarded the caller's session or used the role itself, so "
        "`kms:ViaService` is tested with `IfExists`. Where the service always forwards, make it `StringEquals`.",
        ja="サービスが呼び出し元のセッションを転送したのか、ロールを直接使ったのかは CloudTrail では区別できないため、"
        "`kms:ViaService` は `IfExists` で調べています。常に転送するサービスなら `StringEquals` にしてください。",
    ),
    Doubt.SERVICE_NOT_NAMED: Text(
        en="A service made these calls for the caller, but what it is called in `kms:ViaService` isn't documented.",
        ja="サービスが呼び出し元のために行った呼び出しですが、`kms:ViaService` での名前が文書化されていません。",
    ),
    Doubt.WHOLE_ACCOUNT: Text(
        en="CloudTrail names only the account of these callers; name their roles instead of the account.",
        ja="呼び出し元のアカウントしか CloudTrail に記録されていません。アカウントではなくロールを指定してください。",
    ),
    Doubt.ROLE_PATH: Text(
        en="CloudTrail didn't name the session's role: the role's ARN may have a path that is missing here.",
        ja="セッションのロールが CloudTrail に記録されていません。ロールの ARN のパスが欠けている可能性があります。",
    ),
    Doubt.CONTEXT_WIDENED: Text(
        en="The encryption context had many values (or some that a policy can't hold), so a pattern allows others too.",
        ja="暗号化コンテキストの値が多い (またはポリシーに書けない) ため、パターンでほかの値も許可しています。",
    ),
    Doubt.MAKES_GRANTS: Text(
        en="`kms:CreateGrant` hands rights on: limit it (`kms:GrantIsForAWSResource`, `kms:GrantOperations`).",
        ja="`kms:CreateGrant` は権限を渡せます。`kms:GrantIsForAWSResource` や `kms:GrantOperations` で制限してください。",
    ),
    Doubt.SOURCE_KEYS: Text(
        en="This service is documented to send `aws:SourceAccount`, which CloudTrail doesn't record: `--source-account ID` "
        "adds the condition for the accounts whose resources it calls for.",
        ja="このサービスは `aws:SourceAccount` を送ると文書化されていますが、CloudTrail には記録されません。"
        "`--source-account ID` で、呼び出しの対象となるリソースのアカウントを条件に加えられます。",
    ),
    Doubt.FOR_ANYBODY: Text(
        en="Nothing limits for whose resources this service calls (the confused deputy problem): what it sends on every "
        "call isn't documented. Look whether a condition of yours, such as `aws:SourceAccount`, holds for it.",
        ja="このサービスが誰のリソースのために呼び出すかを限定する条件がありません (混乱した代理の問題)。"
        "どの呼び出しでも送られる条件キーが文書化されていないためです。`aws:SourceAccount` などの条件が使えるか確認してください。",
    ),
}
NOT_LEARNABLE = {
    NotLearnable.NO_CALLER: Text(
        en="CloudTrail doesn't tell who called", ja="呼び出し元が CloudTrail に記録されていません"
    ),
    NotLearnable.GRANT_ONLY: Text(
        en="a role of AWS's own, which no policy can name: a grant lets it in",
        ja="AWS 自身のロールで、ポリシーでは指定できません (グラントで許可されます)",
    ),
}

"""What is said about the statements that let a path through, and about the kinds of encryption."""

from keypost.catalogue.declare import AssumedRole, Service
from keypost.checker.choices import Choice
from keypost.estate.kind import Kind
from keypost.text import Text

MINIMAL = Text(en="Minimal statements", ja="最小のステートメント")
HARDENED = Text(en="Hardened statements", ja="条件で絞り込んだステートメント")
TRUST_POLICY = Text(en="Trust policy of the role", ja="ロールの信頼ポリシー")
TRUST = Text(
    en="`{service}` assumes the role before anything else, and can only where the role's trust policy has this statement.",
    ja="配信の前に `{service}` がロールを引き受けます。ロールの信頼ポリシーに次のステートメントが必要です。",
)
TRUST_NARROWED = Text(
    en="It needs no Condition; this one is on keys that the service is documented or observed to send.",
    ja="Condition は必須ではありません。ここでは、サービスが送ることをドキュメントか実例で確認できる条件キーで絞り込んでいます。",
)
TRUST_SHOWN = Text(en="Source ({grade}): {url}", ja="出典 ({grade}): {url}")
PLACEHOLDER_TABLE = Text(en="Placeholders", ja="プレースホルダー")
PLACEHOLDER = Text(en="placeholder", ja="プレースホルダー")
MEANING = Text(en="what stands in its place", ja="置き換える値")
ENCRYPTION = Text(en="Kinds of encryption", ja="暗号化の種類ごとの結果")
CHOICE = Text(en="encryption", ja="暗号化")
VERDICT = Text(en="verdict", ja="判定")
WHY = Text(en="why", ja="理由")

DROP_ANY = Text(
    en="The least that lets the delivery through: without any one of these actions it doesn't work any more.",
    ja="配信に必要な最小限の許可です。このうちどのアクションを除いても、配信が成立するとは言えなくなります。",
)
ONE_OF_THEM = Text(en="One of these ways is enough.", ja="次のどちらか一方で足ります。")
KEEP_KEY_POLICY = Text(
    en='Statements for a key policy are added to those that it has; `Resource: "*"` means this key there.',
    ja='キーポリシーには、既存のステートメントを残したまま追加します。キーポリシーの `Resource: "*"` はそのキー自体を指します。',
)
NEEDS_DELEGATION = Text(
    en="A policy of the caller counts only where the key policy leaves the decision to the account's IAM policies, as "
    "the default key policy does (`arn:aws:iam::ACCOUNT_ID:root`). A key or target of another account has to allow "
    "the caller in its own policy as well.",
    ja="呼び出し元の IAM ポリシーが効くのは、デフォルトのキーポリシーのように、キーポリシーがアカウントの IAM ポリシーに判断を委ねている場合 "
    "(`arn:aws:iam::ACCOUNT_ID:root`) だけです。キーや送信先が別のアカウントにある場合は、そちらのポリシーでも呼び出し元の許可が必要です。",
)
LINKED_ROLE = Text(
    en="Nobody can change the policies of a service-linked role. What its managed policy `{policy}` allows needs no "
    "statement; everything else has to stand in the policies of key and target.",
    ja="サービスにリンクされたロールのポリシーは変更できません。マネージドポリシー `{policy}` が許可しているアクションにステートメントは不要で、"
    "それ以外はキーや送信先のポリシーで許可します。",
)
INFERRED = Text(
    en="Inferred calls: {actions}. Where one of them isn't allowed, Keypost answers DEPENDS, not FAILS.",
    ja="{actions} の呼び出しは推定です。許可がない場合の判定は FAILS ではなく DEPENDS になります。",
)
WITH_BUCKET_KEY = Text(
    en="Needed with an S3 Bucket Key only: {actions}.",
    ja="{actions} が必要なのは、S3 バケットキーが有効な場合だけです。",
)
GRANTED = Text(
    en="No statement is needed: a grant that was made when it was set up allows the calls. A Deny still stops them.",
    ja="ステートメントは不要です。設定時に作られたグラントが呼び出しを許可します。ただし Deny があれば拒否されます。",
)
GRANT_TO_MAKE = Text(
    en="No statement alone lets it through: somebody has to make a grant for the caller (`aws kms create-grant`).",
    ja="ステートメントだけでは許可できません。呼び出し元へのグラントを作成する必要があります (`aws kms create-grant`)。",
)
NOTHING_NEEDED = Text(en="No statement is needed on this way.", ja="この区間に必要なステートメントはありません。")
RECOMMENDED = Text(
    en="Recommended: the actions as AWS asks to allow them, under every condition whose key the calls are documented or "
    "observed to carry. Nothing inferred is used: a condition on a key that isn't sent stops the delivery.",
    ja="通常はこちらをお勧めします。アクションは AWS が案内する形で書き、呼び出しに含まれることがドキュメントか実例で確認できる条件キーで絞り込みます。"
    "推定の条件キーは使いません。送られないキーを条件にすると、配信が止まるためです。",
)
NOTHING_TO_NARROW = Text(
    en="No condition key is known to come with these calls, so there is nothing to narrow them by.",
    ja="これらの呼び出しに含まれることが確認できる条件キーはないため、絞り込みはできません。",
)
NOT_ALL_NARROWED = Text(
    en="A statement without a condition has none because no key is known to come with its calls.",
    ja="条件のないステートメントは、その呼び出しに含まれることが確認できる条件キーがないものです。",
)
BUCKET_KEY = Text(
    en="The encryption context is the ARN of the object, or with an S3 Bucket Key that of the bucket: the condition "
    "lists both where both occur.",
    ja="暗号化コンテキストはオブジェクトの ARN です。S3 バケットキーが有効な場合はバケットの ARN になります。"
    "両方の場合があるときは、条件に両方を並べています。",
)
ADDED = Text(
    en="Only here, and not among the minimal statements: {actions}. AWS asks for these, and deliveries work without them.",
    ja="{actions} は AWS が許可を求めていますが、なくても配信されるため、最小のステートメントには含めていません。",
)

WAYS = {
    AssumedRole: Text(en="Where the role delivers", ja="ロールが配信する場合"),
    Service: Text(en="Where {service} delivers as itself", ja="{service} がサービス自身として配信する場合"),
}

KEY_POLICY = Text(en="Key policy", ja="キーポリシー")
ROLE_POLICY = Text(en="IAM policy of the role", ja="ロールの IAM ポリシー")
CALLER_POLICY = Text(en="IAM policy of the role or user", ja="ロール・ユーザーの IAM ポリシー")
TARGET_POLICY = Text(en="Resource-based policy of the target", ja="送信先のリソースベースのポリシー")
# By the prefix of the action.
TARGET_POLICIES = {
    "sns": Text(en="Topic policy", ja="トピックポリシー"),
    "sqs": Text(en="Queue policy", ja="キューポリシー"),
    "s3": Text(en="Bucket policy", ja="バケットポリシー"),
    "backup": Text(en="Access policy of the vault", ja="ボールトのアクセスポリシー"),
    "lambda": Text(en="Resource-based policy of the function", ja="関数のリソースベースのポリシー"),
    "kinesis": Text(en="Resource-based policy of the stream", ja="ストリームのリソースベースのポリシー"),
    "events": Text(en="Policy of the event bus", ja="イベントバスのポリシー"),
    "secretsmanager": Text(en="Resource policy of the secret", ja="シークレットのリソースポリシー"),
    "ecr": Text(en="Repository policy", ja="リポジトリポリシー"),
    "dynamodb": Text(en="Resource-based policy of the table", ja="テーブルのリソースベースのポリシー"),
    "logs": Text(en="Resource policy of CloudWatch Logs", ja="CloudWatch Logs のリソースポリシー"),
}

PLACEHOLDERS = {
    "ACCOUNT_ID": Text(
        en="the account of the source; not that of the target, where the two differ",
        ja="送信元のアカウント ID (送信先のアカウントと異なる場合も送信元のもの)",
    ),
    "SOURCE_ACCOUNT_ID": Text(en="the account of the source", ja="送信元のアカウント ID"),
    "TARGET_ACCOUNT_ID": Text(en="the account of the target", ja="送信先のアカウント ID"),
    "REGION": Text(en="the Region, such as `us-east-1`", ja="リージョン (`ap-northeast-1` など)"),
    "KEY_ARN": Text(
        en="the ARN of the KMS key (an alias doesn't do in an IAM policy)",
        ja="KMS キーの ARN (IAM ポリシーにエイリアスは使えません)",
    ),
    "ROLE_NAME": Text(en="the name of the role, with its path", ja="ロールの名前 (パスを含む)"),
    "PREFIX": Text(
        en="the prefix of the setting; without one, leave it out", ja="設定したプレフィックス (なければ省略)"
    ),
    "PATH": Text(en="the path of the setting; without one, leave it out", ja="設定したパス (なければ省略)"),
    "HOSTED_ZONE_ID": Text(en="the id of the hosted zone", ja="ホストゾーンの ID"),
    "TABLE_STREAM_ARN": Text(en="the ARN of the table's stream", ja="テーブルのストリームの ARN"),
    "BUCKET_ARN": Text(en="`arn:aws:s3:::` and the name of the bucket", ja="`arn:aws:s3:::` に続けてバケット名"),
}
ARN_OF = Text(en="the ARN of the {kind}", ja="{kind} の ARN")
NAME_OF = Text(en="the name of the {kind}", ja="{kind} の名前")

CHOICES_INTRO = Text(
    en="Decided by the engine for a made-up delivery in one Region, with the minimal statements in place. This is what the "
    "policies decide, and what the service is documented to refuse; a service may have further limits on keys.",
    ja="最小のステートメントを追加した 1 リージョン内の配信を仮定し、Keypost のエンジンが判定した結果です。"
    "ポリシーと、サービスが受け付けないとドキュメントにある暗号化だけで判定しています。サービスにはほかにもキーの制約がある場合があります。",
)
CHOICES = {
    Choice.NONE: Text(en="not encrypted", ja="暗号化なし"),
    Choice.AWS_OWNED: Text(en="AWS owned key", ja="AWS 所有のキー"),
    Choice.AWS_MANAGED: Text(en="AWS managed key", ja="AWS マネージドキー"),
    Choice.DEFAULT_POLICY: Text(
        en="customer managed key, default key policy only", ja="カスタマーマネージドキー (デフォルトのキーポリシーのみ)"
    ),
    Choice.CUSTOMER_MANAGED: Text(en="customer managed key", ja="カスタマーマネージドキー"),
    Choice.OTHER_ACCOUNT: Text(
        en="customer managed key of another account", ja="別のアカウントのカスタマーマネージドキー"
    ),
}
REFUSED_PERHAPS = Text(
    en="that the service refuses this kind of encryption is inferred",
    ja="サービスがこの種類の暗号化を受け付けないことは推定です",
)
NOBODY_KNOWS = Text(
    en="it depends on a part of the request that nobody knows beforehand",
    ja="事前にはわからないリクエストの内容によって変わります",
)
POLICY_NOT_KNOWN = Text(
    en="the key policy that AWS gave `{key}` decides, and Keypost doesn't know it",
    ja="AWS が設定した `{key}` のキーポリシーによりますが、Keypost はその内容を持っていません",
)
# What AWS calls encryption under keys of its own, where it has a name.
OWNED = {Kind.QUEUE: "SSE-SQS", Kind.BUCKET: "SSE-S3"}

"""What is said of candidates: what they do, cost and lose, and why some are for review."""

from keypost.estate.kind import Kind
from keypost.fixer.candidate import CandidateKind, Caution, Disposition
from keypost.policy.changes import ChangeKind
from keypost.policy.reasons import Element
from keypost.text import Text
from keypost.writers.changes import Hindrance
from keypost.writers.snippet import Language

KINDS = {
    CandidateKind.ADD_STATEMENT: Text(en="allow what the delivery needs", ja="配信に必要な許可を追加する"),
    CandidateKind.EXTEND_STATEMENT: Text(en="complete a statement", ja="ステートメントに足りないものを加える"),
    CandidateKind.CHANGE_CONDITION: Text(en="mend a condition", ja="条件を直す"),
    CandidateKind.EXCEPT_SERVICES: Text(en="leave AWS services out of a Deny", ja="Deny の対象から AWS サービスを外す"),
    CandidateKind.EXCEPT_ROLE: Text(en="leave a role out of a Deny", ja="Deny の対象からロールを外す"),
    CandidateKind.DELEGATE: Text(en="let the account's IAM policies count", ja="アカウントの IAM ポリシーを有効にする"),
    CandidateKind.ALLOW_ROLE: Text(en="allow the role what it needs", ja="ロールに必要な許可を与える"),
    CandidateKind.NEW_KEY: Text(en="a customer managed key", ja="カスタマーマネージドキーにする"),
    CandidateKind.SSE_SQS: Text(en="SSE-SQS instead of a KMS key", ja="KMS キーの代わりに SSE-SQS を使う"),
    CandidateKind.NO_KMS: Text(en="no KMS key", ja="KMS キーを使わない"),
    CandidateKind.ENABLE_KEY: Text(en="enable the key", ja="キーを有効にする"),
}
DISPOSITIONS = {
    Disposition.SAFE: Text(
        en="proven on a copy: no delivery gets worse, and nothing is allowed beyond what deliveries need",
        ja="コピーで確認済み: 悪くなる配信はなく、配信に必要な範囲を超える許可もありません",
    ),
    Disposition.REVIEW: Text(
        en="proven on a copy, but somebody should look at it first",
        ja="コピーで確認済みですが、適用の前に人による確認が必要です",
    ),
}
CAUTIONS = {
    Caution.LEAVES_WORKS: Text(en="a delivery that works stops working", ja="届いている配信が届かなくなります"),
    Caution.GETS_WORSE: Text(en="another delivery gets worse", ja="ほかの配信の状態が悪くなります"),
    Caution.RESTS_ON_INFERENCE: Text(
        en="rests on facts that AWS doesn't document", ja="AWS のドキュメントにない推定に基づいています"
    ),
    Caution.LOSES_ENCRYPTION: Text(
        en="the KMS encryption goes: who may read is no longer decided by a key policy, and a compliance rule may "
        "demand the encryption",
        ja="KMS による暗号化がなくなります。キーポリシーで読み取りを制限できなくなり、"
        "コンプライアンスのルールに反することもあります",
    ),
    Caution.KEY_FEE: Text(
        en="a customer managed key costs a monthly fee, and its requests are charged",
        ja="カスタマーマネージドキーには月額料金とリクエスト料金がかかります",
    ),
    Caution.UNSEEN_CONSUMERS: Text(
        en="whoever reads or sends from outside these files needs permission on the new key too: an AWS managed key "
        "let everybody of the account in",
        ja="AWS マネージドキーはアカウント内の全員が使えました。これらのファイルの外で送受信している主体にも、"
        "新しいキーの権限が必要です",
    ),
    Caution.ORDER_IS_YOURS: Text(
        en="AWS tries this delivery while it makes the source: make the policies first (`depends_on`, `addDependency`)",
        ja="AWS は送信元の作成中にこの配信を検証します。必要なポリシーを先に作成してください "
        "(`depends_on`、`addDependency`)",
    ),
    Caution.ORDER_IS_CIRCULAR: Text(
        en="AWS tries this delivery while it makes the source, and the policy that it rests on needs the source itself: "
        "no `DependsOn` can put the policy first, so deploy the policy with a name or pattern, or the setting afterwards",
        ja="AWS は送信元の作成中にこの配信を検証しますが、必要なポリシーが送信元自体を参照しているため、`DependsOn` で"
        "ポリシーを先に作成できません。ポリシーでは名前またはパターンで指定するか、設定を後からデプロイしてください",
    ),
    Caution.SSE_SQS_LIMITS: Text(
        en="SQS manages the key: no key policy, no CloudTrail record of its use, no key of your own",
        ja="キーは SQS が管理します。キーポリシーもキー使用の CloudTrail 記録もなく、独自のキーは使えません",
    ),
    Caution.BACKLOG_UNDER_OLD_KEY: Text(
        en="what is stored already stays under the old key: keep its permissions until all of it is read",
        ja="保存済みのものは古いキーのままです。すべて読み終わるまで古いキーの権限を残してください",
    ),
    Caution.WIDENS_STATEMENT: Text(
        en="a statement takes effect that allows more than the deliveries need",
        ja="配信に必要な範囲より広く許可するステートメントが有効になります",
    ),
    Caution.REENABLES_KEY: Text(
        en="somebody disabled this key: ask why before it is enabled again",
        ja="このキーは誰かが無効にしたものです。有効に戻す前に理由を確認してください",
    ),
    Caution.LEAVES_OWN_KEY: Text(
        en="your own key is given up: somebody chose it, and what its policy keeps out is no longer kept out",
        ja="独自のキーを使わなくなります。このキーは意図して選ばれたもので、キーポリシーによる制限も働かなくなります",
    ),
    Caution.NARROWS_DENY: Text(
        en="this Deny may be meant for just that role: ask whoever wrote it",
        ja="この Deny はそのロールを拒否するためのものかもしれません。書いた人に確認してください",
    ),
    Caution.COUNTS_IAM_POLICIES: Text(
        en="whoever has IAM permissions on the key may use it from then on, administrators of the account included",
        ja="キーに対する IAM 権限を持つ主体は、アカウントの管理者を含めて、以後このキーを使えるようになります",
    ),
}
NEW_KEY = Text(
    en="create the customer managed key `{key}`, with an alias",
    ja="カスタマーマネージドキー `{key}` とエイリアスを作成する",
)
ENCRYPT = Text(en="encrypt `{owner}` with `{key}`", ja="`{owner}` を `{key}` で暗号化する")
WITHOUT_KMS = Text(en="take the KMS key off `{owner}`", ja="`{owner}` から KMS キーを外す")
SERVER_SIDE = {
    Kind.QUEUE: Text(en="encrypt `{owner}` with SSE-SQS", ja="`{owner}` を SSE-SQS で暗号化する"),
    Kind.BUCKET: Text(en="encrypt `{owner}` with SSE-S3", ja="`{owner}` を SSE-S3 で暗号化する"),
}
POLICY_OF = Text(en="policy of `{owner}`", ja="`{owner}` のポリシー")
TRUST_POLICY_OF = Text(en="trust policy of `{owner}`", ja="`{owner}` の信頼ポリシー")
ADD_STATEMENT = Text(
    en="add a statement to the {policy}: `{principal}` may {actions}",
    ja="{policy}に、`{principal}` に {actions} を許可するステートメントを追加する",
)
ALLOW_ROLE = Text(
    en="add a statement to the policies of `{owner}`: it may {actions}",
    ja="`{owner}` のポリシーに、{actions} を許可するステートメントを追加する",
)
EDITS: dict[tuple[ChangeKind, Element | None], Text] = {
    (ChangeKind.LIST, Element.ACTION): Text(
        en="add {values} to the actions of statement `{sid}` in the {policy}",
        ja="{policy}のステートメント `{sid}` のアクションに {values} を追加する",
    ),
    (ChangeKind.LIST, Element.CONDITION): Text(
        en="accept {values} too for `{key}` in statement `{sid}` of the {policy}",
        ja="{policy}のステートメント `{sid}` で、`{key}` の値に {values} を加える",
    ),
    (ChangeKind.ADD_TEST, Element.CONDITION): Text(
        en="add `{operator}` `{key}` {values} to the Condition of statement `{sid}` in the {policy}",
        ja="{policy}のステートメント `{sid}` の Condition に、`{operator}` `{key}` {values} を追加する",
    ),
    (ChangeKind.DROP_TEST, Element.CONDITION): Text(
        en="remove `{operator}` `{key}`, which never holds, from statement `{sid}` in the {policy}",
        ja="{policy}のステートメント `{sid}` から、決して成立しない `{operator}` `{key}` を取り除く",
    ),
}
EXCEPT = Text(
    en="leave {values} out of the Deny `{sid}` in the {policy}, by `{operator}` `{key}` that stands there",
    ja="{policy}の Deny `{sid}` にある `{operator}` `{key}` に {values} を加え、対象から外す",
)
ENABLE_KEY = Text(en="enable the key `{owner}`", ja="キー `{owner}` を有効にする")
ALLOWED = Text(en="`{principal}`: {actions} on `{resource}`", ja="`{principal}` に `{resource}` での {actions}")
UNDER = Text(en=", under {conditions}", ja=" (条件: {conditions})")
AWS_SERVICES = Text(
    en="AWS services are no longer denied {actions} on `{resource}`; each still needs an Allow of its own",
    ja="AWS サービスは `{resource}` での {actions} を拒否されなくなります (許可は別に必要です)",
)
LIFTED = Text(
    en="`{principal}` is no longer denied {actions} on `{resource}`; it still needs an Allow of its own",
    ja="`{principal}` は `{resource}` での {actions} を拒否されなくなります (許可は別に必要です)",
)
DOES = Text(en="does", ja="内容")
TURNS = Text(en="turns", ja="届くようになる")
GAINS = Text(en="allows", ja="増える許可")
MIND = Text(en="mind", ja="注意")
PROOF = Text(en="proof", ja="確認")
CHANGE = Text(en="change", ja="変更")
FOR_FAULT = Text(en="for", ja="対象")
NO_CANDIDATE = Text(
    en="nothing in these files can mend it: what it takes stands elsewhere (another stack, account or Region)",
    ja="これらのファイルの変更では直せません。必要なものは別のスタック・アカウント・リージョンにあります",
)
NOT_WRITABLE = Text(en="`--write` can't make this change: {why}", ja="この変更は `--write` では書き込めません: {why}")
SNIPPETS = {
    Language.CDK_TYPESCRIPT: Text(en="In the CDK app (TypeScript):", ja="CDK アプリでの変更 (TypeScript):"),
    Language.CDK_PYTHON: Text(en="In the CDK app (Python):", ja="CDK アプリでの変更 (Python):"),
    Language.TERRAFORM: Text(
        en="In Terraform, then plan again:", ja="Terraform での変更 (変更後に plan し直してください):"
    ),
    Language.AWS_CLI: Text(
        en="With the AWS CLI (a policy is replaced whole, as it was when it was read):",
        ja="AWS CLI での変更 (ポリシーは、読み取り時の内容に変更を加えた全文で置き換わります):",
    ),
}
NOTHING_FAILS = Text(
    en="Nothing fails: there is nothing to mend.", ja="失敗する配信はありません。直すものはありません。"
)
SUMMARY = Text(
    en="failing: {fails}; mended by changes marked SAFE: {safe}, by changes for review: {review}, by none here: {none}",
    ja="失敗 {fails} 件: SAFE の変更で {safe} 件、要確認の変更で {review} 件が直り、{none} 件はここでは直せません",
)
WRITE_HINT = Text(
    en="`--write` makes the SAFE changes, `--format diff` prints them, `--review` asks one by one.",
    ja="SAFE の変更は `--write` で書き込み、`--format diff` で表示できます。`--review` では 1 つずつ選べます。",
)
WROTE = Text(en="wrote {files}", ja="{files} を書き換えました")
WROTE_NOTHING = Text(
    en="nothing was written: no SAFE change can be made here",
    ja="書き込める SAFE の変更がないため、何も書き換えていません",
)
NO_DIFF = Text(
    en="no SAFE change can be given as a diff here: `keypost fix` without `--format diff` tells what there is",
    ja="差分にできる SAFE の変更はありません。候補は `--format diff` なしの `keypost fix` で確認できます",
)
YOURS_TO_APPLY = Text(
    en="nothing was written: what is SAFE here is yours to apply: keypost fix {paths} --format diff | git apply",
    ja="何も書き換えていません。SAFE の変更は自分で適用してください: keypost fix {paths} --format diff | git apply",
)
REVIEW_DIFF = Text(en="(diff: `--review`)", ja="(差分: `--review`)")
FOR_YOU = Text(
    en="The following is for you to put in or to run: Keypost writes no app, no Terraform and no account.",
    ja="次の内容は、自分で追記または実行してください。Keypost はアプリ、Terraform、アカウントには書き込みません。",
)
CHOSE_NOTHING = Text(en="nothing was written: nothing was chosen", ja="何も選ばれなかったため、何も書き換えていません")
STILL_FAILS = Text(en="{fails} still fail", ja="{fails} 件はまだ失敗します")

HINDRANCES = {
    Hindrance.NOT_IN_A_FILE: Text(
        en="`{subject}` stands in none of these files", ja="`{subject}` はこれらのファイルにありません"
    ),
    Hindrance.IN_ACCOUNT: Text(
        en="`{subject}` is in an account, where Keypost changes nothing",
        ja="`{subject}` はアカウントにあります。Keypost はアカウントを変更しません",
    ),
    Hindrance.IN_TERRAFORM: Text(
        en="`{subject}` is Terraform's, and the change should be planned before it is made",
        ja="`{subject}` は Terraform で管理されています。適用前に plan で確認してください",
    ),
    Hindrance.GENERATED: Text(
        en="`{subject}` is made by a tool or a transform: change its source",
        ja="`{subject}` はツールまたは変換によって生成されています。元のソースを変更してください",
    ),
    Hindrance.NOT_SPELLABLE: Text(
        en="`{subject}` has no name that this template could use",
        ja="`{subject}` をこのテンプレートから参照する方法がありません",
    ),
    Hindrance.CYCLE: Text(
        en="`{subject}` would need each other: CloudFormation refuses circular dependencies",
        ja="`{subject}` が互いに依存し、CloudFormation が循環依存として拒否します",
    ),
    Hindrance.OTHER_STACK: Text(en="`{subject}` belongs to another stack", ja="`{subject}` は別のスタックにあります"),
}
OBSTACLE = Text(en="line {line}: {why}", ja="{line} 行目: {why}")
ASK = Text(
    en="\nwrite which? 1-{count}, Enter for none, q to stop asking: ",
    ja="\nどれを書き込みますか。1-{count}、書き込まない場合は Enter、質問を終えるには q: ",
)
WOULD_BE_WORSE = Text(
    en="nothing was written: checked again, a delivery would be worse than before",
    ja="何も書き込んでいません: 再検査で、状態が悪くなる配信が見つかりました",
)

"""What a replay says: marks, labels, what requests rest on, what is missing, what CloudTrail can't show."""

from keypost.diagnosis.replay.judging import Basis, Fate
from keypost.diagnosis.replay.replay import BlindSpot
from keypost.policy.decision import NeedKind
from keypost.policy.reasons import Outcome
from keypost.text import Text

TITLE = Text(
    en="What {policy} would have done to {calls} on {key}: {window}",
    ja="{policy} のもとで {key} への {calls}がどうなるか: {window}",
)
WINDOW = Text(en="{first} to {last}", ja="{first} から {last} まで")
PARTIAL = Text(
    en="Interrupted: this is what was read so far, not the whole history.",
    ja="中断されました。ここまでに読み取った分の結果で、履歴の全体ではありません。",
)
MARKS = {
    Fate.DENIED: Text(en="BREAKS", ja="拒否"),
    Fate.UNDECIDED: Text(en="OPEN", ja="未定"),
    Fate.STAYS: Text(en="STAYS", ja="維持"),
    Fate.FAILED_THEN: Text(en="FAILED", ja="当時失敗"),
}
BY_NAME = Text(en="`{name}`", ja="`{name}`")
CALLER = Text(en="{caller} calling {actions}", ja="{caller} による {actions}")
CALLER_THROUGH = Text(
    en="{caller} calling {actions}, invoked by `{service}`",
    ja="{caller} による {actions} (呼び出し元サービス: `{service}`)",
)
NOBODY = Text(en="a caller that the record doesn't name", ja="レコードに名前のない呼び出し元")

SEEN = Text(en="seen", ja="回数")
SEEN_TIMES = Text(en="{times} times, {first} to {last}", ja="{times} 回、{first} から {last} まで")
SEEN_ONCE = Text(en="once, {first}", ja="1 回、{first}")
CONTEXT = Text(en="context", ja="コンテキスト")
ERROR = Text(en="error", ja="エラー")
WHY = Text(en="why", ja="理由")
NEEDS = Text(en="needs", ja="決め手")
NOW = Text(en="today", ja="現在")
SOURCE = Text(en="source", ja="出典")
SOURCE_PATHS = Text(
    en="{docs}, of what the service sends; delivery paths: {paths}",
    ja="サービスが送信する条件キーについて: {docs} (配信パス: {paths})",
)
RESTS_ON = Text(en="rests on", ja="根拠")
MORE = Text(en="and {count} more", ja="ほか {count} 件")

CURRENT = {
    Outcome.ALLOW: Text(en="the current policy lets it through", ja="現在のポリシーでは許可されます"),
    Outcome.EXPLICIT_DENY: Text(
        en="the current policy denies it too: it succeeded under an earlier one",
        ja="現在のポリシーでも拒否されます (成功したのは以前のポリシーのときです)",
    ),
    Outcome.IMPLICIT_DENY: Text(
        en="no statement of the current policy allows it: a grant did, or an earlier policy",
        ja="現在のポリシーには許可するステートメントがありません (グラントか、以前のポリシーが許可していました)",
    ),
    Outcome.UNDECIDED: Text(
        en="whether the current policy allows it by itself isn't known either",
        ja="現在のポリシー単独で許可されるかも、同様に決まりません",
    ),
}
BASES = {
    Basis.KEY_POLICY: Text(en="a statement of the proposed policy", ja="新しいポリシーのステートメント"),
    Basis.IDENTITY_POLICY: Text(
        en="identity policies, which the account's statement lets speak; CloudTrail doesn't tell them, they allowed it then",
        ja="アカウントへのステートメントを通じた アイデンティティポリシー (CloudTrail には記録されませんが、当時は許可していました)",
    ),
    Basis.GRANT: Text(en="a grant", ja="グラント"),
    Basis.UNCHANGED: Text(
        en="what it rested on: of the statements that may apply to it, none that allows is gone and none that denies is new",
        ja="これまでと同じ根拠 (適用されうるステートメントのうち、許可するものは減らず、拒否するものは増えていません)",
    ),
}

NEEDED = {
    NeedKind.GRANTS: Text(
        en="the grants on the key: no statement allows it, a grant may; `aws kms list-grants --key-id {key_id} > grants.json`, then `--grants grants.json`",
        ja="キーのグラント。許可するステートメントはありませんが、グラントが許可している可能性があります。`aws kms list-grants --key-id {key_id} > grants.json` を実行し、`--grants grants.json` で指定してください",
    ),
    NeedKind.POLICY: Text(
        en="the identity policies of the caller: the current key policy allows it by itself, the proposed one only through them",
        ja="呼び出し元の アイデンティティポリシー。現在のキーポリシーは単独で許可していますが、新しいものは アイデンティティポリシーを通じてだけ許可します",
    ),
    NeedKind.CONTEXT_KEY: Text(
        en="`{fact}`, which CloudTrail doesn't tell of this request",
        ja="`{fact}` (このリクエストの値は CloudTrail からはわかりません)",
    ),
    NeedKind.INPUT_VALUE: Text(
        en="`{fact}`, which the record doesn't tell", ja="`{fact}` (レコードからはわかりません)"
    ),
    NeedKind.KEY_STATE: Text(en="the state of the key", ja="キーの状態"),
    NeedKind.OPEN_POINT: Text(
        en="a point that AWS leaves open: {fact}", ja="AWS のドキュメントで明らかでない点: {fact}"
    ),
}

CANNOT_SHOW = Text(en="What CloudTrail doesn't show", ja="CloudTrail からはわからないこと")
BLIND_SPOTS = {
    BlindSpot.DENIED_ELSEWHERE: Text(
        en="Calls that AWS KMS denied to another account: they are logged in the caller's account alone. Those denied to a service may be missing too.",
        ja="AWS KMS が別のアカウントに対して拒否した呼び出し: 呼び出し元のアカウントにだけ記録されます。サービスに対する拒否も、記録されないことがあります。",
    ),
    BlindSpot.CACHED_DATA_KEYS: Text(
        en="Deliveries that reuse a data key (SQS for five minutes by default, S3 with bucket keys): one call stands for many of them, and after a change they fail only once the data key has expired.",
        ja="データキーを再利用する配信 (SQS はデフォルトで 5 分、S3 はバケットキー使用時): 1 回の呼び出しが多数の配信に当たり、変更後もデータキーの期限が切れるまでは失敗しません。",
    ),
    BlindSpot.EXCLUDED_EVENTS: Text(
        en="Events of AWS KMS that the trail leaves out (`ExcludeManagementEventSources`).",
        ja="証跡の設定で除外された AWS KMS のイベント (`ExcludeManagementEventSources`)。",
    ),
    BlindSpot.READ_EVENTS: Text(
        en="Decrypt, Encrypt and GenerateDataKey where the trail records write events only: they are read events.",
        ja="書き込みイベントだけを記録する証跡での Decrypt、Encrypt、GenerateDataKey (これらは読み取りイベントです)。",
    ),
    BlindSpot.WINDOW: Text(
        en="What happens more rarely than this history is long: restores, yearly jobs, failovers. The event history holds 90 days, and one Region.",
        ja="この履歴の期間より間隔の長い処理 (復元、年次の処理、フェイルオーバーなど)。イベント履歴に残るのは 1 リージョンの 90 日分です。",
    ),
    BlindSpot.GRANTS: Text(
        en="Whether a grant allowed a request; `--grants` names those there are now.",
        ja="リクエストがグラントで許可されたかどうか。現在のグラントは `--grants` で指定できます。",
    ),
    BlindSpot.IDENTITY_POLICIES: Text(
        en="The caller's identity policies, permissions boundary and control policies: they are taken to be as they were.",
        ja="呼び出し元の アイデンティティポリシー、アクセス許可の境界、コントロールポリシー: 当時のままとみなしています。",
    ),
    BlindSpot.SOURCES_OF_SERVICES: Text(
        en="`aws:SourceArn` and `aws:SourceAccount` of services that call as themselves.",
        ja="自身として呼び出すサービスの `aws:SourceArn` と `aws:SourceAccount`。",
    ),
}

SKIPPED = Text(en="Not read to the end", ja="最後まで読み取れなかったファイル")
SKIPPED_FILE = Text(
    en="{file}: {why}; {records} of its records count",
    ja="{file}: {why} (そのうち {records} 件のレコードは集計に含みます)",
)

CALLS = (Text(en="1 call", ja="1 回の呼び出し"), Text(en="{count} calls", ja="{count} 回の呼び出し"))
COUNTS = {
    Fate.DENIED: Text(en="{requests} would break ({calls})", ja="拒否されるリクエスト {requests} 件 ({calls})"),
    Fate.UNDECIDED: Text(en="{requests} undecided ({calls})", ja="未定 {requests} 件 ({calls})"),
    Fate.STAYS: Text(en="{requests} stay ({calls})", ja="維持 {requests} 件 ({calls})"),
    Fate.FAILED_THEN: Text(en="{requests} failed then ({calls})", ja="当時から失敗 {requests} 件 ({calls})"),
}
SUMMARY = Text(en="{counts}; {records} records in {files} read", ja="{counts}。読み取り: {files}、{records} レコード")
REQUESTS = (Text(en="1 request", ja="1"), Text(en="{count} requests", ja="{count}"))

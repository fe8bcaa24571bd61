"""What the report of `keypost explain` says."""

from keypost.text import Text

FACTS = Text(en="What the text tells", ja="読み取れた内容")
LABELS = {
    "service": Text(en="service", ja="サービス"),
    "principal": Text(en="caller", ja="呼び出し元"),
    "action": Text(en="action", ja="アクション"),
    "operation": Text(en="operation", ja="操作"),
    "resource": Text(en="resource", ja="リソース"),
    "key": Text(en="key", ja="キー"),
    "account": Text(en="account", ja="アカウント"),
    "region": Text(en="Region", ja="リージョン"),
    "error": Text(en="error", ja="エラー"),
    "request_id": Text(en="request ID", ja="リクエスト ID"),
}
PATHS = Text(en="delivery path", ja="配信の経路")
NEAREST = Text(en="nearest paths", ja="近い経路")
MEANS = Text(en="means", ja="意味")
CAUSES = Text(en="Likely causes, the likeliest first", ja="考えられる原因 (可能性の高い順)")
WHY = Text(en="why", ja="理由")
LOOK = Text(en="look at", ja="確認")
SHOWS = Text(en="it is this if", ja="この原因なら")
REPAIR = Text(en="repair", ja="対処")
VERIFY = Text(en="verify", ja="検証")
AS_ABOVE = Text(en="{what} (the command of {number})", ja="{what} ({number} のコマンド)")
VERIFYING = Text(en="How to verify, once repaired", ja="対処後の検証")
PAGE = Text(en="page", ja="ページ")
RULE = Text(en="rule", ja="ルール")
LIKELIHOODS = {
    "high": Text(en="HIGH", ja="高"),
    "medium": Text(en="MEDIUM", ja="中"),
    "low": Text(en="LOW", ja="低"),
}
NOTHING_FOUND = Text(
    en="The text tells neither who was refused nor what for.",
    ja="このテキストからは、何が拒否されたのかを読み取れません。",
)
NOT_OF_AWS = Text(
    en="Nothing here looks like a message of AWS.",
    ja="AWS のメッセージとみられる内容はありません。",
)
NO_CAUSE = Text(
    en="The text doesn't tell the cause: no message that Keypost knows stands in it.",
    ja="このテキストからは原因を特定できません。Keypost が知っているメッセージが含まれていません。",
)
NO_CAUSE_BUT = Text(
    en="The text doesn't tell the cause: the messages that stand in it fit too many.",
    ja="このテキストからは原因を特定できません。含まれているメッセージは、さまざまな原因に当てはまります。",
)
SUCCEEDED = Text(
    en="No event in the text failed: none has an `errorCode`.",
    ja="このテキストに失敗したイベントはありません (どのイベントにも `errorCode` がありません)。",
)
LOOK_THERE = Text(
    en="Look for the reason where the failure is recorded: CloudTrail events of the same minute (`errorCode`), the alarm's "
    "history, the events of the stack, the delivery status log; and explain that.",
    ja="失敗が記録されている場所 (同じ時刻の CloudTrail イベントの `errorCode`、アラームの履歴、スタックのイベント、配信ステータスログ) で理由を探し、その内容を `keypost explain` に渡してください。",
)
DECODE = Text(
    en="The reason is encoded in the text. Decode it, and explain what comes out:",
    ja="理由は文中でエンコードされています。デコードし、その出力を `keypost explain` に渡してください:",
)
EXPLAIN_RULE = Text(
    en="`keypost rules RULE` explains a cause.", ja="原因の説明は `keypost rules ルール` で表示されます。"
)

ESTATE = Text(en="What the estate says", ja="照合の結果")
MATCHED = Text(
    en="The text speaks of {deliveries}.",
    ja="このテキストが指す配信: {deliveries}",
)
ABSENT = Text(
    en="No delivery of the estate has `{name}` as a part.",
    ja="`{name}` が関わる配信は、構成の中にありません。",
)
ALLOWED = Text(
    en="The estate as given allows `{action}`: what is deployed differs from it, or has changed since. The delivery would fail "
    "at another call (`keypost check`). The causes below are what the text alone tells.",
    ja="与えられた構成は `{action}` を許可しています。デプロイされている内容がこれと異なるか、失敗の後で変更されています。ただし、この配信は別の呼び出しで失敗します (`keypost check` で確認できます)。以下の原因はテキストだけによるものです。",
)
ANSWERS = {
    "fails": Text(
        en="It fails in the estate as given, for the reason decided below: this is it.",
        ja="与えられた構成でも失敗します。判定された理由は以下のとおりで、これが原因です。",
    ),
    "fails-perhaps": Text(
        en="Deliveries of this kind fail in the estate as given; the text doesn't single one out.",
        ja="与えられた構成ではこの種類の配信が失敗します。どの配信のことかは、テキストからは特定できません。",
    ),
    "depends": Text(
        en="Whether it gets through depends on what the estate leaves open: `keypost check` names it. The causes below are what "
        "the text alone tells.",
        ja="届くかどうかは、与えられた構成からは決まりません (`keypost check` で必要な情報を確認できます)。以下の原因はテキストだけによるものです。",
    ),
    "works": Text(
        en="The estate as given lets it through: what is deployed differs from it, or has changed since. The causes below are "
        "what the text alone tells.",
        ja="与えられた構成では届きます。デプロイされている内容がこれと異なるか、失敗の後で変更されています。以下の原因はテキストだけによるものです。",
    ),
    "no-match": Text(
        en="No delivery of the estate fits the text. The causes below are what the text alone tells.",
        ja="構成の中に、このテキストに当てはまる配信はありません。以下の原因はテキストだけによるものです。",
    ),
}
DECIDED = Text(en="DECIDED", ja="判定済み")
PLACE = Text(en="place", ja="場所")

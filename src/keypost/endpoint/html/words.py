"""What the page says, in both languages."""

from keypost.text import Text

TITLE = "keypost local"
ACCOUNT = Text(en="account {account}, Region {region}", ja="アカウント {account}、リージョン {region}")
SOFT = Text(en="--soft: denials are written down and let pass", ja="--soft: 拒否は記録されますが、通ります")
VIEWS = {
    "deliveries": Text(en="Deliveries", ja="配信"),
    "decisions": Text(en="Decisions", ja="判定"),
    "mailbox": Text(en="E-mail", ja="E メール"),
    "chat": Text(en="Chat channels", ja="チャットチャンネル"),
    "spend": Text(en="Spend", ja="支出"),
    "unmodelled": Text(en="Not modelled", ja="モデル化されていない操作"),
}
VIEWS_LABEL = Text(en="Views", ja="表示")
LANGUAGE_LABEL = Text(en="Language", ja="言語")
ARRIVED = Text(en="ARRIVED", ja="到達")
FAILED = Text(en="FAILED", ja="失敗")
CALLS = Text(en="Calls ({count})", ja="呼び出し ({count})")
NO_CALLS = Text(
    en="No call of AWS is decided for this delivery.", ja="この配信で許可を判定された AWS の呼び出しはありません。"
)
NO_DELIVERIES = Text(en="No service has delivered anything yet.", ja="サービスによる配信はまだありません。")
NO_DECISIONS = Text(en="Nothing has been decided yet.", ja="まだ何も判定されていません。")
NO_DENIALS = Text(en="Nothing was refused.", ja="拒否されたものはありません。")
NO_MAILS = Text(en="No service has sent an e-mail yet.", ja="サービスが送った E メールはまだありません。")
NO_MESSAGES = Text(en="No message has reached a channel yet.", ja="チャンネルに届いたメッセージはまだありません。")
LAST = Text(en="The last {count}, newest first.", ja="直近の {count} 件です (新しい順)。")
ONLY_DENIALS = Text(en="Only what was refused", ja="拒否されたものだけ")
EVERYTHING = Text(en="Everything", ja="すべて")
REQUEST = Text(en="Request", ja="リクエスト")
DECISIONS = {
    "allow": Text(en="ALLOWED", ja="許可"),
    "explicit_deny": Text(en="DENIED", ja="拒否"),
    "implicit_deny": Text(en="DENIED", ja="拒否"),
    "undecided": Text(en="REFUSED (left open)", ja="拒否 (判定できない点あり)"),
}
LET_PASS = Text(en="let pass, by --soft", ja="--soft により通過")
TRACE = Text(en="What was looked at", ja="調べたもの")
CONTEXT = Text(en="Condition keys that were sent", ja="送られた条件キー")
MATCHES = {
    "match": Text(en="matches", ja="一致"),
    "no-match": Text(en="doesn't match", ja="不一致"),
    "unknown": Text(en="left open", ja="判定できない"),
}
POLICY = Text(en="Policy", ja="ポリシー")
STATEMENT = Text(en="Statement", ja="ステートメント")
OUTCOME = Text(en="Outcome", ja="結果")
WHY = Text(en="Why", ja="理由")
KEY = Text(en="Key", ja="キー")
VALUE = Text(en="Value", ja="値")
FROM = Text(en="From", ja="差出人")
TO = Text(en="To", ja="宛先")
POSTED = Text(en="Posted to {address}", ja="{address} に POST しました")
KEPT = Text(en="Kept here: there is no webhook.", ja="Webhook がないため、ここに保持しています。")
WEBHOOK = Text(en="Webhook (an address on this machine)", ja="Webhook (このマシンのアドレス)")
CHANNEL = Text(en="Channel (empty: all others)", ja="チャンネル (空欄はほかすべて)")
SET = Text(en="Set", ja="設定する")
SPENT = Text(
    en="Nobody spends anything here, so it is set. Every budget whose threshold is crossed notifies.",
    ja="ここでは支出が発生しないため、設定します。しきい値を超えた予算はすべて通知されます。",
)
ACTUAL = Text(en="Actual", ja="実績")
FORECASTED = Text(en="Forecasted", ja="予測")
BUDGET = Text(en="Budget (empty: all of the account)", ja="予算 (空欄はアカウント全体)")
ACCOUNT_FIELD = Text(en="Account", ja="アカウント")
UNMODELLED = Text(
    en="Decided by identity policies alone, on every resource: the endpoint doesn't know what these operations need. "
    "`--strict` refuses them.",
    ja="これらの操作に何が必要かをエンドポイントは知らないため、すべてのリソースに対し、アイデンティティポリシーだけで判定"
    "しました。`--strict` を付けると拒否します。",
)
NO_UNMODELLED = Text(
    en="No such operation was called. These services are modelled:",
    ja="そのような操作は呼び出されていません。モデル化されているサービスは次のとおりです。",
)
OPERATION = Text(en="Operation", ja="操作")
COUNT = Text(en="Calls", ja="回数")
AS_JSON = Text(en="As JSON", ja="JSON で見る")
NOT_SET = Text(en="That can't be set: {why}", ja="設定できません: {why}")

"""What reports for pipelines say: of places, of deliveries that are stopped or open, of what a report leaves out."""

from keypost.text import Text

# Rules that stand for a verdict alone.
FAILS_TITLE = Text(en="Delivery fails", ja="配信が失敗する")
FAILS_WHY = Text(
    en="The policies deny a call that the delivery needs; no rule names the fault more closely.",
    ja="配信に必要な呼び出しがポリシーによって拒否されます。これ以上詳しく示すルールはありません。",
)
FAILS_REMEDY = Text(
    en="Look at the call, the decision and the reason in the report, and allow the call.",
    ja="レポートに示された呼び出し、判定、理由を確認し、その呼び出しを許可してください。",
)
FAILS = Text(en="{delivery} fails: {calls}.", ja="{delivery}: 失敗します。{calls}。")
DENIED = Text(en="{principal} may not call {actions}", ja="{principal} は {actions} を呼び出せません")
DEPENDS_TITLE = Text(
    en="Delivery depends on a fact that is not known", ja="配信できるかどうかが未知の事柄によって変わる"
)
DEPENDS_WHY = Text(
    en="The input leaves open a fact on which the verdict turns. Keypost names it, and doesn't guess.",
    ja="判定を左右する事柄が入力からは決まりません。Keypost は推測せずに、その事柄を示します。",
)
DEPENDS_REMEDY = Text(
    en="Give the fact with the option that the message names, or read more inputs together.",
    ja="メッセージに示されたオプションで指定するか、ほかの入力も併せて読み込んでください。",
)
DEPENDS = Text(en="{delivery} depends: {why}.", ja="{delivery}: 未定です。{why}。")
A_NEED = Text(en="{why} ({answer})", ja="{why} ({answer})")

# Where something stands, as the places of a finding are labelled.
SOURCE = Text(en="the source `{name}`", ja="配信元 `{name}`")
SETTING = Text(en="the setting `{setting}` of `{name}` that links them", ja="両者をつなぐ `{name}` の設定 `{setting}`")
TARGET = Text(en="the target `{name}`", ja="配信先 `{name}`")
ENCRYPTED = Text(en="the encryption of `{name}`", ja="`{name}` の暗号化の設定")
KEY = Text(en="the key `{name}`", ja="キー `{name}`")
DECIDES = Text(en="what decides {action}", ja="{action} の可否を決める箇所")

WHAT_TO_DO = Text(en="What to do", ja="対処")
STOPS = Text(en="Stops {deliveries}.", ja="止まる配信: {deliveries}。")
TO_MEND = Text(en="To mend it: {fix}", ja="対処: {fix}")
SHOWS = Text(en="When it shows: {how}.", ja="現れ方: {how}。")
NOT_READ = Text(en="Not read, so not judged", ja="読み取れなかったため判定していないもの")
NOT_READ_WHY = Text(
    en="Something in the input could not be read. What depends on it is not judged.",
    ja="入力の一部を読み取れませんでした。それに左右されるものは判定していません。",
)
A_GAP = Text(en="{what}: {why}", ja="{what}: {why}")
NOT_READ_REMEDY = Text(
    en="Follow what the message says, and run Keypost again.",
    ja="メッセージに従って対処し、もう一度実行してください。",
)
NO_DELIVERY_WHY = Text(
    en="The input has no setting that hands something over, as far as Keypost knows them; a run that found nothing says nothing.",
    ja="Keypost が知っている範囲では、入力の中に何かを引き渡す設定がありません。何も見つからなかった実行からは、何も分かりません。",
)
NO_DELIVERY_REMEDY = Text(
    en="Check that the right files were read; `keypost paths` lists what is looked for.",
    ja="対象のファイルが読み込まれたかを確認してください。探しているものは `keypost paths` で表示されます。",
)
NO_DELIVERY = Text(
    en="No delivery was found, so nothing was decided.",
    ja="配信が 1 件も見つからなかったため、何も判定していません。",
)
SUPPRESSED = Text(en="accepted: {reason}", ja="抑制中: {reason}")
AND_MORE = Text(en="and {count} more", ja="ほか {count} 件")

# The comment on a pull request.
VERDICT = Text(en="verdict", ja="判定")
DELIVERY = Text(en="delivery", ja="配信")
CAUSE = Text(en="cause", ja="原因")
PLACE = Text(en="place", ja="場所")
RULE = Text(en="rule", ja="ルール")
ALSO_FOUND = Text(en="Also found", ja="そのほかの検出結果")
A_FIX = Text(en="Fix ({disposition}): {kind}", ja="修正案 ({disposition}): {kind}")
SAME_FIX = Text(en="The same change as above mends this too.", ja="上と同じ変更で、これも直ります。")
CUT_ROWS = Text(
    en="{count} more lines don't fit in a comment; the report in text has them all.",
    ja="コメントに収まらない {count} 行を省略しました。すべてはテキスト形式のレポートで確認できます。",
)
CUT = Text(
    en="{count} more sections don't fit in a comment; the report in text has them all.",
    ja="コメントに収まらない {count} 項目を省略しました。すべてはテキスト形式のレポートで確認できます。",
)

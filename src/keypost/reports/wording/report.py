"""What the terminal report says around verdicts: labels, headings, counts."""

from keypost.text import Text

# Labels of rows.
DENIED = Text(en="denied", ja="拒否")
FAULT = Text(en="fault", ja="不備")
WHY = Text(en="why", ja="理由")
PLACE = Text(en="place", ja="場所")
FIX = Text(en="fix", ja="対処")
SHOWS = Text(en="shows", ja="現れ方")
LOOK_IN = Text(en="look in", ja="確認先")
RULE = Text(en="rule", ja="ルール")
NEEDS = Text(en="needs", ja="決め手")
GIVE = Text(en="settle", ja="確定方法")
ONWARD = Text(en="onward", ja="その先")
ONE_ONWARD = Text(en="{verdict}: {title}: {ends}", ja="{verdict}: {title}: {ends}")
OBSERVED = Text(en="observed", ja="実績")
FAILING_SINCE = Text(en="failing since {since} (last attempt {seen})", ja="{since} から失敗 (最後の試行: {seen})")
FAILING = Text(en="failing, seen {seen}", ja="失敗 ({seen} 時点)")
DELIVERED_BEFORE = Text(en="; last delivered {delivered}", ja="、最後の配信: {delivered}")
DELIVERING = Text(en="delivered, {seen}", ja="配信 ({seen})")
OF_SOME_TARGET = Text(
    en="; this is told of one of the source's targets, not of which", ja="、配信元の配信先のいずれかについての記録"
)
NOW = Text(en="today", ja="現在")
ASKED_BY = Text(en="asked by", ja="要求元")
UNLESS = Text(en="fails", ja="失敗条件")
ACCEPTED = Text(en="accepted", ja="抑制中")

CALLER = Text(en="`{principal}` calling {actions}", ja="`{principal}` による {actions}")
ASSUMED = Text(en="where {assumptions}", ja="{assumptions} の場合")
ASSUMPTION = Text(en="`{name}` is `{value}`", ja="`{name}` が `{value}`")
ASSUMED_NOT = Text(en="`{name}` isn't {values}", ja="`{name}` が {values} 以外")
UNTIL = Text(en="{reason} (until {until}, {place})", ja="{reason} (期限: {until}、{place})")
FOREVER = Text(en="{reason} ({place})", ja="{reason} (期限なし、{place})")
AND_MORE = Text(en="and {count} more", ja="ほか {count} 件")

MANY_OF = Text(en="{title}: {deliveries}", ja="{title}: {deliveries}")
SET_AT = Text(en="{what}, set at {place}", ja="{what}、設定箇所: {place}")
NOT_IN_INPUT = Text(en="not in the input", ja="入力に含まれていません")
OUTSIDE_AWS = Text(en="outside AWS", ja="AWS の外")
OPEN_ENCRYPTION = Text(en="how it is encrypted isn't known from the input", ja="暗号化の方法は入力からはわかりません")

# What a preview says around the report.
PREVIEW_MANAGED = Text(
    en="Preview: what if everything here that isn't under a KMS key were under the AWS managed key of its service?",
    ja="プレビュー: KMS キーを使っていないものすべてを、各サービスの AWS マネージドキーで暗号化した場合の判定です。",
)
PREVIEW_CUSTOMER = Text(
    en="Preview: what if everything here that isn't under a KMS key were under a new customer managed key with the default key policy?",
    ja="プレビュー: KMS キーを使っていないものすべてを、デフォルトのキーポリシーを持つ新しいカスタマーマネージドキーで暗号化した場合の判定です。",
)
PREVIEWED = Text(en="Put under a key: {resources}.", ja="暗号化したとみなすもの: {resources}。")
NONE_PREVIEWED = Text(
    en="Nothing here would change: whatever can take such a key has a KMS key already, or isn't known well enough.",
    ja="変わるものはありません。該当するリソースはすでに KMS キーを使っているか、暗号化の方法が入力からわかりません。",
)
IF = Text(en="if {encryption}", ja="仮定: {encryption}")
WORSE = Text(en="; {count} worse than today", ja="、うち現在より悪化 {count} 件")

ALSO_FOUND = Text(en="Also found", ja="そのほかの検出結果")
NOT_READ = Text(en="Not read, so not judged", ja="読み取れなかったため判定していないもの")

NOTHING_FOUND = Text(
    en="No delivery was found, so nothing was decided.",
    ja="配信が 1 件も見つからなかったため、何も判定していません。",
)
WAS_READ = Text(en="Read: {files}, {resources}.", ja="読み取ったもの: {files}、{resources}。")
LOOKED_FOR = Text(
    en="Keypost looks for settings that hand something over ({count} kinds of deliveries), on resources of {types} types: `keypost paths` lists what is looked for.",
    ja="Keypost は何かを引き渡す設定 ({count} 種類の配信) を、{types} 種類の型のリソースの中に探します。探すものの一覧は `keypost paths` で表示できます。",
)
NO_FILE = Text(
    en="None of the files looks like a template; name the file itself if it should.",
    ja="テンプレートと思われるファイルがありませんでした。対象のファイルを直接指定してください。",
)

SUMMARY = Text(en="{verdicts} in {files}", ja="{files}: {verdicts}")
RULES_HINT = Text(
    en="`keypost rules RULE` explains a rule.", ja="ルールの説明は `keypost rules ルール` で表示されます。"
)
FIX_HINT = Text(
    en="`keypost fix`, with the same inputs, offers changes that mend this; `keypost rules RULE` explains a rule.",
    ja="同じ入力で `keypost fix` を実行すると、直すための変更が表示されます。"
    "ルールの説明は `keypost rules ルール` で表示されます。",
)
GAPS = Text(en="; {count} not read", ja="、読み取れなかったもの {count} 件")
SUPPRESSED = Text(en="; {count} accepted", ja="、うち抑制中 {count} 件")
DELIVERIES = (Text(en="1 delivery", ja="1 件"), Text(en="{count} deliveries", ja="{count} 件"))
FILES = (Text(en="1 file", ja="1 ファイル"), Text(en="{count} files", ja="{count} ファイル"))
RESOURCES = (Text(en="1 resource", ja="リソース 1 個"), Text(en="{count} resources", ja="リソース {count} 個"))


def count(forms: tuple[Text, Text], number: int) -> Text:
    """Return the number with its noun, in the singular or the plural."""
    return forms[0] if number == 1 else forms[1].fill(count=number)

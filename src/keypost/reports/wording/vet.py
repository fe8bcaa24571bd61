"""What is said of scanners' findings: the ways to follow them, what breaks, what satisfies both."""

from keypost.text import Text

TITLE = Text(en="Keypost: what following the scanner would break", ja="Keypost: スキャナーに従うと止まるもの")
BREAKS = Text(en="BREAKS", ja="停止")
OPEN = Text(en="OPEN", ja="未定")
HARMLESS = Text(en="HARMLESS", ja="影響なし")
WAYS = {
    "without-key": Text(
        en="SSE-SQS (`SqsManagedSseEnabled: true`)", ja="SSE-SQS (`SqsManagedSseEnabled: true`) で暗号化"
    ),
    "aws-managed": Text(en="the AWS managed key `{alias}`", ja="AWS マネージドキー `{alias}` で暗号化"),
    "customer": Text(
        en="a new customer managed key with the default key policy",
        ja="デフォルトのキーポリシーを持つ新しいカスタマーマネージドキーで暗号化",
    ),
}
TURNS = Text(en="{before} -> {after}: {delivery}", ja="{before} -> {after}: {delivery}")
BOTH = Text(en="both", ja="両立")
ELSE = Text(en="else", ja="または")
HARMLESS_REMEDY = Text(
    en="With {way} the scanner is content, and no delivery gets worse.",
    ja="{way}すれば、スキャナーの要求を満たし、悪化する配信はありません。",
)
NO_REMEDY = Text(
    en="No key policy was found that satisfies the scanner and leaves every delivery as it is.",
    ja="スキャナーの要求を満たし、すべての配信を維持できるキーポリシーは見つかりませんでした。",
)
LEFT = Text(en="Not tried", ja="試さなかった指摘")
ONE_LEFT = Text(en="{scanner} {rule} of {what}: {why}", ja="{scanner} {rule} ({what}): {why}")
UNNAMED = Text(en="an unnamed resource", ja="名前のないリソース")
WHY_LEFT = {
    "not-found": Text(
        en="the inputs have no such resource of the kind that the rule is about",
        ja="ルールの対象となる種類で、この名前または行のリソースは入力にありません",
    ),
    "several": Text(
        en="the inputs have more than one resource that it may mean; name the one file with `--in`",
        ja="入力の複数のリソースに当てはまります。`--in` でファイルを 1 つ指定してください",
    ),
    "unread": Text(en="how it is encrypted isn't known from the input", ja="暗号化の方法は入力からはわかりません"),
    "satisfied": Text(en="it has what the rule asks for", ja="ルールが求める暗号化はすでに設定されています"),
}
GAPS = Text(en="Could not be read", ja="読み取れなかったもの")
NOTHING = Text(
    en="No finding asks for encryption; {others} ask for something else.",
    ja="暗号化を求める指摘はありません。ほかの指摘は {others} 件です。",
)
SUMMARY = Text(
    en="{breaks} of {resources} resources would break a delivery if the scanner were followed; {left} findings not tried; "
    "{others} findings ask for something else",
    ja="{resources} 件のリソースのうち、スキャナーに従うと配信に影響するもの {breaks} 件、試さなかった指摘 {left} 件、"
    "暗号化以外の指摘 {others} 件",
)

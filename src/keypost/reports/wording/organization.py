"""What the report of many accounts says."""

from keypost.text import Text

ACCOUNTS = Text(en="Accounts", ja="アカウント")
ACCOUNT = Text(
    en="{account}  {deliveries}: {fails} fail, {depends} depend, {works} work",
    ja="{account}  {deliveries}: 失敗 {fails}、未定 {depends}、成功 {works}",
)
ACCOUNT_GAPS = Text(en="; {count} not read", ja="、読み取れなかったもの {count} 件")
CLEAN = Text(
    en="{count} more accounts in which every delivery works", ja="すべての配信が届くアカウント: ほか {count} 個"
)
KINDS = Text(en="Findings, those that stop the most first", ja="検出結果 (止めている配信が多い順)")
KIND = Text(en="stops {deliveries} in {accounts}", ja="{accounts}で {deliveries}の配信を停止")
KIND_OF_NONE = Text(en="{findings} in {accounts}; stops nothing", ja="{accounts}に {findings}。配信は止めていません")
EXAMPLE = Text(en="e.g.", ja="例")
PLACES = Text(en="at {place} and {count} places like it", ja="{place} と、同様の {count} か所")
PLACE = Text(en="at {place}", ja="{place}")
MORE_KINDS = Text(en="and {count} more kinds of `{rule}`", ja="`{rule}` はほかに {count} 種類あります")
MISSING = Text(en="Not read, so not judged", ja="読み取れなかったため判定していないもの")
MISSED = Text(en="{count} times, e.g. `{what}`: {why}", ja="{count} 回 (例: `{what}`): {why}")
SEE_ONE = Text(
    en="`keypost check {folder} --account ID` tells everything about one account.",
    ja="1 つのアカウントの詳細は `keypost check {folder} --account ID` で表示されます。",
)
SUMMARY = Text(en="{verdicts} in {accounts}", ja="{accounts}: {verdicts}")
NUMBER_OF_ACCOUNTS = (Text(en="1 account", ja="1 アカウント"), Text(en="{count} accounts", ja="{count} アカウント"))
NUMBER_OF_FINDINGS = (Text(en="1 finding", ja="1 件の検出結果"), Text(en="{count} findings", ja="{count} 件の検出結果"))

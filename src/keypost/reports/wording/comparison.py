"""What is said of two sides: which deliveries turned, and who gained or lost a key."""

from keypost.text import Text

TITLE = Text(en="Keypost: what this change does to deliveries", ja="Keypost: この変更で配信がどう変わるか")
LEAVES = Text(en="No longer get through", ja="届かなくなる配信")
WORSE = Text(en="Worse, or new and not working", ja="悪くなる、または新しく加わるが届かない配信")
BETTER = Text(en="Better than before", ja="良くなる配信")
NEW = Text(en="New, and get through", ja="新しく加わり、届く配信")
GONE = Text(en="Not there any more", ja="なくなる配信")
GAINED = Text(en="Gain the use of a key", ja="キーを使えるようになる主体")
LOST = Text(en="Lose the use of a key", ja="キーを使えなくなる主体")
ABSENT = Text(en="not there", ja="なし")
ACCESS = Text(en="`{principal}`: {actions} on `{key}`", ja="`{principal}`: `{key}` の {actions}")
ACCOUNT_ACCESS = Text(
    en="the account `{principal}`, that is its root user and whomever its IAM policies allow: {actions} on `{key}`",
    ja="アカウント `{principal}` (ルートユーザーと、IAM ポリシーで許可された主体): `{key}` の {actions}",
)
UNDER = Text(en=" if {conditions}", ja=" (条件: {conditions})")
NOTHING = Text(
    en="No delivery turns, and nobody gains or loses a key.", ja="変わる配信はなく、キーを使える主体も変わりません。"
)
SUMMARY = Text(
    en="{leaves} leave WORKS, {better} get better, {unchanged} stay as they are",
    ja="届かなくなる {leaves} 件、良くなる {better} 件、変わらない {unchanged} 件",
)

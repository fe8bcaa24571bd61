"""What the report about the users of a key says: labels, sorts of principals, what is left open."""

from keypost.checker.access.candidates import Sort
from keypost.checker.access.permissions import Standing
from keypost.policy.request import KeyState
from keypost.text import Text

TITLE = Text(en="Who may call {actions} on {key}", ja="{key} に対して {actions} を呼び出せる主体")
ALL_OF = Text(en="`{asked}` ({count} actions on keys)", ja="`{asked}` (キーに対するアクション {count} 個)")
MAY = Text(en="MAY", ja="可")
MAY_IF = Text(en="MAY IF", ja="条件付き")
MARKS = {
    Standing.OPEN: Text(en="OPEN", ja="未定"),
    Standing.DENIED: Text(en="DENIED", ja="拒否"),
    Standing.NEVER: Text(en="NEVER", ja="不可"),
}

OWN = Text(en="its own policies", ja="自身のポリシー")
BUT_FEW = Text(en="all but {actions}", ja="次を除くすべて: {actions}")

SORTS = {
    Sort.EVERYONE: Text(en="everyone", ja="すべての主体"),
    Sort.ACCOUNT: Text(en="users and roles of the account {name}", ja="アカウント {name} のユーザーとロール"),
    Sort.ROOT_USER: Text(en="the root user of the account {name}", ja="アカウント {name} のルートユーザー"),
    Sort.SERVICE: Text(en="{name}, as a service", ja="{name} (サービス自身)"),
    Sort.ROLE: Text(en="role {name}", ja="ロール {name}"),
    Sort.USER: Text(en="user {name}", ja="ユーザー {name}"),
    Sort.SESSION: Text(en="session {name}", ja="セッション {name}"),
    Sort.OTHER: Text(en="whoever {name} is", ja="{name} が指す主体"),
}
ACTIONS = Text(en="actions", ja="アクション")
IF = Text(en="if", ja="条件")
AND_IF = Text(en="and", ja="かつ")
UNLESS = Text(en="unless", ja="除外")
BY = Text(en="by", ja="根拠")
BUT = Text(en="but", ja="注意")
NEEDS = Text(en="needs", ja="決め手")
WHERE = Text(en="where", ja="前提")

STATEMENT = Text(en="{statement} of {policy}", ja="{policy}の{statement}")
OWN_POLICIES = Text(
    en="an identity policy of its own allows it as well, which the input doesn't hold",
    ja="自身のアイデンティティポリシーでも許可されている場合 (入力に含まれていません)",
)
OWN_OF_ACCOUNT = Text(
    en="an identity policy of theirs allows it; the roles and users that the input holds stand here by themselves",
    ja="それぞれのアイデンティティポリシーで許可されている場合 (入力に含まれるロールとユーザーは個別に示しています)",
)
OTHER_ACCOUNTS = Text(
    en="principals of other accounts need an identity policy of their own that allows it as well",
    ja="別のアカウントの主体には、自身のアイデンティティポリシーでの許可も必要です",
)
OWN_UNREAD = Text(
    en="its own policies are not, or not all, in the input: a Deny there would take this away",
    ja="自身のポリシーの全部または一部が入力に含まれていません。そこに Deny があれば許可されません",
)
UNSENT = Text(
    en="it doesn't send {keys} to the key of what is encrypted here (`keypost paths`)",
    ja="ここで暗号化されているリソースのキーに対して {keys} を送信しません (`keypost paths`)",
)
ABOUT = Text(en="{principals}: ", ja="{principals}: ")
DENIED_ALWAYS = Text(en="it is one of those", ja="対象に含まれる場合")
NONE_OF = Text(en="it is none of {principals}", ja="{principals} のいずれでもない場合")
AND = Text(en=" and ", ja="、かつ ")

NOBODY = Text(
    en="Nobody may, as far as the input shows: no statement of the key policy and no grant allows it.",
    ja="入力からわかる範囲では、誰も呼び出せません。許可するステートメントもグラントもありません。",
)
HALTED = Text(
    en="The key is {state}: until it is enabled, nobody may call {actions}",
    ja="キーは{state}です。有効になるまで、誰も {actions} を呼び出せません",
)
STATES = {
    KeyState.DISABLED: Text(en="disabled", ja="無効"),
    KeyState.PENDING_DELETION: Text(en="pending deletion", ja="削除保留中"),
    KeyState.PENDING_REPLICA_DELETION: Text(en="pending the deletion of its replicas", ja="レプリカの削除保留中"),
    KeyState.PENDING_IMPORT: Text(en="pending import", ja="インポート保留中"),
    KeyState.UNAVAILABLE: Text(en="unavailable", ja="使用不可"),
    KeyState.CREATING: Text(en="being created", ja="作成中"),
}
ONCE_ENABLED = Text(en="Once it is enabled:", ja="有効になると、次のとおりです:")
UNSUITED = Text(
    en="Nobody may call {actions}: a key of this kind ({kind}) can't do it.",
    ja="誰も {actions} を呼び出せません。この種類のキー ({kind}) では実行できません。",
)
UNREAD = Text(
    en="Others may too: {what} could not be read{place}, and may allow or deny anybody.",
    ja="ほかにも許可される主体がありえます。{what}を読み取れませんでした{place}。許可も拒否もありえます。",
)
NOT_KNOWN = Text(
    en="AWS writes the policy of the AWS managed key {key}, and Keypost doesn't know it: whom it allows can't be told.",
    ja="AWS マネージドキー {key} のポリシーは AWS が定めるもので、Keypost にはわかりません。許可される主体は判定できません。",
)
COUNTS = (
    Text(en="{count} may", ja="可 {count} 件"),
    Text(en="{count} may under conditions", ja="条件付き {count} 件"),
    Text(en="{count} left open", ja="未定 {count} 件"),
    Text(en="{count} denied", ja="拒否 {count} 件"),
    Text(en="{count} never", ja="不可 {count} 件"),
)

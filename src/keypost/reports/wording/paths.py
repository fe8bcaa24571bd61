"""What the parts of a delivery path are called."""

from keypost.catalogue.declare import (
    Absent,
    AssumedRole,
    EncryptionKind,
    Evidence,
    KeyOf,
    LinkedRole,
    MadeGrant,
    Necessity,
    Nobody,
    Reach,
    RoleThenService,
    Sent,
    Service,
    ThePrincipal,
    Undocumented,
    When,
)
from keypost.text import Text

COUNT = Text(en="{count} delivery paths", ja="配信の経路 {count} 件")
INTO = Text(en="Into {kind}", ja="{kind} へ")
MORE = Text(
    en="`keypost paths ID` shows who calls what, with which condition keys, the statements that let it, and the sources.",
    ja="`keypost paths ID` で、どの主体が何を呼び出すか、どの条件キーが付くか、必要なステートメント、出典を表示します。",
)

SOURCE = Text(en="source", ja="送信元")
TARGET = Text(en="target", ja="送信先")
CALLER = Text(en="caller", ja="呼び出し元")
KEY = Text(en="key", ja="キー")
ROLE = Text(en="role", ja="ロール")
SETTINGS = Text(en="settings", ja="設定項目")
TERRAFORM = Text(en="Terraform", ja="Terraform の属性")
FAILURE = Text(en="a failure shows", ja="失敗の現れ方")
SEEN_IN = Text(en="look in", ja="確認先")
EVIDENCE = Text(en="evidence", ja="根拠")
ENCRYPTION = Text(en="accepted encryption", ja="対応する暗号化")
ACCOUNTS = Text(en="accounts", ja="アカウント")
CALLS = Text(en="Calls", ja="呼び出し")
ACTION = Text(en="action", ja="アクション")
RESOURCE = Text(en="on", ja="対象")
CONDITION_KEYS = Text(en="Condition keys", ja="条件キー")
CONDITION_KEY = Text(en="condition key", ja="条件キー")
PRESENCE = Text(en="in the request", ja="リクエスト内")
VALUE = Text(en="value", ja="値")
MESSAGES = Text(en="Messages", ja="メッセージ")
NOTES = Text(en="Notes", ja="補足")
SOURCES = Text(en="Sources", ja="出典")
READ_ON = Text(en="read {date}", ja="{date} 確認")
NO_CALLS = Text(en="Nobody needs a permission on this way.", ja="この区間で許可が必要な主体はありません。")
NO_SOURCE = Text(en="nothing that a template holds", ja="テンプレートには現れないもの")
NO_SETTINGS = Text(en="no template shows it: to be looked up only", ja="テンプレートには現れません (参照用)")
AS_CALLER = Text(en="as {caller}", ja="{caller} として")
AS_ROLE = Text(en="as the role that {caller} assumes", ja="{caller} が引き受けるロールとして")
FIRST_AS_ROLE = Text(en="first, as the role", ja="先にロールとして")
ADVISED = Text(en="allow it as `{action}`", ja="許可の記述は `{action}` を推奨")

CALLERS = {
    Service: Text(en="{name}, as itself", ja="{name} (サービス自身)"),
    AssumedRole: Text(en="the role of the setting, assumed by {name}", ja="設定で指定したロール ({name} が引き受ける)"),
    LinkedRole: Text(en="the service-linked role {role} of {name}", ja="{name} のサービスにリンクされたロール {role}"),
    RoleThenService: Text(
        en="the role, and {name} as itself where that is refused", ja="ロール。拒否された場合は {name} (サービス自身)"
    ),
    ThePrincipal: Text(en="the role or user itself", ja="ロール・ユーザー自身"),
    Nobody: Text(en="nobody", ja="なし"),
}

KEYS_OF = {
    KeyOf.TARGET: Text(en="that of the target", ja="送信先のキー"),
    KeyOf.SETTING: Text(en="the one that the setting names", ja="設定で指定したキー"),
    KeyOf.SETTING_ELSE_PERHAPS_TARGET: Text(
        en="the one that the setting names; without one perhaps the target's own, sources disagree",
        ja="設定で指定したキー。指定がない場合に送信先自身のキーが使われるかどうかは、資料によって異なる",
    ),
    KeyOf.SETTING_ELSE_TARGET: Text(
        en="the one that the setting names, else that of the target", ja="設定で指定したキー。なければ送信先のキー"
    ),
    KeyOf.SOURCE: Text(en="that of the source", ja="送信元のキー"),
    KeyOf.NONE: Text(en="none is involved", ja="関係しません"),
}

ENCRYPTION_KINDS = {
    EncryptionKind.NO_KMS: Text(en="none with KMS (SSE-S3)", ja="KMS を使わない暗号化 (SSE-S3)"),
    EncryptionKind.AWS_MANAGED_KEY: Text(en="AWS managed key", ja="AWS マネージドキー"),
    EncryptionKind.CUSTOMER_MANAGED_KEY: Text(en="customer managed key", ja="カスタマーマネージドキー"),
    EncryptionKind.SINGLE_REGION_KEY: Text(
        en="customer managed key of one Region", ja="単一リージョンのカスタマーマネージドキー"
    ),
}
ACCEPTS = Text(en="only {kinds} ({grade})", ja="{kinds}のみ ({grade})")

REACHES = {
    Reach.ANY: Text(en="one or two", ja="同一アカウント・アカウント間"),
    Reach.ONE_ACCOUNT: Text(en="source and target in one", ja="送信元と送信先が同じアカウント"),
    Reach.ACROSS_ACCOUNTS: Text(en="source and target in two", ja="送信元と送信先が別のアカウント"),
}

WHENS = {
    When.TARGET_USES_KMS: Text(en="where a KMS key encrypts", ja="KMS キーで暗号化される場合"),
    When.BUCKET_KEY_IS_ON: Text(en="with an S3 Bucket Key", ja="S3 バケットキーが有効な場合"),
    When.BUCKET_KEY_IS_OFF: Text(en="without an S3 Bucket Key", ja="S3 バケットキーが無効な場合"),
}

NECESSITIES = {
    Necessity.RECOMMENDED: Text(en="recommended: deliveries work without it", ja="推奨 (なくても配信される)"),
}

GRANTS = {
    MadeGrant.WITH_TARGET: Text(
        en="allowed by the grant made when the target was created", ja="送信先の作成時に作られたグラントで許可"
    ),
    MadeGrant.WITH_SOURCE: Text(
        en="allowed by the grant made when the source was configured", ja="送信元の設定時に作られたグラントで許可"
    ),
    MadeGrant.BY_HAND: Text(
        en="may be allowed by a grant that somebody makes for it", ja="個別に作成したグラントで許可されることもある"
    ),
}

PRESENCES = {
    Sent: Text(en="present", ja="あり"),
    Absent: Text(en="absent", ja="なし"),
    Undocumented: Text(en="not documented", ja="記載なし"),
}

EVIDENCES = {
    Evidence.OBSERVED: Text(en="observed", ja="実例で確認"),
    Evidence.DOCUMENTED: Text(en="documented", ja="ドキュメント記載"),
    Evidence.INFERRED: Text(en="inferred", ja="推定"),
}

UNKNOWN_PATH = Text(en="there is no path `{name}`", ja="`{name}` という経路はありません")
DID_YOU_MEAN = Text(en="did you mean {close}?", ja="{close} のことですか。")
SEE_LIST = Text(en="`keypost paths` lists them", ja="一覧は `keypost paths` で表示されます。")

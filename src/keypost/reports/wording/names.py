"""What things are called: policies, outcomes, encryption, keys and their states."""

from keypost.checker.verdict import Severity, Verdict
from keypost.estate.resource import Sse
from keypost.policy.reasons import Outcome, PolicyKind
from keypost.policy.request import KeyManager, KeyState
from keypost.text import Text

POLICIES = {
    PolicyKind.IDENTITY: Text(en="the policies of the caller", ja="呼び出し元のポリシー"),
    PolicyKind.RESOURCE: Text(en="the resource policy", ja="リソースポリシー"),
    PolicyKind.PERMISSIONS_BOUNDARY: Text(en="the permissions boundary", ja="アクセス許可の境界"),
    PolicyKind.SESSION: Text(en="the session policy", ja="セッションポリシー"),
    PolicyKind.SERVICE_CONTROL: Text(en="a service control policy (SCP)", ja="サービスコントロールポリシー"),
    PolicyKind.RESOURCE_CONTROL: Text(en="a resource control policy (RCP)", ja="リソースコントロールポリシー"),
    PolicyKind.VPC_ENDPOINT: Text(en="the VPC endpoint policy", ja="VPC エンドポイントポリシー"),
    PolicyKind.GRANT: Text(en="a grant", ja="グラント"),
}

# A resource policy has a name of its own for most services; by the prefix of the action.
RESOURCE_POLICIES = {
    "kms": Text(en="the key policy", ja="キーポリシー"),
    "sns": Text(en="the topic policy", ja="トピックポリシー"),
    "sqs": Text(en="the queue policy", ja="キューポリシー"),
    "s3": Text(en="the bucket policy", ja="バケットポリシー"),
    "sts": Text(en="the trust policy of the role", ja="ロールの信頼ポリシー"),
    "backup": Text(en="the vault's access policy", ja="ボールトのアクセスポリシー"),
}

OUTCOMES = {
    Outcome.ALLOW: Text(en="allowed", ja="許可"),
    Outcome.EXPLICIT_DENY: Text(en="denied by a Deny", ja="Deny による拒否"),
    Outcome.IMPLICIT_DENY: Text(en="not allowed by anything", ja="許可がないための拒否"),
    Outcome.UNDECIDED: Text(en="open", ja="未定"),
}

VERDICTS = {
    Verdict.WORKS: Text(en="{count} WORKS", ja="WORKS (届く) {count} 件"),
    Verdict.DEPENDS: Text(en="{count} DEPENDS", ja="DEPENDS (未定) {count} 件"),
    Verdict.FAILS: Text(en="{count} FAILS", ja="FAILS (失敗) {count} 件"),
}

SEVERITIES = {
    Severity.ERROR: Text(en="error", ja="エラー"),
    Severity.WARNING: Text(en="warning", ja="警告"),
    Severity.NOTE: Text(en="note", ja="注記"),
}

ENCRYPTIONS = {
    Sse.NONE: Text(en="no KMS key is involved", ja="KMS キーは関わりません"),
    Sse.AWS_OWNED: Text(
        en="encrypted with a key that AWS owns, for which nobody needs a permission",
        ja="AWS 所有のキーで暗号化 (誰にも許可は必要ありません)",
    ),
    Sse.KMS: Text(en="encrypted with `{key}`", ja="`{key}` で暗号化"),
}

KEY_MANAGERS = {
    KeyManager.CUSTOMER: Text(en="customer managed key", ja="カスタマーマネージドキー"),
    KeyManager.AWS: Text(
        en="AWS managed key: its key policy can't be edited", ja="AWS マネージドキー: キーポリシーは編集できません"
    ),
    KeyManager.AWS_OWNED: Text(en="AWS owned key", ja="AWS 所有のキー"),
}

KEY_STATES = {
    KeyState.ENABLED: Text(en="enabled", ja="有効"),
    KeyState.DISABLED: Text(en="disabled", ja="無効"),
    KeyState.PENDING_DELETION: Text(en="scheduled for deletion", ja="削除待ち"),
    KeyState.PENDING_REPLICA_DELETION: Text(en="waiting for its replicas to be deleted", ja="レプリカの削除待ち"),
    KeyState.PENDING_IMPORT: Text(en="without key material yet", ja="キーマテリアルのインポート待ち"),
    KeyState.UNAVAILABLE: Text(en="unavailable", ja="使用不可"),
    KeyState.CREATING: Text(en="being created", ja="作成中"),
    KeyState.UPDATING: Text(en="being updated", ja="更新中"),
}

"""AWS Backup: jobs, copies, restores, vaults."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

# "AWS Backup dashboards" lists the messages of jobs by the reason that they are counted under.
_DASHBOARDS = "https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-dashboards.html"
# "Grants in AWS KMS": a grant allows, and an explicit deny in the key policy overrides it.
_DENY_STOPS_GRANT = Text(
    en="The vault itself is used by backup-storage.amazonaws.com, through the grant that was made with the vault: apart from "
    "the key's state, a Deny in the key policy is what stops it. Listing the job's role there doesn't help.",
    ja="ボールトのキーは backup-storage.amazonaws.com が、ボールト作成時のグラントで使用します。キーの状態を除けば、これを止めるのはキーポリシーの Deny です。Deny の例外にジョブのロールを加えても解消しません。",
)

MESSAGES = (
    Message(
        id="backup-key-unusable",
        says=Symptom.KEY_UNUSABLE,
        service="backup.amazonaws.com",
        manner=Manner.ROLE,
        texts=("KMS key is either disabled or pending deletion or access to KMS key is denied",),
        paths=("backup-to-vault-fully-managed", "backup-not-fully-managed"),
        causes=(
            Candidate("deny-hits-service", 45, _DENY_STOPS_GRANT),
            Candidate("key-policy-omits-caller", 15),
            Candidate("key-disabled", 10),
            Candidate("key-pending-deletion", 25),
        ),
        meaning=Text(
            en="One text for three reasons. The key's state tells the first two apart; where it is enabled, the job's role, or backup-storage.amazonaws.com behind a Deny, may not use it.",
            ja="3 つの理由に共通の文言です。最初の 2 つはキーの状態でわかります。有効なら、ジョブのロールに使用が許可されていないか、キーポリシーの Deny が backup-storage.amazonaws.com に適用されています。",
        ),
        source=_DASHBOARDS,
    ),
    Message(
        id="backup-key-inaccessible",
        says=Symptom.KEY_UNUSABLE,
        manner=Manner.ROLE,
        texts=(
            "Given key ID is not accessible",
            "Given key ID does not exist",  # AWS Backup Developer Guide, "AWS Backup dashboards"
        ),
        service="backup.amazonaws.com",
        paths=(
            "backup-copy-cross-account-fully-managed",
            "backup-copy-cross-account-not-fully-managed",
            "backup-copy-cross-region",
            "backup-to-vault-fully-managed",
        ),
        causes=(
            Candidate("key-policy-omits-caller", 30),
            Candidate("aws-managed-key-for-other-account", 25),
            Candidate("grant-missing", 10),
        ),
        meaning=Text(
            en="The copying role (or the destination account) can't reach the key: an AWS managed key can't be shared, a customer managed one must name the account.",
            ja="コピーを行うロール (またはコピー先アカウント) がキーを使えません。AWS マネージドキーは共有できず、カスタマーマネージドキーでは相手アカウントの許可が必要です。",
        ),
        source="https://repost.aws/knowledge-center/backup-cross-account-copy-error",
    ),
    Message(
        id="snapshot-key-unusable",
        says=Symptom.KEY_UNUSABLE,
        manner=Manner.ROLE,
        texts=(
            "The source snapshot KMS key {key} does not exist, is not enabled or you do not have permissions to access it",
            "The source snapshot KMS key does not exist, is not enabled or you do not have permissions to access it",
        ),
        codes=("KMSKeyNotAccessibleFault",),
        paths=(
            "backup-copy-cross-account-fully-managed",
            "backup-copy-cross-account-not-fully-managed",
            "rds-snapshot-share",
        ),
        causes=(
            Candidate("grant-missing", 38),
            Candidate("key-policy-omits-caller", 25),
            Candidate("aws-managed-key-for-other-account", 15),
        ),
        meaning=Text(
            en="Copying takes the source key, and kms:CreateGrant on it besides decrypting: the copying account needs both.",
            ja="コピーには元のキーでの復号に加え、kms:CreateGrant も必要です。コピーを行うアカウントに両方を許可してください。",
        ),
        source="https://repost.aws/knowledge-center/backup-cross-account-copy-error",
    ),
    Message(
        id="backup-organization",
        says=Symptom.NOT_A_KEY,
        texts=(
            "Both source and destination account must be a member of the same organization",
            "Cross-account copy feature is not enabled for the current organization",
        ),
        paths=("backup-copy-cross-account-fully-managed",),
        meaning=Text(
            en="Copies across accounts need one organization with the feature switched on.",
            ja="アカウント間のコピーには、同じ組織に属し、機能が有効になっていることが必要です。",
        ),
        source=_DASHBOARDS,
    ),
    Message(
        id="backup-air-gapped-managed-key",
        says=Symptom.KEY_TYPE,
        texts=("encrypted with an AWS managed key and cannot be copied to a logically air-gapped backup vault",),
        paths=("backup-logically-air-gapped-vault",),
        causes=(Candidate("aws-managed-key-for-service", 60),),
        meaning=Text(
            en="What is under an AWS managed key can't be copied there.",
            ja="AWS マネージドキーで暗号化されたリソースはコピーできません。",
        ),
        source="https://docs.aws.amazon.com/aws-backup/latest/devguide/lag-vault-primary-backup.html",
    ),
    Message(
        id="restore-role-lacks-key",
        says=Symptom.KEY_DENIED,
        manner=Manner.ROLE,
        service="backup.amazonaws.com",
        texts=("The role used to start the restore job does not have access to the KMS key",),
        paths=("backup-restore",),
        meaning=Text(
            en="The restoring role may not use the key.", ja="復元ジョブのロールにキーの使用が許可されていません。"
        ),
        source="https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-s3.html",
    ),
    Message(
        id="backup-vault-refused",
        says=Symptom.TARGET_DENIED,
        service="backup.amazonaws.com",
        texts=("Access Denied trying to call AWS Backup service",),
        paths=("backup-copy-cross-account-fully-managed", "backup-copy-cross-account-not-fully-managed"),
        meaning=Text(
            en="The destination vault's access policy doesn't allow backup:CopyIntoBackupVault to the source account.",
            ja="コピー先ボールトのアクセスポリシーで、コピー元アカウントに backup:CopyIntoBackupVault が許可されていません。",
        ),
        source="https://repost.aws/knowledge-center/backup-resolve-access-denied-error",
    ),
    Message(
        id="backup-copy-unsupported",
        says=Symptom.NOT_A_KEY,
        service="backup.amazonaws.com",
        texts=(
            "Feature is not supported for provided resource type",
            "Copy job from {region} to {region} cannot be initiated for {type} resources",
        ),
        paths=("backup-copy-cross-account-not-fully-managed", "backup-copy-cross-region"),
        meaning=Text(
            en="AWS Backup can't make this copy of this type of resource: account and Region can't both change at once for some.",
            ja="このリソースタイプでは、このコピーはできません。アカウントとリージョンを同時に変更できないものがあります。",
        ),
        source="https://repost.aws/knowledge-center/backup-troubleshoot-cross-account-copy",
    ),
)

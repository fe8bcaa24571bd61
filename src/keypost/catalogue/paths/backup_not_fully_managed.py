"""AWS Backup of a type that keeps the encryption of its source."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    KeyOf,
    Necessity,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="backup-not-fully-managed",
    title=Text(en="AWS Backup of types that keep the source key", ja="AWS Backup (元のキーを引き継ぐリソースタイプ)"),
    source=(Kind.VOLUME, Kind.INSTANCE, Kind.DB_INSTANCE, Kind.DB_CLUSTER),
    target=Kind.VAULT,
    caller=AssumedRole("backup.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.BACKUP_SELECTION,
            target=("BackupPlanId", "BackupPlan.BackupPlanRule[].TargetBackupVault"),
            source=("BackupSelection.Resources[]",),
            role=("BackupSelection.IamRoleArn",),
            terraform=("aws_backup_selection.resources", "aws_backup_plan.rule"),
        ),
    ),
    calls=(
        Call(
            "kms:CreateGrant",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.ANY, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.ANY, DOCUMENTED),
            },
            evidence=INFERRED,
            necessity=Necessity.RECOMMENDED,
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="DescribeBackupJob: State FAILED with StatusMessage",
            ja="DescribeBackupJob: State が FAILED、StatusMessage に理由",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",
            says=Text(
                en="Which types take the key of the vault and which keep the source's, and what the policy of a vault key needs at least.",
                ja="ボールトのキーを使うリソースタイプと元のキーを引き継ぐリソースタイプの区別、およびボールトのキーのポリシーに最低限必要な許可が書かれています。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html",
            says=Text(
                en="The managed policy for backup roles has `kms:CreateGrant` for AWS resources and `kms:DescribeKey` on any key; `kms:Decrypt` only through DynamoDB and Aurora DSQL.",
                ja="バックアップロール用のマネージドポリシーは、AWS リソースのための `kms:CreateGrant` と `kms:DescribeKey` をすべてのキーに許可します。`kms:Decrypt` は DynamoDB と Aurora DSQL 経由の場合だけです。",
            ),
            read_on="2026-11",
        ),
    ),
    key_of=KeyOf.SOURCE,
    symptoms=(
        "KMS key is either disabled or pending deletion or access to KMS key is denied",
        "The source snapshot KMS key does not exist, is not enabled or you do not have permissions to access it",
    ),
    notes=Text(
        en="The key of the vault is not used: the recovery point stays under the key of its source, and the backup role has to be let in there. Which of the documented actions each type needs is inferred.",
        ja="ボールトのキーは使われません。復旧ポイントは元のリソースのキーで暗号化されたままで、バックアップロールにはそのキーの権限が必要です。ドキュメントにあるアクションのうち、どれがどのタイプに必要かは推定です。",
    ),
)

"""AWS Backup of a type that keeps the key of its source -> logically air-gapped vault."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Accepts,
    AssumedRole,
    Call,
    Doc,
    EncryptionKind,
    Failure,
    KeyOf,
    Part,
    Path,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="backup-to-air-gapped-not-fully-managed",
    part_of="backup-logically-air-gapped-vault",
    title=Text(
        en="AWS Backup of types that keep the source key to a logically air-gapped vault",
        ja="AWS Backup (元のキーを引き継ぐタイプ) から論理的にエアギャップのあるボールトへ",
    ),
    source=(
        Kind.VOLUME,
        Kind.INSTANCE,
        Kind.DB_INSTANCE,
        Kind.DB_CLUSTER,
    ),
    target=Kind.AIR_GAPPED_VAULT,
    caller=AssumedRole("backup.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.BACKUP_SELECTION,
            target=(
                "BackupPlanId",
                "BackupPlan.BackupPlanRule[].CopyActions[].DestinationBackupVaultArn",
            ),
            source=("BackupSelection.Resources[]",),
            role=("BackupSelection.IamRoleArn",),
            terraform=(
                "aws_backup_selection.resources",
                "aws_backup_plan.rule",
            ),
        ),
        Wiring(
            holder=Kind.BACKUP_SELECTION,
            target=(
                "BackupPlanId",
                "BackupPlan.BackupPlanRule[].TargetLogicallyAirGappedBackupVaultArn",
            ),
            source=("BackupSelection.Resources[]",),
            role=("BackupSelection.IamRoleArn",),
            terraform=(
                "aws_backup_selection.resources",
                "aws_backup_plan.rule",
            ),
        ),
    ),
    calls=(
        Call(
            "backup:CopyIntoBackupVault",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="message of the backup job, which is completed with issues",
            ja="バックアップジョブのメッセージ (「問題ありで完了」)",
        ),
        Text(
            en="DescribeCopyJob: State FAILED with StatusMessage",
            ja="DescribeCopyJob: State が FAILED、StatusMessage に理由",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/lag-vault-primary-backup.html",
            says=Text(
                en="Quotes the message for a resource under an AWS managed key, which can't be copied into such a vault.",
                ja="AWS マネージドキーのリソースをこのボールトへコピーできない場合のメッセージが引用されています。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/logicallyairgappedvault.html",
            says=Text(
                en="A logically air-gapped vault is under an AWS owned key, or a customer managed key chosen at its creation.",
                ja="論理的にエアギャップのあるボールトは AWS 所有のキー、または作成時に選んだカスタマーマネージドキーで暗号化されます。",
            ),
            read_on="2026-11-22",
        ),
    ),
    key_of=KeyOf.SOURCE,
    accepts=Accepts(
        (EncryptionKind.NO_KMS, EncryptionKind.CUSTOMER_MANAGED_KEY), "backup:CopyIntoBackupVault", DOCUMENTED
    ),
    symptoms=(
        "Backup job completed successfully to the target backup vault. This resource is encrypted with an AWS managed key and cannot be copied to a logically air-gapped backup vault.",
    ),
    notes=Text(
        en="The key is that of the source: under an AWS managed key (aws/ebs, aws/rds) the resource can't be copied into such a vault, whatever the policies allow.",
        ja="キーは元のリソースのキーです。AWS マネージドキー (aws/ebs、aws/rds) のリソースは、ポリシーの許可にかかわらず、このボールトへコピーできません。",
    ),
)

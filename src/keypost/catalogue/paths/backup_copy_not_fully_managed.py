"""AWS Backup copies snapshots into a vault of the same account."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Reach,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="backup-copy-not-fully-managed",
    part_of="backup-copy-cross-region",
    title=Text(
        en="AWS Backup copy of types that keep the source key, mostly to another Region",
        ja="AWS Backup (元のキーを引き継ぐタイプ) の別リージョンなどへのコピー",
    ),
    source=(
        Kind.VOLUME,
        Kind.INSTANCE,
        Kind.DB_INSTANCE,
        Kind.DB_CLUSTER,
    ),
    target=Kind.VAULT,
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
        Call(
            "kms:CreateGrant",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.ANY, INFERRED),
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
                "kms:ViaService": Sent(Part.ANY, INFERRED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="DescribeCopyJob: State FAILED with StatusMessage",
            ja="DescribeCopyJob: State が FAILED、StatusMessage に理由",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",
            says=Text(
                en="Copies of fully managed types take the key of the destination vault; types that aren't fully managed can't be copied to another account under an AWS managed key.",
                ja="フルマネージド対象のタイプのコピーはコピー先のボールトのキーで暗号化されます。フルマネージド対象外のタイプは、AWS マネージドキーでは別アカウントへコピーできません。",
            ),
            read_on="2026-04",
        ),
    ),
    reach=Reach.ONE_ACCOUNT,
    symptoms=("Given key ID is not accessible",),
    notes=Text(
        en="The copy is encrypted with the key of the destination vault, by the role of the selection. AWS says that this key has to be a customer managed key or the AWS managed key of the service (aws/ebs, aws/rds), not aws/backup, or else the copy fails. A role that copies across Regions also needs kms:DescribeKey where the alias is alias/aws/backup.",
        ja="コピーは、リソース割り当てのロールによりコピー先のボールトのキーで暗号化されます。AWS のドキュメントによれば、このキーはカスタマーマネージドキーかそのサービスの AWS マネージドキー (aws/ebs、aws/rds) でなければならず、aws/backup ではコピーが失敗します。リージョン間でコピーするロールには、alias/aws/backup に対する kms:DescribeKey も必要です。",
    ),
)

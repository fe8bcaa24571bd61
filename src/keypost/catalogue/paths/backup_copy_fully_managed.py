"""AWS Backup copies recovery points of fully managed types into a vault of the same account."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    MadeGrant,
    Part,
    Path,
    Reach,
    Sent,
    Service,
    Undocumented,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="backup-copy-fully-managed",
    part_of="backup-copy-cross-region",
    title=Text(
        en="AWS Backup copy of fully managed types, mostly to another Region",
        ja="AWS Backup (フルマネージド対象) の別リージョンなどへのコピー",
    ),
    source=(
        Kind.TABLE,
        Kind.GLOBAL_TABLE,
        Kind.FILE_SYSTEM,
        Kind.BUCKET,
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
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.TARGET, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:backup:backup-vault": Sent(Part.ANY, INFERRED),
            },
            evidence=INFERRED,
            caller=Service("backup-storage.amazonaws.com"),
            grant=MadeGrant.WITH_TARGET,
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.TARGET, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:backup:backup-vault": Sent(Part.ANY, INFERRED),
            },
            evidence=INFERRED,
            caller=Service("backup-storage.amazonaws.com"),
            grant=MadeGrant.WITH_TARGET,
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
        en="The copy is under the key of the destination vault, which the storage service uses by the grant made when that vault was created; that copies are written so is inferred from backups. A Deny overrides the grant.",
        ja="コピーはコピー先のボールトのキーで暗号化され、ストレージサービスはボールト作成時のグラントでこのキーを使います (コピーでも同じ動作だという点は、バックアップの動作からの推定です)。Deny はグラントに優先します。",
    ),
)

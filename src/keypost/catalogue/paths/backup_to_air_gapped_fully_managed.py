"""AWS Backup of a fully managed type -> logically air-gapped vault."""

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
    Sent,
    Service,
    Undocumented,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="backup-to-air-gapped-fully-managed",
    part_of="backup-logically-air-gapped-vault",
    title=Text(
        en="AWS Backup of fully managed types to a logically air-gapped vault",
        ja="AWS Backup (フルマネージド対象) から論理的にエアギャップのあるボールトへ",
    ),
    source=(
        Kind.TABLE,
        Kind.GLOBAL_TABLE,
        Kind.FILE_SYSTEM,
        Kind.BUCKET,
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
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/logicallyairgappedvault.html",
            says=Text(
                en="A logically air-gapped vault is under an AWS owned key, or a customer managed key chosen at its creation.",
                ja="論理的にエアギャップのあるボールトは AWS 所有のキー、または作成時に選んだカスタマーマネージドキーで暗号化されます。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",
            says=Text(
                en="Copies of fully managed types take the key of the destination vault; types that aren't fully managed can't be copied to another account under an AWS managed key.",
                ja="フルマネージド対象のタイプのコピーはコピー先のボールトのキーで暗号化されます。フルマネージド対象外のタイプは、AWS マネージドキーでは別アカウントへコピーできません。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="With the AWS owned key, the default, nobody needs a key permission. A customer managed key is chosen when the vault is created, preferably one of another account; the storage service uses it by a grant, as for other vaults.",
        ja="デフォルトの AWS 所有のキーでは、キーの権限は誰にも要りません。カスタマーマネージドキーはボールトの作成時に選び (別アカウントのキーが推奨されています)、ストレージサービスが他のボールトと同じくグラントで使います。",
    ),
)

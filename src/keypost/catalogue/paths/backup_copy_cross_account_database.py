"""AWS Backup copies snapshots, under the key of their source, to another account."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    KeyOf,
    LinkedRole,
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
    id="backup-copy-cross-account-database",
    part_of="backup-copy-cross-account-not-fully-managed",
    title=Text(
        en="AWS Backup copy of a database to another account",
        ja="AWS Backup によるデータベースの別アカウントへのコピー",
    ),
    source=(
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
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_RDS_OF_KEY, DOCUMENTED),
            },
            caller=LinkedRole(
                "backup.amazonaws.com",
                "AWSServiceRoleForBackup",
                "AWSBackupServiceLinkedRolePolicyForBackup",
                Part.TARGET_ACCOUNT,
            ),
        ),
        Call(
            "kms:CreateGrant",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_RDS_OF_KEY, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
            },
            caller=LinkedRole(
                "backup.amazonaws.com",
                "AWSServiceRoleForBackup",
                "AWSBackupServiceLinkedRolePolicyForBackup",
                Part.TARGET_ACCOUNT,
            ),
        ),
        Call(
            "kms:ReEncryptFrom",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_RDS_OF_KEY, DOCUMENTED),
            },
            evidence=INFERRED,
            caller=LinkedRole(
                "backup.amazonaws.com",
                "AWSServiceRoleForBackup",
                "AWSBackupServiceLinkedRolePolicyForBackup",
                Part.TARGET_ACCOUNT,
            ),
            advised="kms:ReEncrypt*",
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
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html",
            says=Text(
                en="The destination vault's access policy allows backup:CopyIntoBackupVault; a customer managed key of the source is shared with the destination account, whose service-linked role does the copying.",
                ja="コピー先のボールトのアクセスポリシーで backup:CopyIntoBackupVault を許可します。元のカスタマーマネージドキーはコピー先のアカウントと共有し、コピーはそのアカウントのサービスにリンクされたロールが行います。",
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
        Doc(
            url="https://repost.aws/knowledge-center/backup-troubleshoot-cross-account-copy",
            says=Text(
                en="Which statements the key of the source needs for the destination account, and the messages of failed copies.",
                ja="元のキーにコピー先のアカウント向けに必要なステートメントと、失敗したコピーのメッセージ。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceLinkedRolePolicyForBackup.html",
            says=Text(
                en="The KMS statements of the service-linked role's managed policy.",
                ja="サービスにリンクされたロールのマネージドポリシーにある KMS のステートメントです。",
            ),
            read_on="2024-05",
        ),
    ),
    key_of=KeyOf.SOURCE,
    reach=Reach.ACROSS_ACCOUNTS,
    symptoms=(
        "Given key ID is not accessible",
        "The source snapshot KMS key does not exist, is not enabled or you do not have permissions to access it",
    ),
    notes=Text(
        en="A snapshot stays under the key of its source until AWSServiceRoleForBackup of the destination account copies it: that key's policy lets the destination account use it and make grants for AWS resources. Under an AWS managed key nothing can be copied to another account. The key of the destination vault is a customer managed key or the service's own AWS managed key, never aws/backup.",
        ja="スナップショットは、コピー先アカウントの AWSServiceRoleForBackup がコピーするまで元のキーで暗号化されたままです。元のキーのポリシーで、コピー先のアカウントにキーの使用と、AWS リソースのためのグラントの作成を許可します。AWS マネージドキーでは別アカウントへコピーできません。コピー先のボールトのキーは、カスタマーマネージドキーかそのサービスの AWS マネージドキーとし、aws/backup は使えません。",
    ),
)

"""AWS Backup copies recovery points into a vault of another account."""

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
    id="backup-copy-cross-account-fully-managed",
    title=Text(en="AWS Backup copy to a vault of another account", ja="AWS Backup の別アカウントのボールトへのコピー"),
    source=(Kind.BACKUP_SELECTION,),
    target=Kind.VAULT,
    caller=AssumedRole("backup.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.BACKUP_SELECTION,
            target=(
                "BackupPlanId",
                "BackupPlan.BackupPlanRule[].CopyActions[].DestinationBackupVaultArn",
            ),
            role=("BackupSelection.IamRoleArn",),
            key=(
                "..TargetBackupVault",
                "EncryptionKeyArn",
            ),
            terraform=(
                "aws_backup_plan.rule",
                "aws_backup_selection.iam_role_arn",
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
                "kms:ViaService": Sent(Part.ANY, INFERRED),
            },
            evidence=INFERRED,
            caller=LinkedRole(
                "backup.amazonaws.com",
                "AWSServiceRoleForBackup",
                "AWSBackupServiceLinkedRolePolicyForBackup",
                Part.TARGET_ACCOUNT,
            ),
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
    key_of=KeyOf.SETTING,
    reach=Reach.ACROSS_ACCOUNTS,
    symptoms=(
        "Given key ID is not accessible",
        "The source snapshot KMS key does not exist, is not enabled or you do not have permissions to access it",
        "Copy job failed. Both source and destination account must be a member of the same organization",
        "Copy job failed. Cross-account copy feature is not enabled for the current organization.",
    ),
    notes=Text(
        en="One delivery for each selection and destination, whatever the selection picks. The role of the selection needs backup:CopyIntoBackupVault on both sides: in IAM, and in the access policy of the destination vault, which must not be the default vault. The key is that of the source vault, which recovery points of fully managed types are under: its policy lets the destination account use it, so does AWS ask. Which calls that account makes on it is inferred, and a plan of other types doesn't use it, so it is never called a failure. Both accounts belong to one organization that has cross-account backup switched on.",
        ja="選択 (リソース割り当て) とコピー先の組ごとに、対象リソースの種類にかかわらず 1 件として扱います。リソース割り当てのロールには、IAM とコピー先ボールトのアクセスポリシーの両方で backup:CopyIntoBackupVault が必要です (デフォルトボールトはコピー先にできません)。キーはコピー元のボールトのキーで、フルマネージド対象のタイプの復旧ポイントはこのキーで暗号化されています。AWS はこのキーをコピー先のアカウントと共有するよう求めていますが、そのアカウントが実際にどのアクションを呼び出すかは推定で、対象外のタイプだけのプランでは使われないため、失敗とは判定しません。両アカウントは、クロスアカウントバックアップを有効にした同じ組織に属している必要があります。",
    ),
)

"""AWS Backup of a fully managed resource type -> vault."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    OBSERVED,
    Absent,
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
    id="backup-to-vault-fully-managed",
    title=Text(
        en="AWS Backup of fully managed types to a vault",
        ja="AWS Backup (フルマネージド対象のリソースタイプ) からボールトへ",
    ),
    source=(Kind.TABLE, Kind.GLOBAL_TABLE, Kind.FILE_SYSTEM, Kind.BUCKET),
    target=Kind.VAULT,
    caller=Service("backup-storage.amazonaws.com"),
    assumed_by="backup.amazonaws.com",
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
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.TARGET, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:backup:backup-vault": Sent(Part.ANY, DOCUMENTED),
            },
            evidence=OBSERVED,
            grant=MadeGrant.WITH_TARGET,
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.TARGET, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:backup:backup-vault": Sent(Part.ANY, DOCUMENTED),
            },
            evidence=OBSERVED,
            grant=MadeGrant.WITH_TARGET,
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="DescribeBackupJob: State FAILED with StatusMessage",
            ja="DescribeBackupJob: State が FAILED、StatusMessage に理由",
        ),
        Text(en="the vault's notifications", ja="ボールトの通知"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy backup-storage.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が backup-storage.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=OBSERVED,
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
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-service-confused-deputy-prevention.html",
            says=Text(
                en="A Deny that guards backup-storage.amazonaws.com by aws:SourceAccount and by the vault in aws:SourceArn (the ARN in the sample lacks its service).",
                ja="aws:SourceAccount と、aws:SourceArn のボールトで backup-storage.amazonaws.com を制限する Deny の例です (例の ARN にはサービス名が抜けています)。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/advanced-ddb-backup.html",
            says=Text(
                en="DynamoDB tables take the key of the vault only with the advanced features switched on.",
                ja="DynamoDB テーブルがボールトのキーを使うのは、高度な機能を有効にした場合だけです。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-dashboards.html",
            says=Text(
                en="Quotes the job messages for a key that is disabled or refused.",
                ja="キーが無効な場合と拒否された場合の、ジョブのメッセージが引用されています。",
            ),
            read_on="2026-04",
        ),
    ),
    symptoms=(
        "KMS key is either disabled or pending deletion or access to KMS key is denied",
        "Given key ID is not accessible",
        "Given key ID does not exist",
    ),
    notes=Text(
        en="The caller on the vault's key is backup-storage.amazonaws.com, by a grant that was made when the vault was created: no statement names it, and the backup role is not asked for this key. A Deny overrides the grant; one that tests aws:PrincipalArn hits the service unless it spares it with aws:PrincipalIsAWSService. The role does need the key of an encrypted source. A DynamoDB table without the advanced features keeps its own key.",
        ja="ボールトのキーを呼び出すのは backup-storage.amazonaws.com で、ボールト作成時に作られたグラントを使います。キーポリシーに名前は現れず、バックアップロールにこのキーの権限は要りません。ただし Deny はグラントに優先します。aws:PrincipalArn を調べる Deny は、aws:PrincipalIsAWSService で除外しない限りこのサービスにも当たります。バックアップ元が暗号化されている場合、ロールに必要なのはバックアップ元のキーの権限です。高度な機能を有効にしていない DynamoDB テーブルのバックアップは、テーブルのキーで暗号化されます。",
    ),
)

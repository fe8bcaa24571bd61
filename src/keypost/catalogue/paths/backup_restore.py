"""A role restores a recovery point of AWS Backup."""

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
    Sent,
    When,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="backup-restore",
    title=Text(en="AWS Backup restore", ja="AWS Backup の復元"),
    source=(Kind.VAULT,),
    target=Kind.VOLUME,
    caller=AssumedRole("backup.amazonaws.com"),
    wirings=(),
    calls=(
        Call(
            "kms:CreateGrant",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:GenerateDataKeyWithoutPlaintext",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
            },
            evidence=INFERRED,
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:ReEncryptFrom",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
            },
            evidence=INFERRED,
            advised="kms:ReEncrypt*",
        ),
        Call(
            "kms:ReEncryptTo",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
            },
            evidence=INFERRED,
            advised="kms:ReEncrypt*",
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="DescribeRestoreJob: Status FAILED with StatusMessage",
            ja="DescribeRestoreJob: Status が FAILED、StatusMessage に理由",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html",
            says=Text(
                en="The KMS statements of the managed policies for restore roles.",
                ja="復元ロール用マネージドポリシーの KMS のステートメントです。",
            ),
            read_on="2026-04",
        ),
    ),
    symptoms=("The role used to start the restore job does not have access to the KMS key",),
    notes=Text(
        en="No template shows who restores what, so this makes no delivery; the calls are those for an EBS volume. The role needs the key of the recovery point and that of what is restored, through the service of the type (dynamodb, ec2, elasticfilesystem, rds, redshift, dsql). For S3 the role takes AWSBackupServiceRolePolicyForS3Restore.",
        ja="誰が何を復元するかはテンプレートに現れないため、配信としては検査しません。呼び出しは EBS ボリュームの場合のものです。ロールには、復旧ポイントのキーと復元先のキーの権限が、タイプに応じたサービス (dynamodb、ec2、elasticfilesystem、rds、redshift、dsql) 経由で必要です。S3 では AWSBackupServiceRolePolicyForS3Restore を使います。",
    ),
)

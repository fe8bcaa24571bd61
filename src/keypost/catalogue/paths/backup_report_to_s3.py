"""AWS Backup Audit Manager report plan -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    LinkedRole,
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
    id="backup-report-to-s3",
    title=Text(
        en="AWS Backup reports to S3 bucket",
        ja="AWS Backup のレポートから S3 バケットへ",
    ),
    source=(Kind.BACKUP_REPORT_PLAN,),
    target=Kind.BUCKET,
    caller=LinkedRole(
        "reports.backup.amazonaws.com", "AWSServiceRoleForBackupReports", "AWSServiceRolePolicyForBackupReports"
    ),
    wirings=(
        Wiring(
            holder=Kind.BACKUP_REPORT_PLAN,
            target=("ReportDeliveryChannel.S3BucketName",),
            values={"prefix/": ".S3KeyPrefix"},
            terraform=("aws_backup_report_plan.report_delivery_channel",),
        ),
    ),
    calls=(
        Call(
            "s3:PutObject",
            on=Part.BACKUP_REPORT_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "s3:x-amz-acl": Sent("bucket-owner-full-control", DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.BACKUP_REPORT_OBJECT, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.BACKUP_REPORT_OBJECT, DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="status of the report job, StatusMessage (DescribeReportJob)",
            ja="レポートジョブのステータスと StatusMessage (DescribeReportJob)",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/create-report-plan-console.html",
            says=Text(
                en="The bucket policy lets the service-linked role put objects with the ACL bucket-owner-full-control; the key policy names the role, with kms:GenerateDataKey at least; the bucket is one of the same account; what the object keys look like.",
                ja="バケットポリシーで、サービスにリンクされたロールに ACL が bucket-owner-full-control のオブジェクトの書き込みを許可します。キーポリシーでは、このロールに少なくとも kms:GenerateDataKey を許可します。バケットは同じアカウントのものです。オブジェクトキーの形式も書かれています。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/create-report-plan-api.html",
            says=Text(
                en="An earlier edition asks for kms:Decrypt as well.", ja="以前の版では kms:Decrypt も求めています。"
            ),
            read_on="2025",
        ),
        Doc(
            url="https://github.com/zoph-io/MAMIP",
            says=Text(
                en="The managed policy of the role allows neither s3:PutObject nor anything of KMS, although the guide says that it has these permissions.",
                ja="ガイドには許可があると書かれていますが、ロールのマネージドポリシーは s3:PutObject も KMS のアクションも許可していません。",
            ),
            read_on="2026-03",
        ),
    ),
    notes=Text(
        en="The role's managed policy can't be edited and allows neither the upload nor the key, so both the bucket policy and the key policy have to name the role. It exists only once a report plan has been made: before that, a policy that names it is refused. A key of another account needs a grant for the role as well.",
        ja="ロールのマネージドポリシーは編集できず、アップロードもキーの使用も許可していません。バケットポリシーとキーポリシーの両方でロールを指定してください。このロールは最初のレポートプランの作成時に作られるため、それ以前にロールを指定したポリシーは拒否されます。別アカウントのキーでは、ロールへのグラントも必要です。",
    ),
)

"""RDS or Aurora snapshot export -> S3 bucket."""

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
    Sent,
    ThePrincipal,
    When,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="rds-snapshot-export-to-s3",
    title=Text(en="RDS snapshot export to S3 bucket", ja="RDS スナップショットのエクスポートから S3 バケットへ"),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.BUCKET,
    caller=ThePrincipal(),
    wirings=(),
    calls=(
        Call(
            "s3:PutObject",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            caller=AssumedRole("export.rds.amazonaws.com"),
        ),
        Call(
            "s3:GetObject",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            caller=AssumedRole("export.rds.amazonaws.com"),
        ),
        Call(
            "s3:DeleteObject",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            caller=AssumedRole("export.rds.amazonaws.com"),
        ),
        Call(
            "s3:ListBucket",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            caller=AssumedRole("export.rds.amazonaws.com"),
        ),
        Call(
            "s3:GetBucketLocation",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            caller=AssumedRole("export.rds.amazonaws.com"),
        ),
        Call(
            "kms:CreateGrant",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_RDS, INFERRED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_RDS, INFERRED),
            },
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(Text(en="DescribeExportTasks, FailureCause", ja="DescribeExportTasks の FailureCause"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ExportSnapshot.html",
            says=Text(
                en="A role for export.rds.amazonaws.com writes, reads, lists and deletes objects; a KMS key is required, on which who starts the export needs kms:CreateGrant and kms:DescribeKey.",
                ja="export.rds.amazonaws.com が引き受けるロールが、オブジェクトの書き込み、読み取り、一覧表示、削除を行います。KMS キーは必須で、エクスポートを開始する主体にそのキーの kms:CreateGrant と kms:DescribeKey が必要です。",
            ),
            read_on="2026-04",
        ),
    ),
    key_of=KeyOf.SETTING,
    accepts=Accepts((EncryptionKind.CUSTOMER_MANAGED_KEY,), "s3:PutObject", INFERRED),
    symptoms=("The RDS export failed to write the export task's metadata to the S3 bucket",),
    notes=Text(
        en="A key has to be named; that an AWS managed key can't be used is inferred. Deny statements in the bucket's policy or the key's have to leave out export.rds.amazonaws.com.",
        ja="キーの指定は必須です (AWS マネージドキーを使えないという点は推定です)。バケットやキーのポリシーに Deny がある場合は、export.rds.amazonaws.com を対象から外す必要があります。",
    ),
)

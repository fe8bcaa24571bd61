"""DynamoDB table export -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Call,
    Doc,
    Failure,
    KeyOf,
    Necessity,
    Part,
    Path,
    Sent,
    ThePrincipal,
    When,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="dynamodb-export-to-s3",
    title=Text(en="DynamoDB table export to S3 bucket", ja="DynamoDB テーブルのエクスポートから S3 バケットへ"),
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
        ),
        Call(
            "s3:PutObjectAcl",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:AbortMultipartUpload",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ANY_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ANY_OBJECT, DOCUMENTED),
            },
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
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(Text(en="DescribeExport, FailureCode", ja="DescribeExport の FailureCode"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport_Requesting.html",
            says=Text(
                en="Who asks for the export needs s3:PutObject, s3:PutObjectAcl and s3:AbortMultipartUpload, and for SSE-KMS kms:GenerateDataKey and kms:Decrypt.",
                ja="エクスポートを要求する主体には s3:PutObject、s3:PutObjectAcl、s3:AbortMultipartUpload が必要です。SSE-KMS の場合は kms:GenerateDataKey と kms:Decrypt も必要です。",
            ),
            read_on="2026-04",
        ),
    ),
    key_of=KeyOf.SETTING_ELSE_TARGET,
    symptoms=("S3AccessDenied",),
    notes=Text(
        en="The export runs with the permissions of whoever asked for it.",
        ja="エクスポートは、要求したプリンシパルの権限で実行されます。",
    ),
)

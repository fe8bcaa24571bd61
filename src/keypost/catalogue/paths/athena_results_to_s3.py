"""Athena query results -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    ThePrincipal,
    When,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="athena-results-to-s3",
    title=Text(en="Athena query results to S3 bucket", ja="Athena のクエリ結果から S3 バケットへ"),
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
    failure=Failure.TO_CALLER,
    seen_in=(Text(en="StateChangeReason of the query", ja="クエリの StateChangeReason"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/athena/latest/ug/encryption.html",
            says=Text(
                en="Who runs the query needs kms:GenerateDataKey and kms:Decrypt for SSE-KMS results.",
                ja="SSE-KMS の結果には、クエリを実行する主体に kms:GenerateDataKey と kms:Decrypt が必要です。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="An encrypted Data Catalog additionally asks for kms:GenerateDataKey, kms:Decrypt and kms:Encrypt on its key. Results that Athena manages itself are written by encryption.athena.amazonaws.com.",
        ja="暗号化されたデータカタログでは、そのキーの kms:GenerateDataKey・kms:Decrypt・kms:Encrypt も必要です。Athena が管理するクエリ結果は encryption.athena.amazonaws.com が書き込みます。",
    ),
)

"""Amazon S3 Batch Operations job <-> S3 bucket."""

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
    id="s3-batch-operations",
    title=Text(
        en="S3 Batch Operations job and S3 bucket",
        ja="S3 バッチオペレーションのジョブと S3 バケット",
    ),
    source=(),
    target=Kind.BUCKET,
    caller=AssumedRole("batchoperations.s3.amazonaws.com"),
    wirings=(),
    calls=(
        Call(
            "s3:GetObject",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:PutObject",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            evidence=INFERRED,
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
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ANY_OBJECT, DOCUMENTED),
            },
            evidence=INFERRED,
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
            evidence=INFERRED,
            advised="kms:GenerateDataKey*",
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="completion report, ErrorCode AccessDenied",
            ja="完了レポートの ErrorCode AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-iam-role-policies.html",
            says=Text(
                en="The job's role, which batchoperations.s3.amazonaws.com assumes, reads the manifest and does the job's operations; on encrypted objects it needs the key too.",
                ja="batchoperations.s3.amazonaws.com が引き受けるジョブのロールが、マニフェストを読み取り、ジョブの操作を行います。暗号化されたオブジェクトではキーの権限も必要です。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="Jobs are made by an API call, not by a template. Every job reads its manifest; what it needs on objects and their keys depends on its operation: copying reads under one key and writes under another.",
        ja="ジョブは API で作成され、テンプレートには現れません。どのジョブもマニフェストを読み取ります。オブジェクトとそのキーに必要な権限は操作によって異なり、コピーでは一方のキーで読み取り、もう一方のキーで書き込みます。",
    ),
)

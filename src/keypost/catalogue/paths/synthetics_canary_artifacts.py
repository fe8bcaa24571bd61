"""CloudWatch Synthetics canary artifacts -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    KeyOf,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="synthetics-canary-artifacts",
    title=Text(
        en="CloudWatch Synthetics canary artifacts to S3 bucket",
        ja="CloudWatch Synthetics の Canary のアーティファクトから S3 バケットへ",
    ),
    source=(Kind.CANARY,),
    target=Kind.BUCKET,
    caller=AssumedRole("lambda.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.CANARY,
            target=("ArtifactS3Location",),
            role=("ExecutionRoleArn",),
            key=("ArtifactConfig.S3Encryption.KmsKeyArn",),
            terraform=("aws_synthetics_canary.artifact_s3_location",),
        ),
    ),
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
            evidence=INFERRED,
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(Text(en="status of the canary's run, StateReason", ja="Canary の実行ステータスの StateReason"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_artifact_encryption.html",
            says=Text(
                en="The canary's role needs kms:GenerateDataKey on the customer managed key, and kms:Decrypt for visual monitoring.",
                ja="Canary のロールには、カスタマーマネージドキーの kms:GenerateDataKey が必要です。視覚的なモニタリングには kms:Decrypt も必要です。",
            ),
            read_on="2026-04",
        ),
    ),
    key_of=KeyOf.SETTING_ELSE_PERHAPS_TARGET,
    notes=Text(
        en="Visual monitoring reads earlier screenshots and needs kms:Decrypt too.",
        ja="ビジュアルモニタリングは以前のスクリーンショットを読み取るため、kms:Decrypt も必要です。",
    ),
)

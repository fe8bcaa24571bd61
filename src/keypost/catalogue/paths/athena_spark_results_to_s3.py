"""Athena for Apache Spark, calculation results -> S3 bucket."""

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
    id="athena-spark-results-to-s3",
    title=Text(
        en="Athena for Apache Spark results to S3 bucket",
        ja="Athena for Apache Spark の計算結果から S3 バケットへ",
    ),
    source=(Kind.WORKGROUP,),
    target=Kind.BUCKET,
    caller=AssumedRole("athena.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.WORKGROUP,
            target=("WorkGroupConfiguration[ExecutionRole].ResultConfiguration.OutputLocation",),
            role=("WorkGroupConfiguration.ExecutionRole",),
            key=(".EncryptionConfiguration.KmsKey",),
            values={"destination/": "WorkGroupConfiguration.ResultConfiguration.OutputLocation"},
            terraform=("aws_athena_workgroup.configuration",),
        ),
    ),
    calls=(
        Call(
            "s3:PutObject",
            on=Part.DESTINATION_OBJECT,
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
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.DESTINATION_OBJECT, DOCUMENTED),
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
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.DESTINATION_OBJECT, DOCUMENTED),
            },
            evidence=INFERRED,
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
            en="state of the calculation, StateChangeReason",
            ja="計算の状態と StateChangeReason",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/athena/latest/ug/notebooks-spark-getting-started.html",
            says=Text(
                en="The execution role of the workgroup must be allowed to use the key with which calculation results are encrypted.",
                ja="ワークグループの実行ロールには、計算結果を暗号化するキーの使用を許可する必要があります。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/athena/latest/ug/notebooks-spark-troubleshooting-workgroups.html",
            says=Text(
                en="Trust policy and permissions of the execution role.",
                ja="実行ロールの信頼ポリシーと許可が書かれています。",
            ),
            read_on="2026-04",
        ),
    ),
    key_of=KeyOf.SETTING_ELSE_PERHAPS_TARGET,
    notes=Text(
        en="A workgroup without ExecutionRole is one for SQL: there, results are written by whoever queries (`athena-results-to-s3`). What the notebooks read and write themselves is not decided here.",
        ja="ExecutionRole のないワークグループは SQL 用で、結果はクエリを実行するプリンシパルが書き込みます (`athena-results-to-s3`)。ノートブック自体が読み書きするデータは、ここでは判定しません。",
    ),
)

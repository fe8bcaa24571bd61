"""SageMaker AI endpoint, data capture -> S3 bucket."""

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
    id="sagemaker-data-capture-to-s3",
    part_of="emr-sagemaker-roles-s3",
    title=Text(
        en="SageMaker AI data capture to S3 bucket",
        ja="SageMaker AI のデータキャプチャから S3 バケットへ",
    ),
    source=(Kind.ENDPOINT_CONFIG,),
    target=Kind.BUCKET,
    caller=AssumedRole("sagemaker.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.ENDPOINT_CONFIG,
            target=("DataCaptureConfig[!EnableCapture=false].DestinationS3Uri",),
            role=("ProductionVariants[].ModelName", "ExecutionRoleArn"),
            key=(".KmsKeyId",),
            values={"destination/": "DataCaptureConfig.DestinationS3Uri"},
            terraform=("aws_sagemaker_endpoint_configuration.data_capture_config",),
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
            evidence=INFERRED,
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
            evidence=INFERRED,
            advised="kms:GenerateDataKey*",
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
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="no captured data in the bucket",
            ja="バケットにキャプチャされたデータが届かない",
        ),
        Text(
            en="log group of the endpoint",
            ja="エンドポイントのロググループ",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataCaptureConfig.html",
            says=Text(
                en="The key with which captured data is encrypted in the bucket.",
                ja="キャプチャしたデータをバケットで暗号化するキーの説明です。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sagemaker/latest/dg/api-permissions-reference.html",
            says=Text(
                en="What the execution role is allowed on buckets and keys.",
                ja="実行ロールに許可される、バケットとキーのアクションです。",
            ),
            read_on="2023",
        ),
    ),
    key_of=KeyOf.SETTING_ELSE_PERHAPS_TARGET,
    notes=Text(
        en="That the model's execution role writes the captured data is inferred, so nothing FAILS here. Volumes of training jobs, notebooks and endpoints use grants that whoever creates them makes (kms:CreateGrant).",
        ja="キャプチャされたデータをモデルの実行ロールが書き込むことは推定のため、ここでは失敗とは判定しません。トレーニングジョブ・ノートブック・エンドポイントのボリュームは、作成するプリンシパルのグラント (kms:CreateGrant) を使います。",
    ),
)

"""CodePipeline artifact store -> S3 bucket."""

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
    id="codepipeline-artifacts",
    title=Text(en="CodePipeline artifacts in an S3 bucket", ja="CodePipeline のアーティファクトと S3 バケット"),
    source=(Kind.PIPELINE,),
    target=Kind.BUCKET,
    caller=AssumedRole("codepipeline.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.PIPELINE,
            target=("ArtifactStore.Location",),
            role=("RoleArn",),
            key=(".EncryptionKey.Id",),
            terraform=("aws_codepipeline.artifact_store",),
        ),
        Wiring(
            holder=Kind.PIPELINE,
            target=("ArtifactStores[].ArtifactStore.Location",),
            role=("RoleArn",),
            key=(".EncryptionKey.Id",),
            terraform=("aws_codepipeline.artifact_store",),
        ),
    ),
    calls=(
        Call(
            "s3:GetObject",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            evidence=INFERRED,
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
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ANY_OBJECT, DOCUMENTED),
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
    failure=Failure.RECORDED,
    seen_in=(Text(en="error of the action's execution", ja="アクションの実行エラー"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-create-cross-account.html",
            says=Text(
                en="The pipeline's role and the role of every action need the key of the artifact store; a customer managed key is required across accounts.",
                ja="パイプラインのロールと各アクションのロールに、アーティファクトストアのキーの許可が必要です。アカウントをまたぐ場合はカスタマーマネージドキーが必須です。",
            ),
            read_on="2023-06",
        ),
    ),
    key_of=KeyOf.SETTING,
    notes=Text(
        en="An action with a role of its own reads and writes artifacts with that role, and then the pipeline's role may do without: so nothing FAILS here. Across accounts the key has to be named by its ARN.",
        ja="独自のロールを持つアクションはそのロールで読み書きするため、パイプラインのロールには権限が不要なことがあり、ここでは失敗とは判定しません。アカウント間ではキーを ARN で指定する必要があります。",
    ),
)

"""CodeBuild project artifacts -> S3 bucket."""

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
    id="codebuild-artifacts",
    title=Text(en="CodeBuild artifacts to S3 bucket", ja="CodeBuild のアーティファクトから S3 バケットへ"),
    source=(Kind.BUILD_PROJECT,),
    target=Kind.BUCKET,
    caller=AssumedRole("codebuild.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.BUILD_PROJECT,
            target=("Artifacts[Type=S3][!EncryptionDisabled=true].Location",),
            role=("ServiceRole",),
            key=("EncryptionKey",),
            terraform=("aws_codebuild_project.artifacts",),
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
    seen_in=(Text(en="phase UPLOAD_ARTIFACTS of the build", ja="ビルドの UPLOAD_ARTIFACTS フェーズ"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up.html",
            says=Text(
                en="The service role is admitted by the key policy, with kms:Encrypt, kms:Decrypt, kms:ReEncrypt*, kms:GenerateDataKey* and kms:DescribeKey; without a key of its own a project uses alias/aws/s3.",
                ja="キーポリシーでサービスロールに kms:Encrypt、kms:Decrypt、kms:ReEncrypt*、kms:GenerateDataKey*、kms:DescribeKey を許可します。キーを指定しないプロジェクトは alias/aws/s3 を使います。",
            ),
            read_on="2023-06",
        ),
    ),
    key_of=KeyOf.SETTING,
    notes=Text(
        en="Without EncryptionKey the project uses alias/aws/s3, which works within the account. Large artifacts are uploaded in parts, for which the role needs kms:Decrypt too.",
        ja="EncryptionKey がなければ alias/aws/s3 が使われ、同じアカウント内であれば書き込めます。大きなアーティファクトはマルチパートでアップロードされ、その場合はロールに kms:Decrypt も必要です。",
    ),
)

"""AWS DataSync task -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
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
    id="datasync-to-s3",
    part_of="datasync-s3",
    title=Text(
        en="DataSync task to S3 bucket",
        ja="DataSync タスクから S3 バケットへ",
    ),
    source=(Kind.DATASYNC_TASK,),
    target=Kind.BUCKET,
    caller=AssumedRole("datasync.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.DATASYNC_TASK,
            target=("DestinationLocationArn", "S3BucketArn"),
            role=(".S3Config.BucketAccessRoleArn",),
            terraform=("aws_datasync_task.destination_location_arn", "aws_datasync_location_s3.s3_config"),
        ),
    ),
    calls=(
        Call(
            "s3:GetBucketLocation",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:ListBucket",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:ListBucketMultipartUploads",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "s3:PutObject",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:GetObject",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:DeleteObject",
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
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="status of the task execution, Result.ErrorCode",
            ja="タスク実行のステータスと Result.ErrorCode",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/datasync/latest/userguide/create-s3-location.html",
            says=Text(
                en="The role of the location reads and lists, or writes, the bucket; where the bucket is under a customer managed key, the key policy includes the role, with kms:Encrypt, kms:Decrypt, kms:ReEncrypt* and kms:GenerateDataKey*; SSE-C is not supported.",
                ja="ロケーションのロールが、バケットの読み取りと一覧表示、または書き込みを行います。バケットがカスタマーマネージドキーの場合、キーポリシーでこのロールに kms:Encrypt、kms:Decrypt、kms:ReEncrypt*、kms:GenerateDataKey* を許可します。SSE-C には対応していません。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="With an AWS managed key the role needs nothing of KMS within the account. A key of another account has to be named by its ARN, in the role's policy and in the bucket's default encryption.",
        ja="AWS マネージドキーの場合、同じアカウント内であればロールに KMS の権限は不要です。別アカウントのキーは、ロールのポリシーでもバケットのデフォルト暗号化でも ARN で指定する必要があります。",
    ),
)

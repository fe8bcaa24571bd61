"""S3 replication of objects under KMS keys -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    KeyOf,
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
    id="s3-replication-kms",
    title=Text(
        en="S3 replication of KMS-encrypted objects to S3 bucket",
        ja="KMS で暗号化されたオブジェクトの S3 レプリケーション",
    ),
    source=(Kind.BUCKET,),
    target=Kind.BUCKET,
    caller=AssumedRole("s3.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.BUCKET,
            target=(
                "ReplicationConfiguration.Rules[Status=Enabled][SourceSelectionCriteria.SseKmsEncryptedObjects.Status=Enabled].Destination.Bucket",
            ),
            role=("ReplicationConfiguration.Role",),
            key=(".EncryptionConfiguration.ReplicaKmsKeyID",),
            terraform=("aws_s3_bucket_replication_configuration.rule",),
        ),
    ),
    calls=(
        Call(
            "s3:ReplicateObject",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:ReplicateDelete",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "kms:Encrypt",
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
            "kms:Encrypt",
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
    seen_in=(
        Text(
            en="replication status FAILED of the object (HeadObject)",
            ja="オブジェクトのレプリケーションステータス FAILED (HeadObject)",
        ),
        Text(
            en="event s3:Replication:OperationFailedReplication",
            ja="イベント s3:Replication:OperationFailedReplication",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html",
            says=Text(
                en="The role needs kms:Decrypt on the keys of the source and kms:Encrypt on the replica key, with kms:ViaService and the ARN of the object, or of the bucket with a Bucket Key, as encryption context; with a Bucket Key the policy of the replica key must allow kms:Decrypt as well.",
                ja="ロールには、レプリケーション元のキーの kms:Decrypt と、レプリカのキーの kms:Encrypt が必要です。条件は kms:ViaService と暗号化コンテキストで、後者はオブジェクトの ARN、バケットキーが有効な場合はバケットの ARN です。その場合は、レプリカのキーのポリシーで kms:Decrypt も許可する必要があります。",
            ),
            read_on="2026-04",
        ),
    ),
    key_of=KeyOf.SETTING,
    notes=Text(
        en="PutBucketReplication doesn't check the key: it succeeds, and objects fail later. What the role needs on the source bucket and on its key (kms:Decrypt) is not decided here.",
        ja="PutBucketReplication はキーを検証しないため設定は成功し、後でオブジェクトのレプリケーションが失敗します。送信元のバケットとそのキーに必要な権限 (kms:Decrypt など) は、ここでは判定しません。",
    ),
)

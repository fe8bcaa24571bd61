"""Firehose stream -> S3 bucket (destination, backup or error output)."""

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
    id="firehose-to-s3",
    title=Text(en="Firehose stream to S3 bucket", ja="Firehose ストリームから S3 バケットへ"),
    source=(Kind.DELIVERY_STREAM,),
    target=Kind.BUCKET,
    caller=AssumedRole("firehose.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.DELIVERY_STREAM,
            target=("ExtendedS3DestinationConfiguration.BucketARN",),
            role=(".RoleARN",),
            key=(".EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN",),
            values={"prefix": ".Prefix"},
            terraform=("aws_kinesis_firehose_delivery_stream.extended_s3_configuration",),
        ),
        Wiring(
            holder=Kind.DELIVERY_STREAM,
            target=("ExtendedS3DestinationConfiguration.S3BackupConfiguration.BucketARN",),
            role=(".RoleARN",),
            key=(".EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN",),
            values={"prefix": ".Prefix"},
        ),
        Wiring(
            holder=Kind.DELIVERY_STREAM,
            target=("S3DestinationConfiguration.BucketARN",),
            role=(".RoleARN",),
            key=(".EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN",),
            values={"prefix": ".Prefix"},
        ),
        Wiring(
            holder=Kind.DELIVERY_STREAM,
            target=("RedshiftDestinationConfiguration.S3Configuration.BucketARN",),
            role=(".RoleARN",),
            key=(".EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN",),
            values={"prefix": ".Prefix"},
        ),
        Wiring(
            holder=Kind.DELIVERY_STREAM,
            target=("AmazonopensearchserviceDestinationConfiguration.S3Configuration.BucketARN",),
            role=(".RoleARN",),
            key=(".EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN",),
            values={"prefix": ".Prefix"},
        ),
        Wiring(
            holder=Kind.DELIVERY_STREAM,
            target=("ElasticsearchDestinationConfiguration.S3Configuration.BucketARN",),
            role=(".RoleARN",),
            key=(".EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN",),
            values={"prefix": ".Prefix"},
        ),
        Wiring(
            holder=Kind.DELIVERY_STREAM,
            target=("HttpEndpointDestinationConfiguration.S3Configuration.BucketARN",),
            role=(".RoleARN",),
            key=(".EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN",),
            values={"prefix": ".Prefix"},
        ),
        Wiring(
            holder=Kind.DELIVERY_STREAM,
            target=("SplunkDestinationConfiguration.S3Configuration.BucketARN",),
            role=(".RoleARN",),
            key=(".EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN",),
            values={"prefix": ".Prefix"},
        ),
        Wiring(
            holder=Kind.DELIVERY_STREAM,
            target=("SnowflakeDestinationConfiguration.S3Configuration.BucketARN",),
            role=(".RoleARN",),
            key=(".EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN",),
            values={"prefix": ".Prefix"},
        ),
    ),
    calls=(
        Call(
            "s3:PutObject",
            on=Part.PREFIXED_OBJECT,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
        ),
        Call(
            "s3:AbortMultipartUpload",
            on=Part.PREFIXED_OBJECT,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "s3:GetBucketLocation",
            on=Part.TARGET,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "s3:ListBucket",
            on=Part.TARGET,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "s3:ListBucketMultipartUploads",
            on=Part.TARGET,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
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
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.PREFIXED_OBJECT, DOCUMENTED),
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
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.PREFIXED_OBJECT, DOCUMENTED),
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
    seen_in=(
        Text(
            en="CloudWatch error log of the stream (S3Delivery)", ja="ストリームの CloudWatch エラーログ (S3Delivery)"
        ),
        Text(en="metric DeliveryToS3.Success", ja="DeliveryToS3.Success メトリクス"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html",
            says=Text(
                en="The S3 and KMS actions that the role of the stream needs, with kms:ViaService and the ARN of the object as encryption context.",
                ja="ストリームのロールに必要な S3 と KMS のアクションです。kms:ViaService と、オブジェクトの ARN の暗号化コンテキストが条件に使われています。",
            ),
            read_on="2023-06",
        ),
        Doc(
            url="https://github.com/fdmsantos/terraform-aws-kinesis-firehose/issues/26",
            says=Text(en="The delivery error as users meet it.", ja="利用者が遭遇した配信エラーの実例です。"),
            read_on="2026-04",
        ),
    ),
    key_of=KeyOf.SETTING_ELSE_TARGET,
    symptoms=("role has sufficient permissions to use the KMS key",),
    notes=Text(
        en="With an S3 Bucket Key the encryption context is the ARN of the bucket, so a condition on the objects' ARN refuses every record. Records are kept for retries for up to 24 hours.",
        ja="S3 バケットキーが有効だと暗号化コンテキストはバケットの ARN になるため、オブジェクトの ARN を条件にしているとすべて拒否されます。レコードは最長 24 時間再試行されます。",
    ),
)

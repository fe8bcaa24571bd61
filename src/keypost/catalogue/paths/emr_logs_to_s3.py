"""Amazon EMR cluster logs -> S3 bucket."""

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
    id="emr-logs-to-s3",
    part_of="emr-sagemaker-roles-s3",
    title=Text(
        en="Amazon EMR cluster logs to S3 bucket",
        ja="Amazon EMR クラスターのログから S3 バケットへ",
    ),
    source=(Kind.EMR_CLUSTER,),
    target=Kind.BUCKET,
    caller=AssumedRole("ec2.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.EMR_CLUSTER,
            target=("[LogEncryptionKmsKeyId].LogUri",),
            role=("JobFlowRole", "Roles[]"),
            key=("LogEncryptionKmsKeyId",),
            values={"destination/": "LogUri"},
            terraform=("aws_emr_cluster.log_uri", "aws_emr_cluster.log_encryption_kms_key_id"),
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
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="no logs of the cluster in the bucket",
            ja="バケットにクラスターのログが届かない",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-debugging.html",
            says=Text(
                en="The EC2 instance profile needs kms:GenerateDataKey and the EMR role kms:DescribeKey on the key of the logs; logs of the persistent application UI need a statement for elasticmapreduce.amazonaws.com.",
                ja="ログのキーについて、EC2 インスタンスプロファイルには kms:GenerateDataKey、EMR のロールには kms:DescribeKey が必要です。永続的なアプリケーション UI のログには、elasticmapreduce.amazonaws.com に対するステートメントが必要です。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/emr/latest/APIReference/API_RunJobFlow.html",
            says=Text(
                en="Without LogEncryptionKmsKeyId the logs are encrypted with AES-256.",
                ja="LogEncryptionKmsKeyId がなければ、ログは AES-256 で暗号化されます。",
            ),
            read_on="2026-11-22",
        ),
    ),
    key_of=KeyOf.SETTING,
    notes=Text(
        en="Without LogEncryptionKmsKeyId no KMS key is used, and there is nothing to decide. The role of the instance profile uploads. The cluster's service role needs kms:DescribeKey on the key, which is not decided here, nor what jobs read and write by EMRFS.",
        ja="LogEncryptionKmsKeyId がなければ KMS キーは使われず、判定の対象外です。アップロードするのはインスタンスプロファイルのロールです。クラスターのサービスロールに必要な kms:DescribeKey と、ジョブが EMRFS で読み書きするデータは、ここでは判定しません。",
    ),
)

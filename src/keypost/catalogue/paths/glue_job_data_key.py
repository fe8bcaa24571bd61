"""AWS Glue job, data in Amazon S3 -> the KMS key of its security configuration."""

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
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="glue-job-data-key",
    part_of="glue-job-encryption",
    title=Text(
        en="Data of a Glue job under a KMS key",
        ja="KMS キーで暗号化される Glue ジョブのデータ",
    ),
    source=(Kind.GLUE_JOB,),
    target=Kind.KEY,
    caller=AssumedRole("glue.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.GLUE_JOB,
            target=(
                "SecurityConfiguration",
                "EncryptionConfiguration.S3Encryptions[S3EncryptionMode=SSE-KMS].KmsKeyArn",
            ),
            role=("Role",),
            terraform=(
                "aws_glue_job.security_configuration",
                "aws_glue_security_configuration.encryption_configuration",
            ),
        ),
    ),
    calls=(
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.BUCKET_OBJECT, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.BUCKET_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:Encrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.BUCKET_OBJECT, DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="error of the job run",
            ja="ジョブ実行のエラー",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/glue/latest/dg/set-up-encryption.html",
            says=Text(
                en="The role of a job that writes encrypted data needs kms:Decrypt, kms:Encrypt and kms:GenerateDataKey; encrypted logs need a key statement for the regional principal of CloudWatch Logs, and the role logs:AssociateKmsKey.",
                ja="暗号化されたデータを書き込むジョブのロールには kms:Decrypt、kms:Encrypt、kms:GenerateDataKey が必要です。ログの暗号化には、CloudWatch Logs のリージョン付きプリンシパルに対するキーポリシーのステートメントと、ロールの logs:AssociateKmsKey が必要です。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="Into which buckets the job writes isn't said by any setting; the key of the security configuration is used in all of them. A job with encrypted bookmarks needs kms:Encrypt and kms:Decrypt on that key too, and one in a VPC a way to AWS KMS: neither is decided here.",
        ja="ジョブの書き込み先のバケットはどの設定にも現れません。どのバケットでもセキュリティ設定のキーが使われます。ブックマークを暗号化するジョブにはそのキーの kms:Encrypt と kms:Decrypt も、VPC 内のジョブには AWS KMS への経路も必要ですが、ここでは判定しません。",
    ),
)

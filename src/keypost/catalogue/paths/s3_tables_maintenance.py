"""Maintenance of S3 Tables under the KMS key of their table bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="s3-tables-maintenance",
    part_of="s3-metadata-and-tables",
    title=Text(
        en="S3 Tables maintenance under a KMS key",
        ja="KMS キーで暗号化された S3 Tables のメンテナンス",
    ),
    source=(Kind.TABLE_BUCKET,),
    target=Kind.KEY,
    caller=Service("maintenance.s3tables.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.TABLE_BUCKET,
            target=("EncryptionConfiguration.KMSKeyArn",),
            terraform=("aws_s3tables_table_bucket.encryption_configuration",),
        ),
    ),
    calls=(
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TABLE_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TABLE_OBJECT, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION,
    seen_in=(
        Text(
            en="error of CreateTable",
            ja="CreateTable のエラー",
        ),
        Text(
            en="status of the table's maintenance jobs",
            ja="テーブルのメンテナンスジョブのステータス",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-kms-permissions.html",
            says=Text(
                en="The maintenance principal needs kms:GenerateDataKey and kms:Decrypt, with the ARN of the table or table bucket and /* as encryption context; without access, no encrypted table can be created.",
                ja="メンテナンス用のプリンシパルに kms:GenerateDataKey と kms:Decrypt が必要です。暗号化コンテキストは、テーブルまたはテーブルバケットの ARN に /* を付けたものです。許可がないと、暗号化されたテーブルは作成できません。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="Every request for an encrypted table checks first whether the maintenance principal may use the key. Whoever reads and writes the tables (a query engine, the role of AWS Lake Formation) needs the key too, which is not decided here.",
        ja="暗号化されたテーブルの作成時には毎回、メンテナンスのプリンシパルがキーを使えるかが確認されます。テーブルを読み書きする側 (クエリエンジンや AWS Lake Formation のロール) にもキーの権限が必要ですが、ここでは判定しません。",
    ),
)

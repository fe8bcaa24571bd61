"""S3 Metadata tables under a KMS key."""

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
    id="s3-metadata-tables",
    part_of="s3-metadata-and-tables",
    title=Text(
        en="S3 Metadata tables under a KMS key",
        ja="KMS キーで暗号化された S3 Metadata のテーブル",
    ),
    source=(Kind.BUCKET,),
    target=Kind.KEY,
    caller=Service("metadata.s3.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.BUCKET,
            target=("MetadataConfiguration.JournalTableConfiguration.EncryptionConfiguration.KmsKeyArn",),
            terraform=("aws_s3_bucket_metadata_configuration.metadata_configuration",),
        ),
        Wiring(
            holder=Kind.BUCKET,
            target=(
                "MetadataConfiguration.InventoryTableConfiguration[!ConfigurationState=DISABLED].EncryptionConfiguration.KmsKeyArn",
            ),
            terraform=("aws_s3_bucket_metadata_configuration.metadata_configuration",),
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
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.METADATA_TABLE_OBJECT, DOCUMENTED),
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
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.METADATA_TABLE_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.METADATA_TABLE_OBJECT, DOCUMENTED),
            },
            caller=Service("maintenance.s3tables.amazonaws.com"),
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
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.METADATA_TABLE_OBJECT, DOCUMENTED),
            },
            caller=Service("maintenance.s3tables.amazonaws.com"),
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(
            en="status of the metadata table (GetBucketMetadataConfiguration)",
            ja="メタデータテーブルのステータス (GetBucketMetadataConfiguration)",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-kms-permissions.html",
            says=Text(
                en="metadata.s3.amazonaws.com and maintenance.s3tables.amazonaws.com need kms:GenerateDataKey and kms:Decrypt for metadata tables, with the ARN of the table or table bucket and /* as encryption context.",
                ja="メタデータテーブルには、metadata.s3.amazonaws.com と maintenance.s3tables.amazonaws.com に kms:GenerateDataKey と kms:Decrypt が必要です。暗号化コンテキストは、テーブルまたはテーブルバケットの ARN に /* を付けたものです。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/metadata-tables-bucket-query-permissions.html",
            says=Text(
                en="The tables stand in the table bucket aws-s3 of the account and Region.",
                ja="テーブルは、アカウントとリージョンのテーブルバケット aws-s3 に置かれます。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The older setting, MetadataTableConfiguration, writes into a table bucket of one's own, under that bucket's key. Whoever queries the tables needs kms:Decrypt.",
        ja="以前の設定 MetadataTableConfiguration は、ユーザー自身のテーブルバケットに、そのバケットのキーで書き込みます。テーブルをクエリするプリンシパルには kms:Decrypt が必要です。",
    ),
)

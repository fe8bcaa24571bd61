"""AWS Data Exports -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="data-exports-cur-to-s3",
    title=Text(en="AWS Data Exports to S3 bucket", ja="AWS Data Exports から S3 バケットへ"),
    source=(Kind.DATA_EXPORT,),
    target=Kind.BUCKET,
    caller=Service("bcm-data-exports.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.DATA_EXPORT,
            target=("Export.DestinationConfigurations.S3Destination.S3Bucket",),
            values={"prefix/": ".S3Prefix"},
            terraform=("aws_bcmdataexports_export.export",),
        ),
    ),
    calls=(
        Call(
            "s3:PutObject",
            on=Part.FOLDER_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.EXPORTS_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Sent(Part.EXPORTS_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.FOLDER_OBJECT, INFERRED),
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Sent(Part.EXPORTS_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.FOLDER_OBJECT, INFERRED),
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.EXPORTS_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, INFERRED),
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.EXPORTS_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, INFERRED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(Text(en="status of the export in the console", ja="コンソールのエクスポートのステータス"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/cur/latest/userguide/dataexports-s3-bucket.html",
            says=Text(
                en="Bucket policy for bcm-data-exports.amazonaws.com with aws:SourceAccount and arn:aws:bcm-data-exports:us-east-1:ACCOUNT:export/* as aws:SourceArn; no word about KMS.",
                ja="bcm-data-exports.amazonaws.com に対するバケットポリシーの例で、aws:SourceAccount と、aws:SourceArn の arn:aws:bcm-data-exports:us-east-1:ACCOUNT:export/* を条件にしています。KMS についての記載はありません。",
            ),
            read_on="2026-04",
        ),
    ),
    symptoms=("Invalid bucket",),
    notes=Text(
        en="AWS doesn't document what an export needs on a KMS key, so none FAILS for that. Reports of the older kind (AWS::CUR::ReportDefinition) are written by billingreports.amazonaws.com and not decided yet.",
        ja="エクスポートに必要な KMS キーの権限は AWS のドキュメントに記載がないため、それを理由に失敗とは判定しません。旧来のレポート (AWS::CUR::ReportDefinition) は billingreports.amazonaws.com が書き込みますが、まだ判定しません。",
    ),
)

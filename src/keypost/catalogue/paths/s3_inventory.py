"""S3 inventory report -> S3 bucket."""

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
    id="s3-inventory",
    title=Text(en="S3 inventory to S3 bucket", ja="S3 インベントリから S3 バケットへ"),
    source=(Kind.BUCKET,),
    target=Kind.BUCKET,
    caller=Service("s3.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.BUCKET,
            target=("InventoryConfigurations[].Destination.BucketArn",),
            values={"prefix": ".Prefix"},
            terraform=("aws_s3_bucket_inventory.destination",),
        ),
    ),
    calls=(
        Call(
            "s3:PutObject",
            on=Part.PREFIXED_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "s3:x-amz-acl": Sent("bucket-owner-full-control", DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.PREFIXED_OBJECT, INFERRED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, INFERRED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(Text(en="no report after 48 hours", ja="48 時間経ってもレポートが届かない"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html",
            says=Text(
                en="Bucket policy and key policy for s3.amazonaws.com, both with aws:SourceAccount and the inventoried bucket in aws:SourceArn.",
                ja="s3.amazonaws.com に対するバケットポリシーとキーポリシーの例です。どちらも aws:SourceAccount と、aws:SourceArn のインベントリ対象のバケットを条件にしています。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="The first report can take 48 hours, so a mistake shows late.",
        ja="最初のレポートまで 48 時間かかることがあり、誤りに気づくのが遅れます。",
    ),
)

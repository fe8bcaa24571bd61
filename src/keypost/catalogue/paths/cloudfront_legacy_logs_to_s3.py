"""CloudFront standard logs (legacy) -> S3 bucket."""

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
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="cloudfront-legacy-logs-to-s3",
    title=Text(
        en="CloudFront standard logs (legacy) to S3 bucket", ja="CloudFront の標準ログ (レガシー) から S3 バケットへ"
    ),
    source=(Kind.DISTRIBUTION,),
    target=Kind.BUCKET,
    caller=Service("delivery.logs.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.DISTRIBUTION,
            target=("DistributionConfig.Logging.Bucket",),
            terraform=("aws_cloudfront_distribution.logging_config",),
        ),
    ),
    calls=(
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ANY_OBJECT, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Undocumented(),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(en="no log files in the bucket", ja="バケットにログファイルが届かない"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy delivery.logs.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が delivery.logs.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html",
            says=Text(
                en="Key statement for delivery.logs.amazonaws.com with kms:GenerateDataKey*, without a condition; the bucket names the whole ARN of the key; ACLs have to be enabled on the bucket.",
                ja="delivery.logs.amazonaws.com に kms:GenerateDataKey* を許可するキーのステートメントの例で、条件はありません。バケットにはキーの完全な ARN を指定し、ACL を有効にする必要があります。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="The bucket lets the logs in through its ACL (for the canonical user awslogsdelivery), not through its policy: that is not checked. Which source conditions the key policy could have is not documented.",
        ja="ログの書き込みはバケットポリシーではなく ACL (正規ユーザー awslogsdelivery) で許可されます。ACL は確認しません。キーポリシーで使える送信元の条件は、ドキュメントに記載がありません。",
    ),
)

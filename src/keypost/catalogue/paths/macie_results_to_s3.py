"""Amazon Macie discovery results -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Accepts,
    Call,
    Doc,
    EncryptionKind,
    Failure,
    KeyOf,
    Part,
    Path,
    Sent,
    Service,
    Undocumented,
    When,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="macie-results-to-s3",
    title=Text(en="Amazon Macie discovery results to S3 bucket", ja="Amazon Macie の検出結果から S3 バケットへ"),
    source=(),
    target=Kind.BUCKET,
    caller=Service("macie.amazonaws.com", regional_where_opted_in=True),
    wirings=(),
    calls=(
        Call(
            "s3:GetBucketLocation",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.MACIE_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:PutObject",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.MACIE_OF_ACCOUNT, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.MACIE_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ANY_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:Encrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Sent(Part.MACIE_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ANY_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.MACIE_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
        Call(
            "kms:Encrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.MACIE_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.MACIE_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.AT_CONFIGURATION,
    seen_in=(
        Text(en="exception of PutClassificationExportConfiguration", ja="PutClassificationExportConfiguration の例外"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/macie/latest/user/discovery-results-repository-s3.html",
            says=Text(
                en="Bucket policy and key policy for macie.amazonaws.com with aws:SourceAccount; aws:SourceArn is the export configuration or a classification job; a symmetric customer managed key of the bucket's Region is required.",
                ja="macie.amazonaws.com に対するバケットポリシーとキーポリシーの例で、aws:SourceAccount を条件にしています。aws:SourceArn はエクスポートの設定または分類ジョブです。バケットと同じリージョンの、対称のカスタマーマネージドキーが必須です。",
            ),
            read_on="2025",
        ),
    ),
    key_of=KeyOf.SETTING,
    accepts=Accepts((EncryptionKind.CUSTOMER_MANAGED_KEY,), "s3:PutObject", DOCUMENTED),
    notes=Text(
        en="In opt-in Regions the service calls as macie.REGION.amazonaws.com. To read objects under SSE-KMS, the role AWSServiceRoleForAmazonMacie needs kms:Decrypt on their keys.",
        ja="オプトインリージョンでは macie.REGION.amazonaws.com として呼び出します。SSE-KMS のオブジェクトを読み取るには、ロール AWSServiceRoleForAmazonMacie に対象のキーの kms:Decrypt が必要です。",
    ),
)

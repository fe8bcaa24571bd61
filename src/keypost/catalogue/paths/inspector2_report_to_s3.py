"""Amazon Inspector findings report or SBOM export -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Accepts,
    Call,
    Doc,
    EncryptionKind,
    Failure,
    KeyOf,
    Necessity,
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
    id="inspector2-report-to-s3",
    title=Text(en="Amazon Inspector report to S3 bucket", ja="Amazon Inspector のレポートから S3 バケットへ"),
    source=(),
    target=Kind.BUCKET,
    caller=Service("inspector2.amazonaws.com", regional_where_opted_in=True),
    wirings=(),
    calls=(
        Call(
            "s3:PutObject",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.INSPECTOR_REPORTS_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:PutObjectAcl",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.INSPECTOR_REPORTS_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:AbortMultipartUpload",
            on=Part.ANY_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.INSPECTOR_REPORTS_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Sent(Part.INSPECTOR_REPORTS_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ANY_OBJECT, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Sent(Part.INSPECTOR_REPORTS_OF_ACCOUNT, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.INSPECTOR_REPORTS_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.INSPECTOR_REPORTS_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="GetFindingsReportStatus, errorCode and errorMessage",
            ja="GetFindingsReportStatus の errorCode と errorMessage",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/inspector/latest/user/findings-managing-exporting-reports.html",
            says=Text(
                en="Bucket policy and key policy for inspector2.amazonaws.com with aws:SourceAccount and arn:aws:inspector2:REGION:ACCOUNT:report/* as aws:SourceArn; a symmetric customer managed key of the bucket's Region is required.",
                ja="inspector2.amazonaws.com に対するバケットポリシーとキーポリシーの例で、aws:SourceAccount と、aws:SourceArn の arn:aws:inspector2:REGION:ACCOUNT:report/* を条件にしています。バケットと同じリージョンの、対称のカスタマーマネージドキーが必須です。",
            ),
            read_on="2025",
        ),
    ),
    key_of=KeyOf.SETTING,
    accepts=Accepts((EncryptionKind.CUSTOMER_MANAGED_KEY,), "s3:PutObject", DOCUMENTED),
    symptoms=("BUCKET_NOT_FOUND",),
    notes=Text(
        en="In opt-in Regions the service calls as inspector2.REGION.amazonaws.com.",
        ja="オプトインリージョンでは inspector2.REGION.amazonaws.com として呼び出します。",
    ),
)

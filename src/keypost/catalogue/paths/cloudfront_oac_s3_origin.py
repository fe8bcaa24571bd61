"""CloudFront distribution that reads its origin, an S3 bucket, with origin access control."""

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
    id="cloudfront-oac-s3-origin",
    title=Text(
        en="CloudFront (origin access control) reading an S3 bucket",
        ja="CloudFront (オリジンアクセスコントロール) による S3 バケットの読み取り",
    ),
    source=(Kind.DISTRIBUTION,),
    target=Kind.BUCKET,
    caller=Service("cloudfront.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.DISTRIBUTION,
            target=("DistributionConfig.Origins[OriginAccessControlId][S3OriginConfig].DomainName",),
            values={"path": ".OriginPath"},
            terraform=("aws_cloudfront_distribution.origin",),
        ),
    ),
    calls=(
        Call(
            "s3:GetObject",
            on=Part.ORIGIN_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ORIGIN_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(en="HTTP 403 for viewers (AccessDenied)", ja="ビューワーへの HTTP 403 (AccessDenied)"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy cloudfront.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が cloudfront.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
            says=Text(
                en="Bucket policy and key policy for cloudfront.amazonaws.com with the distribution in aws:SourceArn; an origin access identity doesn't support SSE-KMS.",
                ja="cloudfront.amazonaws.com に対するバケットポリシーとキーポリシーの例で、aws:SourceArn はディストリビューションです。オリジンアクセスアイデンティティは SSE-KMS に対応していません。",
            ),
            read_on="2026-04",
        ),
    ),
    symptoms=("AccessDenied",),
    notes=Text(
        en="Reading needs kms:Decrypt alone; kms:Encrypt and kms:GenerateDataKey* are for uploads through CloudFront. An origin access identity, the older way, can't read objects under SSE-KMS at all.",
        ja="読み取りに必要なのは kms:Decrypt だけです (kms:Encrypt と kms:GenerateDataKey* は CloudFront 経由のアップロード用です)。旧来のオリジンアクセスアイデンティティでは、SSE-KMS のオブジェクトは読み取れません。",
    ),
)

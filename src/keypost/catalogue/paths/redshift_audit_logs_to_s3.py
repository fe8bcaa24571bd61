"""Amazon Redshift audit logs -> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Accepts,
    Call,
    Doc,
    EncryptionKind,
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
    id="redshift-audit-logs-to-s3",
    title=Text(en="Amazon Redshift audit logs to S3 bucket", ja="Amazon Redshift の監査ログから S3 バケットへ"),
    source=(Kind.REDSHIFT_CLUSTER,),
    target=Kind.BUCKET,
    caller=Service("redshift.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.REDSHIFT_CLUSTER,
            target=("LoggingProperties.BucketName",),
            values={"prefix": ".S3KeyPrefix"},
            terraform=("aws_redshift_logging.bucket_name",),
        ),
    ),
    calls=(
        Call(
            "s3:GetBucketAcl",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_CLUSTER, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:PutObject",
            on=Part.PREFIXED_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_CLUSTER, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(Text(en="DescribeLoggingStatus, LastFailureMessage", ja="DescribeLoggingStatus の LastFailureMessage"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html",
            says=Text(
                en="Bucket policy for redshift.amazonaws.com with the cluster in aws:SourceArn; SSE-S3 is the only encryption for audit logging.",
                ja="redshift.amazonaws.com に対するバケットポリシーの例で、aws:SourceArn はクラスターです。監査ログが対応する暗号化は SSE-S3 だけです。",
            ),
            read_on="2022-06",
        ),
    ),
    accepts=Accepts((EncryptionKind.NO_KMS,), "s3:PutObject", INFERRED),
    notes=Text(
        en="AWS's guide of 2022 says that audit logging knows no encryption but SSE-S3; whether that still holds could not be checked, so a bucket under a KMS key is not called a failure.",
        ja="2022 年時点の AWS のガイドでは、監査ログに使える暗号化は SSE-S3 だけとされています。現在も同じかどうかは確認できていないため、KMS キーのバケットを失敗とは判定しません。",
    ),
)

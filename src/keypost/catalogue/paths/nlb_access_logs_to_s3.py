"""Network Load Balancer access logs -> S3 bucket."""

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
    id="nlb-access-logs-to-s3",
    title=Text(
        en="Network Load Balancer access logs to S3 bucket", ja="Network Load Balancer のアクセスログから S3 バケットへ"
    ),
    source=(Kind.LOAD_BALANCER,),
    target=Kind.BUCKET,
    caller=Service("delivery.logs.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.LOAD_BALANCER,
            target=(
                "[Type=network][LoadBalancerAttributes[Key=access_logs.s3.enabled].Value=true].LoadBalancerAttributes[Key=access_logs.s3.bucket].Value",
            ),
            values={"prefix/": "LoadBalancerAttributes[Key=access_logs.s3.prefix].Value"},
            terraform=("aws_lb.access_logs",),
        ),
    ),
    calls=(
        Call(
            "s3:GetBucketAcl",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.LOGS_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:PutObject",
            on=Part.LOAD_BALANCER_LOG_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.LOGS_OF_ACCOUNT, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.LOGS_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.LOAD_BALANCER_LOG_OBJECT, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.LOGS_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
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
                "aws:SourceArn": Sent(Part.LOGS_OF_ACCOUNT, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(en="exception of ModifyLoadBalancerAttributes", ja="ModifyLoadBalancerAttributes の例外"),
        Text(en="no log files in the bucket", ja="バケットにログファイルが届かない"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-access-logs.html",
            says=Text(
                en="Bucket policy for delivery.logs.amazonaws.com with aws:SourceAccount and arn:aws:logs:REGION:ACCOUNT:* as aws:SourceArn; a key statement without conditions; AWS managed keys can't be used.",
                ja="delivery.logs.amazonaws.com に対するバケットポリシーの例で、aws:SourceAccount と、aws:SourceArn の arn:aws:logs:REGION:ACCOUNT:* を条件にしています。キーのステートメントに条件はありません。AWS マネージドキーは使えません。",
            ),
            read_on="2023-06",
        ),
    ),
    symptoms=("Access Denied for bucket",),
    notes=Text(
        en="AWS documents the source conditions for the bucket policy, not for the key policy. Access logs are written only for TLS listeners.",
        ja="送信元の条件は、AWS のドキュメントではバケットポリシーについて記載されており、キーポリシーについては記載がありません。アクセスログは TLS リスナーについてのみ記録されます。",
    ),
)

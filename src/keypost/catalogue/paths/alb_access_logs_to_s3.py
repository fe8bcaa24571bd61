"""Application or Classic Load Balancer access logs -> S3 bucket."""

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
    id="alb-access-logs-to-s3",
    title=Text(
        en="Application or Classic Load Balancer logs to S3 bucket",
        ja="Application Load Balancer・Classic Load Balancer のログから S3 バケットへ",
    ),
    source=(
        Kind.LOAD_BALANCER,
        Kind.CLASSIC_LOAD_BALANCER,
    ),
    target=Kind.BUCKET,
    caller=Service("logdelivery.elasticloadbalancing.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.LOAD_BALANCER,
            target=(
                "[!Type=network|gateway][LoadBalancerAttributes[Key=access_logs.s3.enabled].Value=true].LoadBalancerAttributes[Key=access_logs.s3.bucket].Value",
            ),
            values={"prefix/": "LoadBalancerAttributes[Key=access_logs.s3.prefix].Value"},
            terraform=("aws_lb.access_logs",),
        ),
        Wiring(
            holder=Kind.LOAD_BALANCER,
            target=(
                "[!Type=network|gateway][LoadBalancerAttributes[Key=connection_logs.s3.enabled].Value=true].LoadBalancerAttributes[Key=connection_logs.s3.bucket].Value",
            ),
            values={"prefix/": "LoadBalancerAttributes[Key=connection_logs.s3.prefix].Value"},
            terraform=("aws_lb.connection_logs",),
        ),
        Wiring(
            holder=Kind.CLASSIC_LOAD_BALANCER,
            target=("AccessLoggingPolicy[Enabled=true].S3BucketName",),
            values={"prefix/": "AccessLoggingPolicy.S3BucketPrefix"},
            terraform=("aws_elb.access_logs",),
        ),
    ),
    calls=(
        Call(
            "s3:PutObject",
            on=Part.LOAD_BALANCER_LOG_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.LOAD_BALANCERS, DOCUMENTED),
                "aws:SourceAccount": Undocumented(),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.AT_CONFIGURATION,
    seen_in=(
        Text(
            en="exception of ModifyLoadBalancerAttributes, or the stack's event",
            ja="ModifyLoadBalancerAttributes の例外、またはスタックのイベント",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
            says=Text(
                en="Bucket policy for logdelivery.elasticloadbalancing.amazonaws.com, aws:SourceArn is a load balancer of the account; the only encryption is SSE-S3; older policies name the Region's account of Elastic Load Balancing, which still works.",
                ja="logdelivery.elasticloadbalancing.amazonaws.com に対するバケットポリシーの例があり、aws:SourceArn はアカウントのロードバランサーです。対応する暗号化は SSE-S3 だけです。リージョンごとの Elastic Load Balancing のアカウントを指定する以前のポリシーも引き続き有効です。",
            ),
            read_on="2026-04",
        ),
    ),
    accepts=Accepts((EncryptionKind.NO_KMS,), "s3:PutObject", DOCUMENTED),
    symptoms=("Access Denied for bucket",),
    notes=Text(
        en="No key policy makes it work: the bucket has to use SSE-S3. Policies that name the Region's account of Elastic Load Balancing instead of the service still work, so a bucket policy without the service alone is not called a failure. Setting the attribute writes a test file into the bucket.",
        ja="キーポリシーでは解決できず、バケットには SSE-S3 が必要です。サービスの代わりにリージョンごとの Elastic Load Balancing アカウントを許可した旧来のポリシーも有効なので、サービスの記載がないだけでは失敗とは判定しません。属性を設定すると、バケットにテストファイルが書き込まれます。",
    ),
)

"""Vended logs of the first kind (Route 53 Resolver query logs) -> S3 bucket."""

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
    id="vended-logs-v1-to-s3",
    title=Text(
        en="Vended logs (Route 53 Resolver query logs) to S3 bucket",
        ja="提供ログ (Route 53 Resolver のクエリログ) から S3 バケットへ",
    ),
    source=(Kind.RESOLVER_QUERY_LOG,),
    target=Kind.BUCKET,
    caller=Service("delivery.logs.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.RESOLVER_QUERY_LOG,
            target=("DestinationArn",),
            values={"destination/": "DestinationArn"},
            terraform=("aws_route53_resolver_query_log_config.destination_arn",),
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
            on=Part.VENDED_LOG_OBJECT,
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
                "aws:SourceArn": Sent(Part.LOGS_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.VENDED_LOG_OBJECT, DOCUMENTED),
            },
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Sent(Part.LOGS_OF_ACCOUNT, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.LOGS_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(en="error when the logging is created or associated", ja="ログ設定の作成時・関連付け時のエラー"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy delivery.logs.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が delivery.logs.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html",
            says=Text(
                en="Bucket policy and key policy for delivery.logs.amazonaws.com, both with aws:SourceAccount and arn:aws:logs:REGION:ACCOUNT:* as aws:SourceArn; keys managed by AWS are not supported; with an S3 Bucket Key the encryption context is the bucket.",
                ja="delivery.logs.amazonaws.com に対するバケットポリシーとキーポリシーの例です。どちらも aws:SourceAccount と、aws:SourceArn の arn:aws:logs:REGION:ACCOUNT:* を条件にしています。AWS マネージドキーには対応していません。S3 バケットキーが有効な場合、暗号化コンテキストはバケットです。",
            ),
            read_on="2026-04",
        ),
    ),
    symptoms=(
        "LogDestination <bucket name> is undeliverable",
        "Access error",
    ),
    notes=Text(
        en="Network Firewall, Amazon MSK, Global Accelerator, EventBridge Pipes and others deliver their logs in the same way. The bucket's encryption has to name the whole ARN of the key. A bucket policy with NotAction or NotPrincipal keeps AWS from adding its statements.",
        ja="Network Firewall、Amazon MSK、Global Accelerator、EventBridge Pipes などのログも同じ仕組みで配信されます。バケットの暗号化設定ではキーの完全な ARN を指定します。バケットポリシーに NotAction や NotPrincipal があると、AWS はステートメントを自動追加できません。",
    ),
)

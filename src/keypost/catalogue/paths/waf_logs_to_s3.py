"""AWS WAF web ACL logs -> S3 bucket."""

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
    id="waf-logs-to-s3",
    title=Text(en="AWS WAF logs to S3 bucket", ja="AWS WAF ログから S3 バケットへ"),
    source=(Kind.WEB_ACL_LOGGING,),
    target=Kind.BUCKET,
    caller=Service("delivery.logs.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.WEB_ACL_LOGGING,
            target=("LogDestinationConfigs[]",),
            values={"destination/": "LogDestinationConfigs[]"},
            terraform=("aws_wafv2_web_acl_logging_configuration.log_destination_configs",),
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
            on=Part.WAF_LOG_OBJECT,
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
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.WAF_LOG_OBJECT, DOCUMENTED),
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
        Text(en="exception of PutLoggingConfiguration", ja="PutLoggingConfiguration の例外"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy delivery.logs.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が delivery.logs.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html",
            says=Text(
                en="The bucket's name begins with aws-waf-logs-; the bucket policy for delivery.logs.amazonaws.com; SSE-KMS takes customer managed keys only; objects lie under AWSLogs/ACCOUNT/WAFLogs.",
                ja="バケット名は aws-waf-logs- で始まります。delivery.logs.amazonaws.com に対するバケットポリシーの例があります。SSE-KMS ではカスタマーマネージドキーだけが使えます。オブジェクトは AWSLogs/ACCOUNT/WAFLogs の下に置かれます。",
            ),
            read_on="2023-06",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html",
            says=Text(
                en="Bucket policy and key policy for delivery.logs.amazonaws.com, both with aws:SourceAccount and arn:aws:logs:REGION:ACCOUNT:* as aws:SourceArn; keys managed by AWS are not supported; with an S3 Bucket Key the encryption context is the bucket.",
                ja="delivery.logs.amazonaws.com に対するバケットポリシーとキーポリシーの例です。どちらも aws:SourceAccount と、aws:SourceArn の arn:aws:logs:REGION:ACCOUNT:* を条件にしています。AWS マネージドキーには対応していません。S3 バケットキーが有効な場合、暗号化コンテキストはバケットです。",
            ),
            read_on="2026-04",
        ),
    ),
    symptoms=("WAFLogDestinationPermissionIssueException",),
    notes=Text(
        en="The name of the bucket has to begin with aws-waf-logs-. The logging of a web ACL for CloudFront is configured in us-east-1.",
        ja="バケット名は aws-waf-logs- で始まる必要があります。CloudFront 用のウェブ ACL のログは us-east-1 で設定します。",
    ),
)

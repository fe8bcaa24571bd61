"""Amazon MSK broker logs -> S3 bucket."""

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
    id="msk-broker-logs-to-s3",
    title=Text(
        en="Amazon MSK broker logs to S3 bucket",
        ja="Amazon MSK のブローカーログから S3 バケットへ",
    ),
    source=(Kind.MSK_CLUSTER,),
    target=Kind.BUCKET,
    caller=Service("delivery.logs.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.MSK_CLUSTER,
            target=("LoggingInfo.BrokerLogs.S3[Enabled=true].Bucket",),
            values={"prefix/": ".Prefix"},
            terraform=("aws_msk_cluster.logging_info",),
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
            on=Part.ACCOUNT_LOG_OBJECT,
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
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ACCOUNT_LOG_OBJECT, DOCUMENTED),
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
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="no broker logs in the bucket",
            ja="バケットにブローカーログが届かない",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/msk/latest/developerguide/msk-logging.html",
            says=Text(
                en="Key statement for delivery.logs.amazonaws.com where the bucket has SSE-KMS with a customer managed key.",
                ja="バケットがカスタマーマネージドキーの SSE-KMS の場合に必要な、delivery.logs.amazonaws.com に対するキーのステートメントです。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html",
            says=Text(
                en="Broker logs are vended logs of the first kind: bucket and key policy for delivery.logs.amazonaws.com, both with aws:SourceAccount and aws:SourceArn of CloudWatch Logs.",
                ja="ブローカーログは V1 の提供ログです。delivery.logs.amazonaws.com に対するバケットポリシーとキーポリシーの例があり、どちらも aws:SourceAccount と、CloudWatch Logs の aws:SourceArn を条件にしています。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="AWS adds what is missing in the bucket policy when whoever sets up the logging may do so; the key policy is never changed. Clusters of MSK Serverless deliver no broker logs. The default encryption of the bucket must name the key by its ARN.",
        ja="ログ配信を設定するプリンシパルに権限があれば、バケットポリシーの不足分は AWS が追加しますが、キーポリシーは変更されません。MSK Serverless のクラスターはブローカーログを配信しません。バケットのデフォルト暗号化では、キーを ARN で指定する必要があります。",
    ),
)

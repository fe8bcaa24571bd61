"""VPC flow log -> S3 bucket."""

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
    id="vpc-flow-logs-to-s3",
    title=Text(en="VPC flow logs to S3 bucket", ja="VPC フローログから S3 バケットへ"),
    source=(Kind.FLOW_LOG,),
    target=Kind.BUCKET,
    caller=Service("delivery.logs.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.FLOW_LOG,
            target=("[LogDestinationType=s3].LogDestination",),
            values={"destination/": "LogDestination"},
            terraform=("aws_flow_log.log_destination",),
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
            on=Part.FLOW_LOG_OBJECT,
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
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.FLOW_LOG_OBJECT, DOCUMENTED),
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
    failure=Failure.AT_CONFIGURATION,
    seen_in=(Text(en="CreateFlowLogs, Unsuccessful", ja="CreateFlowLogs の Unsuccessful"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html",
            says=Text(
                en="Bucket and key policy for delivery.logs.amazonaws.com, both with aws:SourceAccount and a pattern of the account in aws:SourceArn.",
                ja="delivery.logs.amazonaws.com に対するバケットポリシーとキーポリシーの例です。どちらも aws:SourceAccount と、aws:SourceArn のアカウントのパターンを条件にしています。",
            ),
            read_on="2023-06",
        ),
        Doc(
            url="https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-troubleshooting.html",
            says=Text(en="What is said when the bucket is refused.", ja="バケットに拒否されたときのメッセージです。"),
            read_on="2023-06",
        ),
    ),
    symptoms=("is undeliverable",),
    notes=Text(
        en="The default encryption of the bucket must name the key by its ARN. With the option for Hive-compatible prefixes the folders are named differently, which isn't looked at. Flow logs to CloudWatch Logs use a role; the key of the log group is another path.",
        ja="バケットのデフォルト暗号化では、キーを ARN で指定する必要があります。Hive 互換プレフィックスのオプションではフォルダー名が変わりますが、これは考慮していません。CloudWatch Logs へのフローログはロールを使い、ロググループのキーは別のパスで検査します。",
    ),
)

"""Vended logs with a delivery source (CloudFront, Amazon Bedrock ...) -> S3 bucket."""

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
    id="vended-logs-v2-to-s3",
    title=Text(
        en="Vended logs (delivery source and destination) to S3 bucket",
        ja="提供ログ (配信元・配信先を設定する方式) から S3 バケットへ",
    ),
    source=(Kind.LOG_DELIVERY_SOURCE,),
    target=Kind.BUCKET,
    caller=Service("delivery.logs.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.LOG_DELIVERY,
            target=(
                "DeliveryDestinationArn",
                "DestinationResourceArn",
            ),
            source=("DeliverySourceName",),
            values={"destination/": ".DestinationResourceArn"},
            terraform=("aws_cloudwatch_log_delivery.delivery_destination_arn",),
        ),
    ),
    calls=(
        Call(
            "s3:GetBucketAcl",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.DELIVERY_SOURCES_OF_ACCOUNT, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "s3:PutObject",
            on=Part.VENDED_LOG_OBJECT,
            context={
                "aws:SourceArn": Sent(Part.DELIVERY_SOURCES_OF_ACCOUNT, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.DELIVERY_SOURCES_OF_ACCOUNT, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.DELIVERY_SOURCES_OF_ACCOUNT, DOCUMENTED),
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
                "aws:SourceArn": Sent(Part.DELIVERY_SOURCES_OF_ACCOUNT, DOCUMENTED),
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
        Text(en="exception of CreateDelivery", ja="CreateDelivery の例外"),
        Text(en="status of the delivery in the console", ja="コンソールの配信ステータス"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy delivery.logs.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が delivery.logs.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html",
            says=Text(
                en="Bucket policy and key policy for delivery.logs.amazonaws.com, with aws:SourceAccount and arn:aws:logs:REGION:ACCOUNT:delivery-source:* as aws:SourceArn.",
                ja="delivery.logs.amazonaws.com に対するバケットポリシーとキーポリシーの例で、aws:SourceAccount と、aws:SourceArn の arn:aws:logs:REGION:ACCOUNT:delivery-source:* を条件にしています。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html",
            says=Text(
                en="CloudFront's standard logging (v2) is delivered in this way; the Region in aws:SourceArn is us-east-1.",
                ja="CloudFront の標準ログ (v2) もこの方法で配信されます。aws:SourceArn のリージョンは us-east-1 です。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="CloudFront standard logging (v2), Amazon Bedrock agents, Amazon Q Business, VPC Lattice and others deliver in this way. A condition with arn:aws:logs:REGION:ACCOUNT:* also fits.",
        ja="CloudFront の標準ログ (v2)、Amazon Bedrock のエージェント、Amazon Q Business、VPC Lattice などがこの方式で配信します。arn:aws:logs:REGION:ACCOUNT:* という条件にも一致します。",
    ),
)

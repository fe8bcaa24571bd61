"""CloudWatch Logs subscription filter -> Kinesis data stream."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Necessity,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="cwlogs-subscription-to-kinesis",
    title=Text(
        en="Log subscription filter to Kinesis data stream",
        ja="ロググループのサブスクリプションフィルターから Kinesis データストリームへ",
    ),
    source=(Kind.SUBSCRIPTION_FILTER,),
    target=Kind.STREAM,
    caller=AssumedRole("logs.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.SUBSCRIPTION_FILTER,
            target=("DestinationArn",),
            role=("RoleArn",),
            terraform=("aws_cloudwatch_log_subscription_filter.destination_arn",),
        ),
    ),
    calls=(
        Call(
            "kinesis:PutRecord",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kinesis:PutRecords",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_KINESIS, DOCUMENTED),
                "kms:EncryptionContext:aws:kinesis:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(en="exception of PutSubscriptionFilter", ja="PutSubscriptionFilter の例外"),
        Text(en="metric DeliveryErrors in AWS/Logs", ja="AWS/Logs の DeliveryErrors メトリクス"),
        Text(
            en="CloudTrail of the key: AccessDenied for the role",
            ja="キーのリージョンの CloudTrail: ロールの AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
            says=Text(
                en="The role of the filter puts records into the stream.",
                ja="サブスクリプションフィルターのロールが、ストリームにレコードを書き込みます。",
            ),
            read_on="2023-06",
        ),
        Doc(
            url="https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html",
            says=Text(
                en="Producers need kms:GenerateDataKey and consumers kms:Decrypt on the stream's key; the ARN of the stream is the encryption context of every call; Lambda consumes with its role.",
                ja="ストリームのキーについて、プロデューサーには kms:GenerateDataKey、コンシューマーには kms:Decrypt が必要です。どの呼び出しでも、暗号化コンテキストはストリームの ARN です。Lambda はロールで読み取ります。",
            ),
            read_on="2026-04",
        ),
    ),
    symptoms=("Could not deliver test message to specified destination. Check if the destination is valid.",),
    notes=Text(
        en="CloudWatch Logs sends a test message when the filter is made. A stream under alias/aws/kinesis works within the account.",
        ja="フィルターの作成時に CloudWatch Logs がテストメッセージを送ります。同じアカウント内であれば alias/aws/kinesis のストリームにも届きます。",
    ),
)

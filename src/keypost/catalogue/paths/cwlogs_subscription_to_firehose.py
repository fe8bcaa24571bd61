"""CloudWatch Logs subscription filter -> Firehose stream."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    KeyOf,
    Necessity,
    Part,
    Path,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="cwlogs-subscription-to-firehose",
    title=Text(
        en="Log subscription filter to Firehose stream",
        ja="ロググループのサブスクリプションフィルターから Firehose ストリームへ",
    ),
    source=(Kind.SUBSCRIPTION_FILTER,),
    target=Kind.DELIVERY_STREAM,
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
            "firehose:PutRecord",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "firehose:PutRecordBatch",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(en="exception of PutSubscriptionFilter", ja="PutSubscriptionFilter の例外"),
        Text(en="metric DeliveryErrors in AWS/Logs", ja="AWS/Logs の DeliveryErrors メトリクス"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html",
            says=Text(
                en="The role of the filter puts records into the Firehose stream.",
                ja="サブスクリプションフィルターのロールが、Firehose ストリームにレコードを書き込みます。",
            ),
            read_on="2023-06",
        ),
    ),
    key_of=KeyOf.NONE,
    notes=Text(
        en="The role needs nothing on the key of the Firehose stream: Firehose uses a grant of its own.",
        ja="Firehose ストリームのキーについてロールに必要な権限はありません。Firehose は自身のグラントを使います。",
    ),
)

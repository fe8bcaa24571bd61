"""SNS subscription -> Firehose stream."""

from keypost.catalogue.declare import DOCUMENTED, AssumedRole, Call, Doc, Failure, KeyOf, Necessity, Part, Path, Wiring
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="sns-to-firehose",
    title=Text(en="SNS topic to Firehose stream", ja="SNS トピックから Firehose ストリームへ"),
    source=(Kind.TOPIC,),
    target=Kind.DELIVERY_STREAM,
    caller=AssumedRole("sns.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.SUBSCRIPTION,
            target=("[Protocol=firehose].Endpoint",),
            source=("TopicArn",),
            role=("SubscriptionRoleArn",),
            terraform=("aws_sns_topic_subscription.subscription_role_arn",),
        ),
    ),
    calls=(
        Call("firehose:PutRecord", on=Part.TARGET),
        Call("firehose:PutRecordBatch", on=Part.TARGET),
        Call("firehose:DescribeDeliveryStream", on=Part.TARGET, necessity=Necessity.RECOMMENDED),
        Call("firehose:ListTagsForDeliveryStream", on=Part.TARGET, necessity=Necessity.RECOMMENDED),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(en="delivery status log of the topic", ja="トピックの配信ステータスログ"),
        Text(en="the subscription's dead-letter queue", ja="サブスクリプションのデッドレターキュー"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/prereqs-kinesis-data-firehose.html",
            says=Text(
                en="The actions that the role of the subscription needs on the stream.",
                ja="サブスクリプションのロールに必要な、ストリームに対するアクションです。",
            ),
            read_on="2023-06",
        ),
    ),
    key_of=KeyOf.NONE,
    notes=Text(
        en="Where the stream itself is encrypted, Firehose uses a grant of its own; the role of the subscription needs no KMS permission (inferred).",
        ja="ストリーム自体が暗号化されている場合、Firehose は自身のグラントを使います。サブスクリプションのロールに KMS の権限は要りません (推定)。",
    ),
)

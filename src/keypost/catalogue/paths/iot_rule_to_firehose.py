"""AWS IoT rule, Firehose action -> Firehose stream."""

from keypost.catalogue.declare import DOCUMENTED, Absent, AssumedRole, Call, Doc, Failure, Necessity, Part, Path, Wiring
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="iot-rule-to-firehose",
    part_of="iot-rule-to-kinesis-s3-others",
    title=Text(en="IoT rule to Firehose stream", ja="AWS IoT ルールから Firehose ストリームへ"),
    source=(Kind.TOPIC_RULE,),
    target=Kind.DELIVERY_STREAM,
    caller=AssumedRole("iot.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.TOPIC_RULE,
            target=("TopicRulePayload.Actions[].Firehose.DeliveryStreamName",),
            role=(".RoleArn",),
            terraform=("aws_iot_topic_rule.firehose",),
        ),
        Wiring(
            holder=Kind.TOPIC_RULE,
            target=("TopicRulePayload.ErrorAction.Firehose.DeliveryStreamName",),
            role=(".RoleArn",),
            terraform=("aws_iot_topic_rule.error_action",),
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
    failure=Failure.RECORDED,
    seen_in=(
        Text(en="the rule's error action", ja="ルールのエラーアクション"),
        Text(en="CloudWatch Logs: AWSIotLogsV2", ja="CloudWatch Logs の AWSIotLogsV2"),
        Text(en="metric Failure of the rule", ja="ルールの Failure メトリクス"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/iot/latest/developerguide/kinesis-firehose-rule-action.html",
            says=Text(
                en="The action names the role that may put records, in batches too.",
                ja="アクションで、レコードを (一括でも) 書き込めるロールを指定します。",
            ),
            read_on="2023",
        ),
        Doc(
            url="https://docs.aws.amazon.com/firehose/latest/dev/encryption.html",
            says=Text(
                en="Firehose uses the key of a stream by a grant of its own.",
                ja="Firehose は、自身のグラントでストリームのキーを使います。",
            ),
            read_on="2023",
        ),
    ),
    notes=Text(
        en="Firehose encrypts by a grant of its own: whoever puts records needs no key permission.",
        ja="Firehose は自身のグラントで暗号化するため、レコードの送信側にキーの権限は要りません。",
    ),
)

"""AWS IoT rule, SQS action -> SQS queue."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="iot-rule-to-sqs",
    title=Text(en="IoT rule to SQS queue", ja="AWS IoT ルールから SQS キューへ"),
    source=(Kind.TOPIC_RULE,),
    target=Kind.QUEUE,
    caller=AssumedRole("iot.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.TOPIC_RULE,
            target=("TopicRulePayload.Actions[].Sqs.QueueUrl",),
            role=(".RoleArn",),
            terraform=("aws_iot_topic_rule.sqs",),
        ),
        Wiring(
            holder=Kind.TOPIC_RULE,
            target=("TopicRulePayload.ErrorAction.Sqs.QueueUrl",),
            role=(".RoleArn",),
            terraform=("aws_iot_topic_rule.error_action",),
        ),
    ),
    calls=(
        Call(
            "sqs:SendMessage",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SQS, DOCUMENTED),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SQS, DOCUMENTED),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
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
            url="https://docs.aws.amazon.com/iot/latest/developerguide/sqs-rule-action.html",
            says=Text(
                en="The action names the role that may send to the queue; FIFO queues aren't supported.",
                ja="アクションで、キューに送信できるロールを指定します。FIFO キューには対応していません。",
            ),
            read_on="2023",
        ),
        Doc(
            url="https://docs.aws.amazon.com/iot/latest/developerguide/iot-rule-actions.html",
            says=Text(
                en="Under a customer managed key the service must be allowed to use it on the caller's behalf; if an action can't be done, the rule's error action runs.",
                ja="カスタマーマネージドキーの場合は、サービスが呼び出し元に代わってキーを使うことを許可する必要があります。アクションを実行できないと、ルールのエラーアクションが実行されます。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
            says=Text(
                en="Whoever sends to an encrypted queue needs kms:GenerateDataKey and kms:Decrypt on the queue's key.",
                ja="暗号化されたキューに送信するには、キューのキーの kms:GenerateDataKey と kms:Decrypt が必要です。",
            ),
            read_on="2025",
        ),
    ),
)

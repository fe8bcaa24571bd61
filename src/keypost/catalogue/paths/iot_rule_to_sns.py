"""AWS IoT rule, SNS action -> SNS topic."""

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
    id="iot-rule-to-sns",
    title=Text(en="IoT rule to SNS topic", ja="AWS IoT ルールから SNS トピックへ"),
    source=(Kind.TOPIC_RULE,),
    target=Kind.TOPIC,
    caller=AssumedRole("iot.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.TOPIC_RULE,
            target=("TopicRulePayload.Actions[].Sns.TargetArn",),
            role=(".RoleArn",),
            terraform=("aws_iot_topic_rule.sns",),
        ),
        Wiring(
            holder=Kind.TOPIC_RULE,
            target=("TopicRulePayload.ErrorAction.Sns.TargetArn",),
            role=(".RoleArn",),
            terraform=("aws_iot_topic_rule.error_action",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
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
                "kms:ViaService": Sent(Part.VIA_SNS, DOCUMENTED),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SNS, DOCUMENTED),
                "kms:EncryptionContext:aws:sns:topicArn": Sent(Part.TARGET, INFERRED),
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
            url="https://docs.aws.amazon.com/iot/latest/developerguide/sns-rule-action.html",
            says=Text(
                en="The action names the role that may publish to the topic.",
                ja="アクションで、トピックに発行できるロールを指定します。",
            ),
            read_on="2023",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="Lists the event sources that publish with an IAM role: the key policy then names the role, not the service.",
                ja="IAM ロールで発行するイベントソースの一覧です。その場合、キーポリシーにはサービスではなくロールを記述します。",
            ),
            read_on="2025",
        ),
    ),
)

"""AWS IoT rule, Kinesis action -> Kinesis data stream."""

from keypost.catalogue.declare import (
    DOCUMENTED,
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
    id="iot-rule-to-kinesis",
    part_of="iot-rule-to-kinesis-s3-others",
    title=Text(en="IoT rule to Kinesis data stream", ja="AWS IoT ルールから Kinesis データストリームへ"),
    source=(Kind.TOPIC_RULE,),
    target=Kind.STREAM,
    caller=AssumedRole("iot.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.TOPIC_RULE,
            target=("TopicRulePayload.Actions[].Kinesis.StreamName",),
            role=(".RoleArn",),
            terraform=("aws_iot_topic_rule.kinesis",),
        ),
        Wiring(
            holder=Kind.TOPIC_RULE,
            target=("TopicRulePayload.ErrorAction.Kinesis.StreamName",),
            role=(".RoleArn",),
            terraform=("aws_iot_topic_rule.error_action",),
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
    failure=Failure.RECORDED,
    seen_in=(
        Text(en="the rule's error action", ja="ルールのエラーアクション"),
        Text(en="CloudWatch Logs: AWSIotLogsV2", ja="CloudWatch Logs の AWSIotLogsV2"),
        Text(en="metric Failure of the rule", ja="ルールの Failure メトリクス"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/iot/latest/developerguide/kinesis-rule-action.html",
            says=Text(
                en="The action names the role that may put records; under a customer managed key the service must be allowed to use it on the caller's behalf.",
                ja="アクションで、レコードを書き込めるロールを指定します。カスタマーマネージドキーの場合は、サービスが呼び出し元に代わってキーを使うことを許可する必要があります。",
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
            url="https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html",
            says=Text(
                en="Producers need kms:GenerateDataKey and consumers kms:Decrypt on the stream's key; the ARN of the stream is the encryption context of every call; the default key asks for no permission.",
                ja="ストリームのキーについて、プロデューサーには kms:GenerateDataKey、コンシューマーには kms:Decrypt が必要です。どの呼び出しでも、暗号化コンテキストはストリームの ARN です。既定のキーでは許可は不要です。",
            ),
            read_on="2026-11-22",
        ),
    ),
)

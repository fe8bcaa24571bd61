"""EventBridge rule target with an execution role -> SNS topic."""

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
    id="eventbridge-rule-to-sns-role",
    title=Text(
        en="EventBridge rule with a role to SNS topic", ja="実行ロールを持つ EventBridge ルールから SNS トピックへ"
    ),
    source=(Kind.RULE,),
    target=Kind.TOPIC,
    caller=AssumedRole("events.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.RULE,
            target=("Targets[RoleArn].Arn",),
            role=(".RoleArn",),
            terraform=("aws_cloudwatch_event_target.role_arn",),
        ),
    ),
    calls=(
        Call(
            "sns:Publish",
            on=Part.TARGET,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
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
    failure=Failure.SILENT,
    seen_in=(
        Text(en="metric FailedInvocations in AWS/Events", ja="AWS/Events の FailedInvocations メトリクス"),
        Text(
            en="the target's dead-letter queue, attribute ERROR_CODE (NO_PERMISSIONS)",
            ja="ターゲットのデッドレターキュー (属性 ERROR_CODE が NO_PERMISSIONS)",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html",
            says=Text(
                en="SNS and SQS targets take either a resource policy for events.amazonaws.com or an execution role.",
                ja="SNS と SQS のターゲットでは、events.amazonaws.com に対するリソースベースのポリシーか、実行ロールのどちらかを使います。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="A service that publishes to an encrypted topic must itself be allowed kms:GenerateDataKey* and kms:Decrypt by the topic's customer managed key.",
                ja="暗号化されたトピックに発行するサービスには、トピックのカスタマーマネージドキーで kms:GenerateDataKey* と kms:Decrypt を許可する必要があります。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="With a role, the role is the caller on the topic and on the key; a statement for events.amazonaws.com is then not needed. The troubleshooting page still says that roles are for Kinesis targets only.",
        ja="ロールを指定すると、トピックとキーを呼び出すのはそのロールになり、events.amazonaws.com のステートメントは不要です。トラブルシューティングのページには、ロールは Kinesis ターゲット専用との記述がまだ残っています。",
    ),
)

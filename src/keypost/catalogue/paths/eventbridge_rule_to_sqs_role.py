"""EventBridge rule target with an execution role -> SQS queue."""

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
    id="eventbridge-rule-to-sqs-role",
    title=Text(
        en="EventBridge rule with a role to SQS queue", ja="実行ロールを持つ EventBridge ルールから SQS キューへ"
    ),
    source=(Kind.RULE,),
    target=Kind.QUEUE,
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
            "sqs:SendMessage",
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
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
            says=Text(
                en="A service that sends to an encrypted queue needs kms:GenerateDataKey and kms:Decrypt on the queue's key; lists the services whose calls carry aws:SourceArn.",
                ja="暗号化されたキューに送信するサービスには、キューのキーの kms:GenerateDataKey と kms:Decrypt が必要です。呼び出しに aws:SourceArn が含まれるサービスの一覧もあります。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="The role is the caller on the queue and on the key; a queue under alias/aws/sqs works within the account.",
        ja="キューとキーを呼び出すのはロールです。同じアカウント内であれば alias/aws/sqs のキューにも届きます。",
    ),
)

"""Dead-letter queue of an EventBridge rule target."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
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
    id="eventbridge-target-dlq",
    title=Text(en="Dead-letter queue of an EventBridge target", ja="EventBridge ターゲットのデッドレターキュー"),
    source=(Kind.RULE,),
    target=Kind.QUEUE,
    caller=Service("events.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.RULE,
            target=("Targets[].DeadLetterConfig.Arn",),
            terraform=("aws_cloudwatch_event_target.dead_letter_config",),
        ),
    ),
    calls=(
        Call(
            "sqs:SendMessage",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, DOCUMENTED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Sent(Part.SOURCE_ARN, INFERRED),
                "aws:SourceAccount": Sent(Part.SOURCE_ACCOUNT, INFERRED),
                "aws:SourceOrgID": Undocumented(),
                "aws:PrincipalOrgID": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:EncryptionContext:aws:sqs:arn": Sent(Part.TARGET, INFERRED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(en="metric InvocationsFailedToBeSentToDLQ", ja="InvocationsFailedToBeSentToDLQ メトリクス"),
        Text(
            en="CloudTrail of the key, which may lack it: AccessDenied from kms.amazonaws.com, invokedBy events.amazonaws.com",
            ja="キーのリージョンの CloudTrail (記録されないこともある): invokedBy が events.amazonaws.com の、kms.amazonaws.com の AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
            says=Text(
                en="The queue policy lets events.amazonaws.com send, with the rule in aws:SourceArn; a standard queue in the Region of the rule.",
                ja="キューポリシーで events.amazonaws.com に送信を許可する例で、aws:SourceArn はルールです。デッドレターキューは、ルールと同じリージョンの標準キューです。",
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
        en="EventBridge itself sends to the dead-letter queue, also where the target has a role.",
        ja="ターゲットにロールがあっても、デッドレターキューへ送るのは EventBridge 自身です。",
    ),
)

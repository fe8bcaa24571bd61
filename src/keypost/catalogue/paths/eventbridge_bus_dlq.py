"""Dead-letter queue of an encrypted EventBridge event bus."""

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
    id="eventbridge-bus-dlq",
    title=Text(en="Dead-letter queue of an event bus", ja="イベントバスのデッドレターキュー"),
    source=(Kind.EVENT_BUS,),
    target=Kind.QUEUE,
    caller=Service("events.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.EVENT_BUS,
            target=("DeadLetterConfig.Arn",),
            terraform=("aws_cloudwatch_event_bus.dead_letter_config",),
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
        Text(
            en="ERROR_CODE in the queue: EVENT_ENCRYPTION_FAILURE, EVENT_DECRYPTION_FAILURE, RULE_DECRYPTION_FAILURE",
            ja="キューの ERROR_CODE: EVENT_ENCRYPTION_FAILURE、EVENT_DECRYPTION_FAILURE、RULE_DECRYPTION_FAILURE",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-dlq.html",
            says=Text(
                en="Events that the bus cannot encrypt or decrypt go to its dead-letter queue.",
                ja="イベントバスが暗号化・復号できないイベントは、デッドレターキューに送られます。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
            says=Text(
                en="The queue policy lets events.amazonaws.com send, with the source in aws:SourceArn.",
                ja="キューポリシーで events.amazonaws.com に送信を許可する例で、aws:SourceArn は送信元です。",
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
    symptoms=(
        "EVENT_ENCRYPTION_FAILURE",
        "EVENT_DECRYPTION_FAILURE",
        "RULE_DECRYPTION_FAILURE",
    ),
)

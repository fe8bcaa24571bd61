"""Dead-letter queue or destination of a Lambda function -> SQS queue."""

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
    id="lambda-async-to-sqs",
    title=Text(en="Lambda dead-letter queue or destination, SQS", ja="Lambda のデッドレターキュー・送信先 (SQS)"),
    source=(Kind.FUNCTION, Kind.EVENT_SOURCE_MAPPING),
    target=Kind.QUEUE,
    caller=AssumedRole("lambda.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.FUNCTION,
            target=("DeadLetterConfig.TargetArn",),
            role=("Role",),
            terraform=("aws_lambda_function.dead_letter_config",),
        ),
        Wiring(
            holder=Kind.EVENT_INVOKE_CONFIG,
            target=("DestinationConfig.OnFailure.Destination",),
            source=("FunctionName",),
            role=("FunctionName", "Role"),
            terraform=("aws_lambda_function_event_invoke_config.destination_config",),
        ),
        Wiring(
            holder=Kind.EVENT_INVOKE_CONFIG,
            target=("DestinationConfig.OnSuccess.Destination",),
            source=("FunctionName",),
            role=("FunctionName", "Role"),
            terraform=("aws_lambda_function_event_invoke_config.destination_config",),
        ),
        Wiring(
            holder=Kind.EVENT_SOURCE_MAPPING,
            target=("DestinationConfig.OnFailure.Destination",),
            role=("FunctionName", "Role"),
            terraform=("aws_lambda_event_source_mapping.destination_config",),
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
        Text(
            en="metrics DeadLetterErrors and DestinationDeliveryFailures of the function",
            ja="関数の DeadLetterErrors・DestinationDeliveryFailures メトリクス",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html",
            says=Text(
                en="Destinations and dead-letter queues are written with the execution role, which has to be a user of the key where the target is encrypted.",
                ja="送信先とデッドレターキューへの書き込みには実行ロールが使われます。書き込み先が暗号化されている場合、このロールをキーユーザーにする必要があります。",
            ),
            read_on="2023-06",
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
        en="The caller is the execution role, not lambda.amazonaws.com: a statement for the service in the key policy does nothing here.",
        ja="呼び出し元は lambda.amazonaws.com ではなく実行ロールです。キーポリシーでサービスを許可しても効果はありません。",
    ),
)

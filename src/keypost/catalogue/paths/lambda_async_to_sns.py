"""Dead-letter topic or destination of a Lambda function -> SNS topic."""

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
    id="lambda-async-to-sns",
    title=Text(en="Lambda dead-letter topic or destination, SNS", ja="Lambda のデッドレタートピック・送信先 (SNS)"),
    source=(Kind.FUNCTION, Kind.EVENT_SOURCE_MAPPING),
    target=Kind.TOPIC,
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
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="A service that publishes to an encrypted topic must itself be allowed kms:GenerateDataKey* and kms:Decrypt by the topic's customer managed key.",
                ja="暗号化されたトピックに発行するサービスには、トピックのカスタマーマネージドキーで kms:GenerateDataKey* と kms:Decrypt を許可する必要があります。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The caller is the execution role, not lambda.amazonaws.com: a statement for the service in the key policy does nothing here.",
        ja="呼び出し元は lambda.amazonaws.com ではなく実行ロールです。キーポリシーでサービスを許可しても効果はありません。",
    ),
)

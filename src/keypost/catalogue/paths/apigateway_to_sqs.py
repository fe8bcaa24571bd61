"""API Gateway, AWS service integration -> SQS queue."""

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
    id="apigateway-to-sqs",
    part_of="apigateway-to-sqs-sns",
    title=Text(en="API Gateway integration to SQS queue", ja="API Gateway の AWS サービス統合から SQS キューへ"),
    source=(
        Kind.API_INTEGRATION,
        Kind.API_METHOD,
    ),
    target=Kind.QUEUE,
    caller=AssumedRole("apigateway.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.API_INTEGRATION,
            target=("[IntegrationSubtype=SQS-SendMessage].RequestParameters.QueueUrl",),
            role=("CredentialsArn",),
            terraform=("aws_apigatewayv2_integration.credentials_arn",),
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
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(en="response of the integration, and the execution log of the API", ja="統合レスポンスと API の実行ログ"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html",
            says=Text(
                en="An integration with an AWS service names the role that API Gateway works as.",
                ja="AWS サービスとの統合では、API Gateway が引き受けるロールを指定します。",
            ),
            read_on="2025",
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
    notes=Text(
        en="Settings of HTTP APIs are read; those of REST APIs name the queue in a URI, and a role that may send to the queue makes `sqs-producer-iam` of it.",
        ja="HTTP API の設定だけを読み取ります。REST API は URI でキューを指定するため、キューへの送信を許可されたロールとして `sqs-producer-iam` で判定します。",
    ),
)

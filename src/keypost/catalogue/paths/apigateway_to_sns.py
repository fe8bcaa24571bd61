"""API Gateway, AWS service integration -> SNS topic."""

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
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="apigateway-to-sns",
    part_of="apigateway-to-sqs-sns",
    title=Text(en="API Gateway integration to SNS topic", ja="API Gateway の AWS サービス統合から SNS トピックへ"),
    source=(Kind.API_METHOD,),
    target=Kind.TOPIC,
    caller=AssumedRole("apigateway.amazonaws.com"),
    wirings=(),
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
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(en="response of the integration, and the execution log of the API", ja="統合レスポンスと API の実行ログ"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services-lambda.html",
            says=Text(
                en="An integration with an AWS service names the role that API Gateway works as.",
                ja="AWS サービスとの統合では、API Gateway が引き受けるロールを指定します。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
            says=Text(
                en="Whoever publishes to an encrypted topic needs kms:GenerateDataKey* and kms:Decrypt on its key.",
                ja="暗号化されたトピックに発行するには、そのキーの kms:GenerateDataKey* と kms:Decrypt が必要です。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="The topic stands in the request mapping, which isn't read: a role that may publish to the topic makes `app-publish-to-sns` of it.",
        ja="トピックはリクエストのマッピングに記述され、読み取りの対象外です。トピックへの発行を許可されたロールとして `app-publish-to-sns` で判定します。",
    ),
)

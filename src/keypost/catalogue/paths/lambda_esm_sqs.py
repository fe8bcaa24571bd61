"""Lambda event source mapping that polls an SQS queue."""

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
    id="lambda-esm-sqs",
    title=Text(en="Lambda function that polls an SQS queue", ja="SQS キューをポーリングする Lambda 関数"),
    source=(Kind.EVENT_SOURCE_MAPPING,),
    target=Kind.QUEUE,
    caller=AssumedRole("lambda.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.EVENT_SOURCE_MAPPING,
            target=("EventSourceArn",),
            role=("FunctionName", "Role"),
            terraform=("aws_lambda_event_source_mapping.event_source_arn",),
        ),
    ),
    calls=(
        Call(
            "sqs:ReceiveMessage",
            on=Part.TARGET,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
        ),
        Call(
            "sqs:DeleteMessage",
            on=Part.TARGET,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
        ),
        Call(
            "sqs:GetQueueAttributes",
            on=Part.TARGET,
            context={"aws:SourceArn": Absent(DOCUMENTED), "aws:SourceAccount": Absent(DOCUMENTED)},
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
            en="LastProcessingResult and StateTransitionReason of the mapping",
            ja="マッピングの LastProcessingResult と StateTransitionReason",
        ),
        Text(en="metric ApproximateAgeOfOldestMessage", ja="ApproximateAgeOfOldestMessage メトリクス"),
        Text(
            en="CloudTrail of the key: AccessDenied for the role",
            ja="キーのリージョンの CloudTrail: ロールの AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
            says=Text(
                en="The execution role needs to receive, delete and read attributes, and kms:Decrypt for an encrypted queue.",
                ja="実行ロールには、受信、削除、属性の取得が必要です。キューが暗号化されている場合は kms:Decrypt も必要です。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
            says=Text(
                en="A queue under the AWS managed key cannot invoke a function of another account.",
                ja="AWS マネージドキーで暗号化されたキューから、別のアカウントの関数を呼び出すことはできません。",
            ),
            read_on="2025",
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
        "KMS.AccessDeniedException",
        "KmsAccessDenied",
    ),
    notes=Text(
        en="AWSLambdaSQSQueueExecutionRole has no KMS action. The function is not invoked at all, so it logs no error. Messages stay under the key that they were sent with: after a change of key the role needs the old one too.",
        ja="AWSLambdaSQSQueueExecutionRole に KMS のアクションは含まれていません。関数はそもそも呼び出されないので、エラーログも残りません。メッセージは送信時のキーで暗号化されたままなので、キーの変更後は古いキーへの権限も必要です。",
    ),
)

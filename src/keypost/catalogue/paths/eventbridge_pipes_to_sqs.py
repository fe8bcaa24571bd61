"""EventBridge pipe -> SQS queue, as target or for batches that failed."""

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
    id="eventbridge-pipes-to-sqs",
    part_of="eventbridge-pipes-sqs",
    title=Text(en="EventBridge pipe to SQS queue", ja="EventBridge Pipes から SQS キューへ"),
    source=(Kind.PIPE,),
    target=Kind.QUEUE,
    caller=AssumedRole("pipes.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.PIPE,
            target=("Target",),
            role=("RoleArn",),
            terraform=("aws_pipes_pipe.target",),
        ),
        Wiring(
            holder=Kind.PIPE,
            target=("SourceParameters.KinesisStreamParameters.DeadLetterConfig.Arn",),
            role=("RoleArn",),
        ),
        Wiring(
            holder=Kind.PIPE,
            target=("SourceParameters.DynamoDBStreamParameters.DeadLetterConfig.Arn",),
            role=("RoleArn",),
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
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="metrics ExecutionFailed and TargetStageFailed in AWS/EventBridge/Pipes",
            ja="AWS/EventBridge/Pipes の ExecutionFailed と TargetStageFailed メトリクス",
        ),
        Text(en="the log of the pipe", ja="パイプのログ"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html",
            says=Text(
                en="The execution role of a pipe reads the source and invokes the target; lists the actions for each kind of source.",
                ja="パイプの実行ロールがソースを読み取り、ターゲットを呼び出します。ソースの種類ごとのアクションの一覧があります。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html",
            says=Text(
                en="Batches of a stream that fail for good go to the dead-letter queue of the source, a queue or a topic.",
                ja="最終的に失敗したストリームのバッチは、ソースのデッドレターキュー (キューまたはトピック) に送られます。",
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
        en="The pipe works with one role at both ends: it needs the key of the source as well.",
        ja="パイプは送信元と送信先の両方を 1 つのロールで使用するため、ロールには送信元のキーの権限も必要です。",
    ),
)

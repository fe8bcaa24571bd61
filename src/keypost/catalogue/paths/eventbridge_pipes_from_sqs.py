"""EventBridge pipe <- SQS queue."""

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
    id="eventbridge-pipes-from-sqs",
    part_of="eventbridge-pipes-sqs",
    title=Text(en="EventBridge pipe that polls an SQS queue", ja="SQS キューをポーリングする EventBridge Pipes"),
    source=(Kind.PIPE,),
    target=Kind.QUEUE,
    caller=AssumedRole("pipes.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.PIPE,
            target=("Source",),
            role=("RoleArn",),
            terraform=("aws_pipes_pipe.source",),
        ),
    ),
    calls=(
        Call(
            "sqs:ReceiveMessage",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "sqs:DeleteMessage",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "sqs:GetQueueAttributes",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
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
            en="metric ExecutionFailed in AWS/EventBridge/Pipes, and the state of the pipe",
            ja="AWS/EventBridge/Pipes の ExecutionFailed メトリクスと、パイプの状態",
        ),
        Text(en="the log of the pipe", ja="パイプのログ"),
        Text(en="metric ApproximateAgeOfOldestMessage", ja="ApproximateAgeOfOldestMessage メトリクス"),
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
            url="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
            says=Text(
                en="Whoever receives from an encrypted queue needs kms:Decrypt on the queue's key.",
                ja="暗号化されたキューから受信するには、キューのキーの kms:Decrypt が必要です。",
            ),
            read_on="2025",
        ),
    ),
)

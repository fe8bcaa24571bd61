"""EventBridge pipe -> Kinesis data stream."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Necessity,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="eventbridge-pipes-to-kinesis",
    part_of="eventbridge-pipes-sqs",
    title=Text(en="EventBridge pipe to Kinesis data stream", ja="EventBridge Pipes から Kinesis データストリームへ"),
    source=(Kind.PIPE,),
    target=Kind.STREAM,
    caller=AssumedRole("pipes.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.PIPE,
            target=("Target",),
            role=("RoleArn",),
            terraform=("aws_pipes_pipe.target",),
        ),
    ),
    calls=(
        Call(
            "kinesis:PutRecord",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "kinesis:PutRecords",
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
                "kms:ViaService": Sent(Part.VIA_KINESIS, DOCUMENTED),
                "kms:EncryptionContext:aws:kinesis:arn": Sent(Part.TARGET, DOCUMENTED),
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
            url="https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html",
            says=Text(
                en="Producers need kms:GenerateDataKey and consumers kms:Decrypt on the stream's key; the ARN of the stream is the encryption context of every call; the default key asks for no permission.",
                ja="ストリームのキーについて、プロデューサーには kms:GenerateDataKey、コンシューマーには kms:Decrypt が必要です。どの呼び出しでも、暗号化コンテキストはストリームの ARN です。既定のキーでは許可は不要です。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The pipe works with one role at both ends: it needs the key of the source as well.",
        ja="パイプは送信元と送信先の両方を 1 つのロールで使用するため、ロールには送信元のキーの権限も必要です。",
    ),
)

"""EventBridge pipe <- Kinesis data stream."""

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
    id="eventbridge-pipes-from-kinesis",
    part_of="eventbridge-pipes-sqs",
    title=Text(
        en="EventBridge pipe that polls a Kinesis data stream",
        ja="Kinesis データストリームをポーリングする EventBridge Pipes",
    ),
    source=(Kind.PIPE,),
    target=Kind.STREAM,
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
            "kinesis:GetRecords",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kinesis:GetShardIterator",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kinesis:DescribeStream",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "kinesis:DescribeStreamSummary",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "kinesis:ListShards",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "kms:Decrypt",
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
            en="metric ExecutionFailed in AWS/EventBridge/Pipes, and the state of the pipe",
            ja="AWS/EventBridge/Pipes の ExecutionFailed メトリクスと、パイプの状態",
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
        en="Records are lost when they pass the retention of the stream.",
        ja="レコードは、ストリームの保持期間を過ぎると失われます。",
    ),
)

"""EventBridge pipe <- stream of a DynamoDB table."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    OBSERVED,
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
    id="eventbridge-pipes-from-dynamodb",
    part_of="eventbridge-pipes-sqs",
    title=Text(
        en="EventBridge pipe that polls the stream of a DynamoDB table",
        ja="DynamoDB テーブルのストリームをポーリングする EventBridge Pipes",
    ),
    source=(Kind.PIPE,),
    target=Kind.TABLE,
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
            "dynamodb:GetRecords",
            on=Part.TABLE_STREAM,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "dynamodb:GetShardIterator",
            on=Part.TABLE_STREAM,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "dynamodb:DescribeStream",
            on=Part.TABLE_STREAM,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "dynamodb:ListStreams",
            on=Part.TABLE_STREAM,
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
                "kms:ViaService": Sent(Part.VIA_DYNAMODB, DOCUMENTED),
                "kms:EncryptionContext:aws:dynamodb:tableName": Sent("{target.name}", INFERRED),
                "kms:EncryptionContext:aws:dynamodb:subscriberId": Sent(Part.TARGET_ACCOUNT, INFERRED),
            },
            evidence=OBSERVED,
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
            url="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html",
            says=Text(
                en="The stream of a table is encrypted with the key of the table.",
                ja="テーブルのストリームは、テーブルのキーで暗号化されます。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://github.com/aws/aws-cdk/issues/22796",
            says=Text(
                en="Readers of the stream of a table under a customer managed key need kms:Decrypt on it; the AWS CDK grants that since pull request 23400.",
                ja="カスタマーマネージドキーを使うテーブルのストリームを読み取るには、そのキーの kms:Decrypt が必要です。AWS CDK はプルリクエスト 23400 以降、これを許可します。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(en="Records are lost after 24 hours.", ja="レコードは 24 時間を過ぎると失われます。"),
)

"""Lambda event source mapping that polls a Kinesis data stream."""

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
    id="lambda-esm-kinesis",
    title=Text(
        en="Lambda function that polls a Kinesis data stream", ja="Kinesis データストリームをポーリングする Lambda 関数"
    ),
    source=(Kind.EVENT_SOURCE_MAPPING,),
    target=Kind.STREAM,
    caller=AssumedRole("lambda.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.EVENT_SOURCE_MAPPING,
            target=("EventSourceArn",),
            role=(
                "FunctionName",
                "Role",
            ),
            terraform=("aws_lambda_event_source_mapping.event_source_arn",),
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
            "kinesis:SubscribeToShard",
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
        Text(en="metric IteratorAge of the function", ja="関数の IteratorAge メトリクス"),
        Text(en="LastProcessingResult of the mapping", ja="マッピングの LastProcessingResult"),
        Text(
            en="CloudTrail of the key: AccessDenied for the role",
            ja="キーのリージョンの CloudTrail: ロールの AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html",
            says=Text(
                en="The Kinesis actions that the execution role needs, all of them in AWSLambdaKinesisExecutionRole.",
                ja="実行ロールに必要な Kinesis のアクションで、すべて AWSLambdaKinesisExecutionRole に含まれています。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html",
            says=Text(
                en="Producers need kms:GenerateDataKey and consumers kms:Decrypt on the stream's key; the ARN of the stream is the encryption context of every call; Lambda consumes with its role.",
                ja="ストリームのキーについて、プロデューサーには kms:GenerateDataKey、コンシューマーには kms:Decrypt が必要です。どの呼び出しでも、暗号化コンテキストはストリームの ARN です。Lambda はロールで読み取ります。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="AWSLambdaKinesisExecutionRole has no KMS action. The function is not invoked at all, so it logs no error; records are lost when they pass their retention.",
        ja="AWSLambdaKinesisExecutionRole に KMS のアクションは含まれていません。関数はそもそも呼び出されないのでエラーログも残らず、レコードは保持期間を過ぎると失われます。",
    ),
)

"""Lambda event source mapping that polls the stream of a DynamoDB table."""

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
    id="lambda-esm-dynamodb-stream",
    title=Text(
        en="Lambda function that polls the stream of a DynamoDB table",
        ja="DynamoDB テーブルのストリームをポーリングする Lambda 関数",
    ),
    source=(Kind.EVENT_SOURCE_MAPPING,),
    target=Kind.TABLE,
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
        Text(en="LastProcessingResult of the mapping: PROBLEM", ja="マッピングの LastProcessingResult (PROBLEM)"),
        Text(en="metric IteratorAge of the function", ja="関数の IteratorAge メトリクス"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html",
            says=Text(
                en="The DynamoDB actions that the execution role needs, all of them in AWSLambdaDynamoDBExecutionRole.",
                ja="実行ロールに必要な DynamoDB のアクションで、すべて AWSLambdaDynamoDBExecutionRole に含まれています。",
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
    notes=Text(
        en="AWSLambdaDynamoDBExecutionRole has no KMS action, and AWS's page lists none. The function is not invoked at all, so it logs no error; records are lost after 24 hours.",
        ja="AWSLambdaDynamoDBExecutionRole に KMS のアクションは含まれておらず、AWS のページにも記載がありません。関数はそもそも呼び出されないのでエラーログも残らず、レコードは 24 時間を過ぎると失われます。",
    ),
)

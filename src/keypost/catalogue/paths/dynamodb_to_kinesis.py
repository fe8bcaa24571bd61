"""DynamoDB table -> Kinesis data stream."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Call,
    Doc,
    Failure,
    LinkedRole,
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
    id="dynamodb-to-kinesis",
    title=Text(en="DynamoDB table to Kinesis data stream", ja="DynamoDB テーブルから Kinesis データストリームへ"),
    source=(
        Kind.TABLE,
        Kind.GLOBAL_TABLE,
    ),
    target=Kind.STREAM,
    caller=LinkedRole(
        "kinesisreplication.dynamodb.amazonaws.com",
        "AWSServiceRoleForDynamoDBKinesisDataStreamsReplication",
        "DynamoDBKinesisReplicationServiceRolePolicy",
    ),
    wirings=(
        Wiring(
            holder=Kind.TABLE,
            target=("KinesisStreamSpecification.StreamArn",),
            terraform=("aws_dynamodb_kinesis_streaming_destination.stream_arn",),
        ),
        Wiring(
            holder=Kind.GLOBAL_TABLE,
            target=("Replicas[].KinesisStreamSpecification.StreamArn",),
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
            en="metric FailedToReplicateRecordCount of the table",
            ja="テーブルの FailedToReplicateRecordCount メトリクス",
        ),
        Text(
            en="destination status of the table (DescribeKinesisStreamingDestination)",
            ja="テーブルの送信先ステータス (DescribeKinesisStreamingDestination)",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/DynamoDBKinesisReplicationServiceRolePolicy.html",
            says=Text(
                en="The service-linked role may put records into any stream, and kms:GenerateDataKey through kinesis.REGION.amazonaws.com.",
                ja="サービスにリンクされたロールには、任意のストリームへの書き込みと、kinesis.REGION.amazonaws.com を経由する kms:GenerateDataKey が許可されています。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds_iam.html",
            says=Text(
                en="DynamoDB replicates changes as AWSServiceRoleForDynamoDBKinesisDataStreamsReplication.",
                ja="DynamoDB は AWSServiceRoleForDynamoDBKinesisDataStreamsReplication として変更をレプリケートします。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html",
            says=Text(
                en="Producers need kms:GenerateDataKey and consumers kms:Decrypt on the stream's key; the ARN of the stream is the encryption context of every call; the default key asks for no permission.",
                ja="ストリームのキーについて、プロデューサーには kms:GenerateDataKey が、コンシューマーには kms:Decrypt が必要です。どの呼び出しでもストリームの ARN が暗号化コンテキストになります。デフォルトのキーに権限は要りません。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="Where the key policy leaves the decision to the account, nothing is to be done: the managed policy of the role has the permission. A key policy without that has to name the role.",
        ja="キーポリシーがアカウントに委任していれば、ロールのマネージドポリシーに権限が含まれているため、何もする必要はありません。委任していない場合は、キーポリシーでこのロールを許可する必要があります。",
    ),
)

"""Firehose stream <- Kinesis data stream."""

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
    id="firehose-from-kinesis",
    part_of="firehose-sse",
    title=Text(
        en="Firehose stream that reads a Kinesis data stream",
        ja="Kinesis データストリームを読み取る Firehose ストリーム",
    ),
    source=(Kind.DELIVERY_STREAM,),
    target=Kind.STREAM,
    caller=AssumedRole("firehose.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.DELIVERY_STREAM,
            target=("KinesisStreamSourceConfiguration.KinesisStreamARN",),
            role=(".RoleARN",),
            terraform=("aws_kinesis_firehose_delivery_stream.kinesis_source_configuration",),
        ),
    ),
    calls=(
        Call(
            "kinesis:DescribeStream",
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
            "kinesis:GetRecords",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
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
            en="metrics DataReadFromKinesisStream.Records and KinesisMillisBehindLatest",
            ja="DataReadFromKinesisStream.Records と KinesisMillisBehindLatest メトリクス",
        ),
        Text(
            en="CloudTrail of the key: AccessDenied for the role",
            ja="キーのリージョンの CloudTrail: ロールの AccessDenied",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html",
            says=Text(
                en="The role reads the stream, and decrypts through kinesis.REGION.amazonaws.com with the ARN of the stream as encryption context.",
                ja="ロールがストリームを読み取り、kinesis.REGION.amazonaws.com を経由して復号します。暗号化コンテキストはストリームの ARN です。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/firehose/latest/dev/encryption.html",
            says=Text(
                en="With a stream as source Firehose stores nothing of its own; for Direct PUT under a customer managed key it works by a grant; when the key is refused it waits for the retention time, then drops the data.",
                ja="ソースがデータストリームの場合、Firehose 自身はデータを保存しません。カスタマーマネージドキーを使う Direct PUT ではグラントで動作します。キーを使用できない間は保持期間まで待機し、その後データを破棄します。",
            ),
            read_on="2023",
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
        en="Records are lost when they pass the retention of the stream. Earlier editions of the guide, and samples of AWS, do without kinesis:ListShards.",
        ja="レコードは、ストリームの保持期間を過ぎると失われます。以前の版のガイドと AWS のサンプルには kinesis:ListShards がありません。",
    ),
)

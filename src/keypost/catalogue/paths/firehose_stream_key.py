"""Firehose stream under a KMS key (Direct PUT)."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    ThePrincipal,
    Undocumented,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="firehose-stream-key",
    part_of="firehose-sse",
    title=Text(en="Firehose stream under a KMS key", ja="KMS キーで暗号化された Firehose ストリーム"),
    source=(Kind.DELIVERY_STREAM,),
    target=Kind.KEY,
    caller=ThePrincipal(),
    wirings=(),
    calls=(
        Call(
            "kms:CreateGrant",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Undocumented(),
                "kms:GrantIsForAWSResource": Sent("true", INFERRED),
            },
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(
            en="metrics KMSKeyAccessDenied, KMSKeyDisabled, KMSKeyInvalidState and KMSKeyNotFound",
            ja="KMSKeyAccessDenied、KMSKeyDisabled、KMSKeyInvalidState、KMSKeyNotFound メトリクス",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/firehose/latest/dev/encryption.html",
            says=Text(
                en="With a stream as source Firehose stores nothing of its own; for Direct PUT under a customer managed key it works by a grant; when the key is refused it waits for the retention time, then drops the data.",
                ja="ソースがデータストリームの場合、Firehose 自身はデータを保存しません。カスタマーマネージドキーを使う Direct PUT ではグラントで動作します。キーを使用できない間は保持期間まで待機し、その後データを破棄します。",
            ),
            read_on="2023",
        ),
        Doc(
            url="https://docs.aws.amazon.com/firehose/latest/APIReference/API_StartDeliveryStreamEncryption.html",
            says=Text(
                en="Firehose makes a grant on the key when encryption starts; the key is a symmetric one.",
                ja="暗号化の開始時に Firehose がキーのグラントを作成します。キーは対称キーです。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="Whoever deploys makes the grant, and no template tells who that is. Whoever puts records needs no key permission.",
        ja="グラントはデプロイする側の権限で作成され、誰がデプロイするかはテンプレートではわかりません。レコードの送信側にキーの権限は要りません。",
    ),
)

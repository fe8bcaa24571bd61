"""A role or user that reads records <- Kinesis data stream."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Call,
    Doc,
    Failure,
    Necessity,
    Part,
    Path,
    Sent,
    ThePrincipal,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="kinesis-consumer-iam",
    part_of="kinesis-producer-consumer",
    title=Text(en="Consumer of Kinesis data stream", ja="Kinesis データストリームのコンシューマー"),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.STREAM,
    caller=ThePrincipal(),
    wirings=(
        Wiring(
            holder=Kind.ROLE,
            target=("identity:kinesis:GetRecords",),
        ),
        Wiring(
            holder=Kind.USER,
            target=("identity:kinesis:GetRecords",),
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
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(en="error of the API call", ja="API 呼び出しのエラー"),
        Text(en="metric GetRecords.IteratorAgeMilliseconds", ja="GetRecords.IteratorAgeMilliseconds メトリクス"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html",
            says=Text(
                en="Producers need kms:GenerateDataKey and consumers kms:Decrypt on the stream's key; the ARN of the stream is the encryption context of every call; the default key asks for no permission.",
                ja="ストリームのキーについて、プロデューサーには kms:GenerateDataKey が、コンシューマーには kms:Decrypt が必要です。どの呼び出しでもストリームの ARN が暗号化コンテキストになります。デフォルトのキーに権限は要りません。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html",
            says=Text(
                en="The KMS errors that a consumer gets.", ja="コンシューマーに返される KMS のエラーの一覧です。"
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
            says=Text(
                en="kms:ViaService is set where a service uses the key for a principal of the account (forward access sessions).",
                ja="kms:ViaService は、サービスがアカウントのプリンシパルの代わりにキーを使用する場合 (転送アクセスセッション) に設定されます。",
            ),
            read_on="2026-04",
        ),
    ),
    symptoms=(
        "KMSAccessDeniedException",
        "KMSDisabledException",
        "KMSInvalidStateException",
        "KMSNotFoundException",
        "KMSOptInRequired",
        "KMSThrottlingException",
    ),
    notes=Text(
        en="Moving a stream from alias/aws/kinesis to a customer managed key is the usual outage: consumers never needed kms:Decrypt before. Records keep the key that they were written with.",
        ja="alias/aws/kinesis からカスタマーマネージドキーへの移行は、典型的な障害の原因です。それまでコンシューマーに kms:Decrypt は不要だったからです。レコードは書き込み時のキーで暗号化されたままです。",
    ),
)

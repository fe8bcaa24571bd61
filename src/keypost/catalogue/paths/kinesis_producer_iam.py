"""A role or user that puts records -> Kinesis data stream."""

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
    id="kinesis-producer-iam",
    part_of="kinesis-producer-consumer",
    title=Text(en="Producer to Kinesis data stream", ja="プロデューサーから Kinesis データストリームへ"),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.STREAM,
    caller=ThePrincipal(),
    wirings=(
        Wiring(
            holder=Kind.ROLE,
            target=("identity:kinesis:PutRecord",),
        ),
        Wiring(
            holder=Kind.USER,
            target=("identity:kinesis:PutRecord",),
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
            necessity=Necessity.RECOMMENDED,
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
    failure=Failure.TO_CALLER,
    seen_in=(Text(en="error of the API call", ja="API 呼び出しのエラー"),),
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
            url="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html",
            says=Text(
                en="The KMS errors that a producer gets.", ja="プロデューサーに返される KMS のエラーの一覧です。"
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
        en="A producer uses PutRecord or PutRecords, so neither is asked for by itself. alias/aws/kinesis needs nothing within the account and can't be used from another one.",
        ja="プロデューサーが使用するのは PutRecord と PutRecords のどちらかなので、片方がないだけでは失敗と判定しません。alias/aws/kinesis は、同じアカウント内なら権限が要りませんが、別のアカウントからは使えません。",
    ),
)

"""AWS X-Ray encryption configuration -> its KMS key."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Necessity,
    Part,
    Path,
    Sent,
    ThePrincipal,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="xray-encryption",
    title=Text(
        en="X-Ray traces under a KMS key",
        ja="KMS キーで暗号化された X-Ray のトレース",
    ),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
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
                "kms:ViaService": Sent(Part.VIA_XRAY, INFERRED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_XRAY, INFERRED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_XRAY, INFERRED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
    ),
    failure=Failure.AT_CONFIGURATION_THEN_SILENT,
    seen_in=(
        Text(
            en="error of PutEncryptionConfig",
            ja="PutEncryptionConfig のエラー",
        ),
        Text(
            en="X-Ray stops storing traces once the key is refused",
            ja="キーが拒否されるとトレースは保存されなくなる",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/xray/latest/devguide/security_iam_service-with-iam.html",
            says=Text(
                en="Whoever configures the key needs kms:CreateGrant and kms:DescribeKey, whoever reads traces kms:Decrypt.",
                ja="キーを設定するプリンシパルには kms:CreateGrant と kms:DescribeKey、トレースを読み取るプリンシパルには kms:Decrypt が必要です。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/xray/latest/devguide/xray-console-encryption.html",
            says=Text(
                en="X-Ray stops storing data when it can't use the key; asymmetric keys aren't supported.",
                ja="X-Ray はキーを使えないとデータの保存を停止します。非対称キーはサポートされません。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The configuration is one of the account and Region that only the API sets. kms:Decrypt is for those who read traces, who may be others.",
        ja="設定はアカウントとリージョンごとに 1 つで、API でのみ変更できます。kms:Decrypt はトレースを読み取る側に必要で、設定するプリンシパルとは別の場合があります。",
    ),
)

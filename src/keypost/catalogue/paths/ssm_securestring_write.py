"""A role or user that writes -> SecureString parameter."""

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
    When,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="ssm-securestring-write",
    part_of="ssm-parameter-securestring",
    title=Text(
        en="Writer of a SecureString parameter",
        ja="SecureString パラメータに書き込むロール・ユーザー",
    ),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.SSM_PARAMETER,
    caller=ThePrincipal(),
    wirings=(),
    calls=(
        Call(
            "ssm:PutParameter",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:Encrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SSM, DOCUMENTED),
                "kms:EncryptionContext:PARAMETER_ARN": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SSM, DOCUMENTED),
                "kms:EncryptionContext:PARAMETER_ARN": Sent(Part.TARGET, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(
            en="error of PutParameter",
            ja="PutParameter のエラー",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
            says=Text(
                en="Which actions on the key reading and writing SecureString parameters needs, with the parameter's ARN as encryption context PARAMETER_ARN.",
                ja="SecureString パラメータの読み書きに必要なキーのアクション。暗号化コンテキスト PARAMETER_ARN の値はパラメータの ARN です。",
            ),
            read_on="2026-11-22",
        ),
    ),
    symptoms=("InvalidKeyId",),
    notes=Text(
        en="CloudFormation can't make SecureString parameters, so no template shows their key. Under the AWS managed key aws/ssm nobody in the account needs a permission. Standard parameters are encrypted with kms:Encrypt, advanced ones with kms:GenerateDataKey: which of them counts depends on the tier.",
        ja="CloudFormation では SecureString パラメータを作成できないため、キーはテンプレートに現れません。AWS マネージドキー aws/ssm では、同じアカウント内であれば権限は不要です。標準パラメータは kms:Encrypt、アドバンストパラメータは kms:GenerateDataKey で暗号化され、どちらが必要かは階層によります。",
    ),
)

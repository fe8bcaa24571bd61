"""A role or user that reads <- SecureString parameter."""

from keypost.catalogue.declare import (
    DOCUMENTED,
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
    id="ssm-securestring-read",
    part_of="ssm-parameter-securestring",
    title=Text(
        en="Reader of a SecureString parameter",
        ja="SecureString パラメータを読み取るロール・ユーザー",
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
            "ssm:GetParameter",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SSM, DOCUMENTED),
                "kms:EncryptionContext:PARAMETER_ARN": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(
            en="error of GetParameter",
            ja="GetParameter のエラー",
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
        en="CloudFormation can't make SecureString parameters, so no template shows their key. Under the AWS managed key aws/ssm nobody in the account needs a permission.",
        ja="CloudFormation では SecureString パラメータを作成できないため、キーはテンプレートに現れません。AWS マネージドキー aws/ssm では、同じアカウント内であれば権限は不要です。",
    ),
)

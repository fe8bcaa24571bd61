"""A role or user creates an Amazon MSK cluster under a KMS key."""

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
    id="msk-cluster-kms",
    part_of="redshift-msk-opensearch-grants",
    title=Text(en="Creating an MSK cluster under a KMS key", ja="KMS キーを使った MSK クラスターの作成"),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.MSK_CLUSTER,
    caller=ThePrincipal(),
    wirings=(),
    calls=(
        Call(
            "kms:CreateGrant",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_MSK, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_MSK, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_MSK, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:GenerateDataKeyWithoutPlaintext",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_MSK, DOCUMENTED),
            },
            evidence=INFERRED,
            advised="kms:GenerateDataKey*",
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(Text(en="error of the API call", ja="API 呼び出しのエラー"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/msk/latest/developerguide/msk-password.html",
            says=Text(
                en="Secrets for SASL/SCRAM have to be under a customer managed key, not the default key of Secrets Manager.",
                ja="SASL/SCRAM のシークレットには、Secrets Manager のデフォルトキーではなくカスタマーマネージドキーが必要です。",
            ),
            read_on="2024",
        ),
    ),
    notes=Text(
        en="No template shows who creates the cluster, so this makes no delivery. Secrets that are associated with a cluster for SASL/SCRAM have to be under a customer managed key: aws/secretsmanager is refused.",
        ja="誰がクラスターを作成するかはテンプレートに現れないため、配信としては検査しません。SASL/SCRAM 用にクラスターへ関連付けるシークレットにはカスタマーマネージドキーが必要で、aws/secretsmanager は受け付けられません。",
    ),
)

"""A role or user creates an Amazon Redshift cluster under a KMS key."""

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
    id="redshift-cluster-kms",
    part_of="redshift-msk-opensearch-grants",
    title=Text(en="Creating a Redshift cluster under a KMS key", ja="KMS キーを使った Redshift クラスターの作成"),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.REDSHIFT_CLUSTER,
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
                "kms:ViaService": Sent(Part.VIA_REDSHIFT, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
                "kms:EncryptionContext:aws:redshift:arn": Sent(Part.ANY, INFERRED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_REDSHIFT, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_REDSHIFT, DOCUMENTED),
                "kms:EncryptionContext:aws:redshift:arn": Sent(Part.ANY, INFERRED),
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
                "kms:ViaService": Sent(Part.VIA_REDSHIFT, DOCUMENTED),
                "kms:EncryptionContext:aws:redshift:arn": Sent(Part.ANY, INFERRED),
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
            url="https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-kms-customer-managed-key.html",
            says=Text(
                en="Amazon Redshift acts on behalf of whoever creates or modifies the cluster, who needs the permissions on the key.",
                ja="Amazon Redshift はクラスターを作成・変更するプリンシパルの権限で動作し、そのプリンシパルにキーの権限が必要です。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="No template shows who creates the cluster, so this makes no delivery. Afterwards the service works by its grants; whoever queries needs no key permission.",
        ja="誰がクラスターを作成するかはテンプレートに現れないため、配信としては検査しません。作成後、サービスはグラントを使うため、クエリを実行するプリンシパルにキーの権限は要りません。",
    ),
)

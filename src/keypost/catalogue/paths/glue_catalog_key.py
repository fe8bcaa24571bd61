"""AWS Glue Data Catalog -> its KMS key, by a role."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="glue-catalog-key",
    part_of="glue-job-encryption",
    title=Text(
        en="Glue Data Catalog under a KMS key",
        ja="KMS キーで暗号化された Glue Data Catalog",
    ),
    source=(Kind.GLUE_CATALOG,),
    target=Kind.KEY,
    caller=AssumedRole("glue.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.GLUE_CATALOG,
            target=(
                "DataCatalogEncryptionSettings.EncryptionAtRest[CatalogEncryptionMode=SSE-KMS-WITH-SERVICE-ROLE].SseAwsKmsKeyId",
            ),
            role=(".CatalogEncryptionServiceRole",),
            terraform=("aws_glue_data_catalog_encryption_settings.data_catalog_encryption_settings",),
        ),
    ),
    calls=(
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_GLUE, INFERRED),
                "kms:EncryptionContext:glue_catalog_id": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
            },
        ),
        Call(
            "kms:Encrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_GLUE, INFERRED),
                "kms:EncryptionContext:glue_catalog_id": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_GLUE, INFERRED),
                "kms:EncryptionContext:glue_catalog_id": Sent(Part.SOURCE_ACCOUNT, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(
            en="error of whoever uses the catalog",
            ja="カタログを使う側のエラー",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html",
            says=Text(
                en="Glue assumes the role to encrypt and decrypt; it needs kms:Decrypt, kms:Encrypt and kms:GenerateDataKey on a customer managed key; the encryption context is glue_catalog_id with the account.",
                ja="Glue はロールを引き受けて暗号化と復号を行います。ロールにはカスタマーマネージドキーの kms:Decrypt、kms:Encrypt、kms:GenerateDataKey が必要です。暗号化コンテキストは glue_catalog_id で、値はアカウント ID です。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="Without a role (mode SSE-KMS), everybody who uses the catalog needs kms:DescribeKey, kms:Decrypt, kms:Encrypt, kms:GenerateDataKey and kms:CreateGrant on the key: jobs, crawlers, Amazon Athena and people, which no setting shows.",
        ja="ロールを使わない場合 (モード SSE-KMS)、カタログを使うすべてのプリンシパル (ジョブ、クローラー、Amazon Athena、利用者) に、キーの kms:DescribeKey、kms:Decrypt、kms:Encrypt、kms:GenerateDataKey、kms:CreateGrant が必要です。これはどの設定にも現れません。",
    ),
)

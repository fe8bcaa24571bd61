"""A role or user creates an RDS database under a KMS key."""

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
    id="rds-storage-kms",
    part_of="rds-storage-and-integrations",
    title=Text(en="Creating an RDS database under a KMS key", ja="KMS キーを使った RDS データベースの作成"),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.DB_INSTANCE,
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
                "kms:ViaService": Sent(Part.VIA_RDS, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
                "kms:EncryptionContext:aws:rds:db-id": Sent(Part.ANY, INFERRED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_RDS, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_RDS, DOCUMENTED),
                "kms:EncryptionContext:aws:rds:db-id": Sent(Part.ANY, INFERRED),
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
                "kms:ViaService": Sent(Part.VIA_RDS, DOCUMENTED),
                "kms:EncryptionContext:aws:rds:db-id": Sent(Part.ANY, INFERRED),
            },
            evidence=INFERRED,
            advised="kms:GenerateDataKey*",
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(en="error of CreateDBInstance", ja="CreateDBInstance のエラー"),
        Text(
            en="DBInstanceStatus inaccessible-encryption-credentials",
            ja="DBInstanceStatus が inaccessible-encryption-credentials",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html",
            says=Text(
                en="Amazon RDS works with the permissions of the caller, then by grants; kms:ViaService and the database's id as encryption context limit the use of the key.",
                ja="Amazon RDS は呼び出し元の権限で動作し、その後はグラントを使います。kms:ViaService と、暗号化コンテキストのデータベース ID でキーの使用を絞り込めます。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="No template shows who creates the database, so this makes no delivery. Whoever connects needs no key permission. A database whose key can't be used becomes inaccessible (inaccessible-encryption-credentials-recoverable, for seven days).",
        ja="誰がデータベースを作成するかはテンプレートに現れないため、配信としては検査しません。接続するプリンシパルにキーの権限は要りません。キーが使えなくなるとデータベースにアクセスできなくなります (7 日間は inaccessible-encryption-credentials-recoverable)。",
    ),
)

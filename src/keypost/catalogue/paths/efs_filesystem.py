"""A role or user creates an Amazon EFS file system under a KMS key."""

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
    id="efs-filesystem",
    title=Text(en="Creating an EFS file system under a KMS key", ja="KMS キーを使った EFS ファイルシステムの作成"),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.FILE_SYSTEM,
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
                "kms:ViaService": Sent(Part.VIA_EFS, DOCUMENTED),
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
                "kms:ViaService": Sent(Part.VIA_EFS, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EFS, DOCUMENTED),
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
                "kms:ViaService": Sent(Part.VIA_EFS, DOCUMENTED),
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
            url="https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html",
            says=Text(
                en="Amazon EFS uses the key by grants; whoever creates or replicates a file system needs kms:CreateGrant and the use of the key.",
                ja="Amazon EFS はグラントでキーを使います。ファイルシステムを作成・レプリケートするプリンシパルには kms:CreateGrant とキーの使用が必要です。",
            ),
            read_on="2023-06",
        ),
    ),
    notes=Text(
        en="No template shows who creates the file system or its replica, so this makes no delivery. Whoever mounts it needs no key permission. A key that is disabled makes the file system unusable within about an hour. A replica has a key of its own Region (KmsKeyId of the replication configuration).",
        ja="誰がファイルシステムやレプリカを作成するかはテンプレートに現れないため、配信としては検査しません。マウントするクライアントにキーの権限は要りません。キーを無効にすると、1 時間ほどでファイルシステムが使えなくなります。レプリカにはそのリージョンのキーを使います (レプリケーション設定の KmsKeyId)。",
    ),
)

"""AWS Transfer Family user <-> S3 bucket."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Necessity,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="transfer-family-s3",
    title=Text(
        en="Transfer Family user and S3 bucket",
        ja="Transfer Family のユーザーと S3 バケット",
    ),
    source=(Kind.TRANSFER_USER,),
    target=Kind.BUCKET,
    caller=AssumedRole("transfer.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.TRANSFER_USER,
            target=("[!PosixProfile].HomeDirectoryMappings[].Target",),
            role=("Role",),
            terraform=("aws_transfer_user.home_directory_mappings",),
        ),
        Wiring(
            holder=Kind.TRANSFER_USER,
            target=("[!PosixProfile].HomeDirectory",),
            role=("Role",),
            terraform=("aws_transfer_user.home_directory",),
        ),
    ),
    calls=(
        Call(
            "s3:ListBucket",
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
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ANY_OBJECT, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_OFF,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.ANY_OBJECT, DOCUMENTED),
            },
            evidence=INFERRED,
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.BUCKET_KEY_IS_ON,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_S3, DOCUMENTED),
                "kms:EncryptionContext:aws:s3:arn": Sent(Part.TARGET, DOCUMENTED),
            },
            evidence=INFERRED,
            advised="kms:GenerateDataKey*",
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(
            en="permission denied in the SFTP, FTPS or FTP client",
            ja="SFTP・FTPS・FTP クライアントの permission denied",
        ),
        Text(
            en="log group of the server",
            ja="サーバーのロググループ",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/transfer/latest/userguide/encryption-at-rest.html",
            says=Text(
                en="The user's role, and the session policy if there is one, need kms:Decrypt, kms:Encrypt and kms:GenerateDataKey at least; the key policy admits the role or the account.",
                ja="ユーザーのロールと、セッションポリシーがあればそのポリシーにも、少なくとも kms:Decrypt、kms:Encrypt、kms:GenerateDataKey が必要です。キーポリシーでは、ロールまたはアカウントを許可します。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/transfer/latest/userguide/users-policies.html",
            says=Text(
                en="A user may be allowed to read, or to write and list only.",
                ja="ユーザーには、読み取りだけ、または書き込みと一覧表示だけを許可することもできます。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="Whether the user uploads or downloads isn't said anywhere: kms:Decrypt is needed for both (uploads have parts), kms:GenerateDataKey for uploads. The user's session policy isn't read, and must allow the key too. Users with a PosixProfile are at Amazon EFS.",
        ja="アップロードするかダウンロードするかは設定からは分かりません。kms:Decrypt はどちらにも必要で (アップロードはマルチパート)、kms:GenerateDataKey はアップロードに必要です。ユーザーのセッションポリシーは読み取りの対象外ですが、そこでもキーの使用を許可する必要があります。PosixProfile を持つユーザーの保存先は Amazon EFS です。",
    ),
)

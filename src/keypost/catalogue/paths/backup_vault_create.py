"""CreateBackupVault with a customer managed key."""

from keypost.catalogue.declare import DOCUMENTED, Absent, Call, Doc, Failure, Part, Path, Sent, ThePrincipal, When
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="backup-vault-create",
    title=Text(en="Creating a backup vault under a KMS key", ja="KMS キーを使ったバックアップボールトの作成"),
    source=(Kind.ROLE, Kind.USER),
    target=Kind.VAULT,
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
                "kms:ViaService": Sent(Part.VIA_BACKUP, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
                "kms:EncryptionContext:aws:backup:backup-vault": Sent(Part.ANY, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_BACKUP, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_BACKUP, DOCUMENTED),
            },
        ),
        Call(
            "kms:RetireGrant",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_BACKUP, DOCUMENTED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_BACKUP, DOCUMENTED),
            },
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(Text(en="error of CreateBackupVault", ja="CreateBackupVault のエラー"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault.html",
            says=Text(en="The permissions that creating a vault takes.", ja="ボールトの作成に必要な許可の一覧です。"),
            read_on="2026-04",
        ),
        Doc(
            url="https://repost.aws/knowledge-center/backup-vault-access-denied",
            says=Text(
                en="Which KMS actions the caller needs, and how the refusal looks.",
                ja="呼び出し元に必要な KMS のアクションと、拒否されたときのエラーが書かれています。",
            ),
            read_on="2026-04",
        ),
        Doc(
            url="https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",
            says=Text(
                en="Which types take the key of the vault and which keep the source's, and what the policy of a vault key needs at least.",
                ja="ボールトのキーを使うリソースタイプと元のキーを引き継ぐリソースタイプの区別、およびボールトのキーのポリシーに最低限必要な許可が書かれています。",
            ),
            read_on="2026-04",
        ),
    ),
    notes=Text(
        en="No template shows who creates the vault, so this makes no delivery. The grant made here is what later backups use; the key of a vault can't be changed afterwards.",
        ja="誰がボールトを作成するかはテンプレートに現れないため、配信としては検査しません。以後のバックアップは、ここで作られたグラントを使います。ボールトのキーは後から変更できません。",
    ),
)

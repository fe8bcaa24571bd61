"""Another account copies a shared RDS snapshot under a KMS key."""

from keypost.catalogue.declare import DOCUMENTED, INFERRED, Absent, Call, Doc, Failure, Part, Path, Sent, ThePrincipal
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="rds-snapshot-share",
    title=Text(en="Shared RDS snapshot under a KMS key", ja="KMS キーで暗号化された RDS スナップショットの共有"),
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
                "kms:ViaService": Sent(Part.VIA_RDS_OF_KEY, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_RDS_OF_KEY, DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_RDS_OF_KEY, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:ReEncryptFrom",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_RDS_OF_KEY, DOCUMENTED),
            },
            evidence=INFERRED,
            advised="kms:ReEncrypt*",
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(
            en="error of ModifyDBSnapshotAttribute or CopyDBSnapshot",
            ja="ModifyDBSnapshotAttribute・CopyDBSnapshot のエラー",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/share-encrypted-snapshot.html",
            says=Text(
                en="A snapshot under the default key can't be shared; for a customer managed key the key policy lets the other account in, which copies the snapshot under a key of its own.",
                ja="デフォルトキーのスナップショットは共有できません。カスタマーマネージドキーではキーポリシーで相手のアカウントを許可し、相手は自分のキーでスナップショットをコピーします。",
            ),
            read_on="2026-04",
        ),
    ),
    symptoms=("KMSKeyNotAccessibleFault",),
    notes=Text(
        en="No template shows who copies, so this makes no delivery. A snapshot under alias/aws/rds can't be shared: copy it under a customer managed key first. Encrypted snapshots can't be made public, and the other account restores only from a copy of its own.",
        ja="誰がコピーするかはテンプレートに現れないため、配信としては検査しません。alias/aws/rds のスナップショットは共有できないので、先にカスタマーマネージドキーでコピーします。暗号化されたスナップショットは公開できず、相手のアカウントでは自分のコピーからだけ復元できます。",
    ),
)

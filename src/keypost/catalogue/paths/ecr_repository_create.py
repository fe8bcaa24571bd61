"""A role or user creates an Amazon ECR repository under a KMS key."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Necessity,
    Part,
    Path,
    Sent,
    ThePrincipal,
    When,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="ecr-repository-create",
    part_of="ecr-repository",
    title=Text(en="Creating an ECR repository under a KMS key", ja="KMS キーを使った ECR リポジトリの作成"),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.IMAGE_REPOSITORY,
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
                "kms:ViaService": Sent(Part.VIA_ECR, DOCUMENTED),
                "kms:EncryptionContext:aws:ecr:arn": Sent(Part.ANY, INFERRED),
                "kms:GrantIsForAWSResource": Sent("true", INFERRED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_ECR, DOCUMENTED),
            },
        ),
        Call(
            "kms:RetireGrant",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_ECR, DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(Text(en="error of CreateRepository", ja="CreateRepository のエラー"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
            says=Text(
                en="Whoever creates a repository under a customer managed key needs kms:CreateGrant, kms:RetireGrant and kms:DescribeKey; Amazon ECR makes two grants, by which images are encrypted and decrypted.",
                ja="カスタマーマネージドキーのリポジトリを作成するプリンシパルには kms:CreateGrant、kms:RetireGrant、kms:DescribeKey が必要です。Amazon ECR は 2 つのグラントを作成し、それでイメージを暗号化・復号します。",
            ),
            read_on="2026-11-22",
        ),
    ),
    symptoms=("KmsException",),
    notes=Text(
        en="No template shows who creates the repository, so this makes no delivery. Whoever pushes or pulls needs no key permission: Amazon ECR uses the grants made at creation, which must not be revoked. The encryption of a repository can't be changed; kms:RetireGrant is used when it is deleted.",
        ja="誰がリポジトリを作成するかはテンプレートに現れないため、配信としては検査しません。プッシュやプルにキーの権限は要りません。Amazon ECR が作成時のグラントを使うためで、このグラントを取り消してはいけません。リポジトリの暗号化は変更できません。kms:RetireGrant は削除時に使われます。",
    ),
)

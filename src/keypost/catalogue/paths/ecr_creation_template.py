"""Amazon ECR creates repositories by a template, under a KMS key."""

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
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="ecr-creation-template",
    part_of="ecr-repository",
    title=Text(
        en="ECR repository creation template with a KMS key", ja="KMS キーを指定した ECR リポジトリ作成テンプレート"
    ),
    source=(Kind.IMAGE_REPOSITORY_TEMPLATE,),
    target=Kind.KEY,
    caller=AssumedRole("ecr.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.IMAGE_REPOSITORY_TEMPLATE,
            target=("EncryptionConfiguration.KmsKey",),
            role=("CustomRoleArn",),
            terraform=(
                "aws_ecr_repository_creation_template.encryption_configuration",
                "aws_ecr_repository_creation_template.custom_role_arn",
            ),
        ),
    ),
    calls=(
        Call(
            "kms:CreateGrant",
            on=Part.TARGET_KEY,
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
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_ECR, DOCUMENTED),
            },
        ),
        Call(
            "kms:RetireGrant",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_ECR, DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="no repository is created for the pull or replication; CloudTrail has the refused call",
            ja="プルスルーキャッシュやレプリケーションでリポジトリが作成されない (CloudTrail に拒否された呼び出し)",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-custom.html",
            says=Text(
                en="The role of a template with a KMS key needs kms:CreateGrant, kms:RetireGrant and kms:DescribeKey.",
                ja="KMS キーを指定したテンプレートのロールには kms:CreateGrant、kms:RetireGrant、kms:DescribeKey が必要です。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
            says=Text(
                en="Whoever creates a repository under a customer managed key needs kms:CreateGrant, kms:RetireGrant and kms:DescribeKey; Amazon ECR makes two grants, by which images are encrypted and decrypted.",
                ja="カスタマーマネージドキーのリポジトリを作成するプリンシパルには kms:CreateGrant、kms:RetireGrant、kms:DescribeKey が必要です。Amazon ECR は 2 つのグラントを作成し、それでイメージを暗号化・復号します。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="Templates that name a KMS key need a role; Amazon ECR creates the repositories of pull through caches and replication with it.",
        ja="KMS キーを指定するテンプレートにはロールが必要で、Amazon ECR はプルスルーキャッシュやレプリケーションのリポジトリをこのロールで作成します。",
    ),
)

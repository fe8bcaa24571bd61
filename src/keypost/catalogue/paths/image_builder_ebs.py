"""EC2 Image Builder writes images under a KMS key."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    LinkedRole,
    Necessity,
    Part,
    Path,
    Sent,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="image-builder-ebs",
    part_of="ebs-snapshot-ami-share",
    title=Text(en="EC2 Image Builder image under a KMS key", ja="KMS キーで暗号化された EC2 Image Builder のイメージ"),
    source=(
        Kind.IMAGE_DISTRIBUTION,
        Kind.IMAGE_RECIPE,
    ),
    target=Kind.KEY,
    caller=LinkedRole("imagebuilder.amazonaws.com", "AWSServiceRoleForImageBuilder", "AWSServiceRoleForImageBuilder"),
    wirings=(
        Wiring(
            holder=Kind.IMAGE_DISTRIBUTION,
            target=("Distributions[].AmiDistributionConfiguration.KmsKeyId",),
            terraform=("aws_imagebuilder_distribution_configuration.distribution",),
        ),
        Wiring(
            holder=Kind.IMAGE_RECIPE,
            target=("BlockDeviceMappings[].Ebs.KmsKeyId",),
            terraform=("aws_imagebuilder_image_recipe.block_device_mapping",),
        ),
    ),
    calls=(
        Call(
            "kms:CreateGrant",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
                "kms:EncryptionContext:aws:ebs:id": Sent(Part.ANY, INFERRED),
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:GenerateDataKeyWithoutPlaintext",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
                "kms:EncryptionContext:aws:ebs:id": Sent(Part.ANY, DOCUMENTED),
            },
            evidence=INFERRED,
            advised="kms:GenerateDataKey*",
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
                "kms:EncryptionContext:aws:ebs:id": Sent(Part.ANY, DOCUMENTED),
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:ReEncryptFrom",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
                "kms:EncryptionContext:aws:ebs:id": Sent(Part.ANY, DOCUMENTED),
            },
            evidence=INFERRED,
            advised="kms:ReEncrypt*",
        ),
        Call(
            "kms:ReEncryptTo",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
                "kms:EncryptionContext:aws:ebs:id": Sent(Part.ANY, DOCUMENTED),
            },
            evidence=INFERRED,
            advised="kms:ReEncrypt*",
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
                "kms:EncryptionContext:aws:ebs:id": Absent(DOCUMENTED),
            },
            evidence=INFERRED,
        ),
        Call(
            "kms:Encrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
                "kms:EncryptionContext:aws:ebs:id": Sent(Part.ANY, DOCUMENTED),
            },
            evidence=INFERRED,
            necessity=Necessity.RECOMMENDED,
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(Text(en="status and log of the image build", ja="イメージビルドのステータスとログ"),),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/imagebuilder/latest/userguide/security-iam-awsmanpol.html",
            says=Text(
                en="AWSServiceRoleForImageBuilder may use keys through Amazon EC2, with the volume or snapshot as encryption context.",
                ja="AWSServiceRoleForImageBuilder は、ボリュームまたはスナップショットを暗号化コンテキストとして、Amazon EC2 経由でキーを使用できます。",
            ),
            read_on="2023-10",
        ),
        Doc(
            url="https://docs.aws.amazon.com/imagebuilder/latest/userguide/cross-account-dist.html",
            says=Text(
                en="To distribute encrypted images, the key policy lets the roles of Image Builder use the key.",
                ja="暗号化されたイメージを配布するには、キーポリシーで Image Builder のロールにキーの使用を許可します。",
            ),
            read_on="2023-10",
        ),
        Doc(
            url="https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html",
            says=Text(
                en="Whoever launches instances with encrypted volumes needs kms:CreateGrant, kms:Decrypt, kms:DescribeKey, kms:GenerateDataKeyWithoutPlaintext and kms:ReEncrypt on the key.",
                ja="暗号化されたボリュームでインスタンスを起動するプリンシパルには、キーに対する kms:CreateGrant、kms:Decrypt、kms:DescribeKey、kms:GenerateDataKeyWithoutPlaintext、kms:ReEncrypt が必要です。",
            ),
            read_on="2025",
        ),
    ),
    notes=Text(
        en="The managed policy of the role allows all that is needed through Amazon EC2, so a key policy that delegates to the account is enough. A pipeline may name another role as its execution role, and other accounts are written to as EC2ImageBuilderDistributionCrossAccountRole; so a key policy without the service-linked role is never called a failure.",
        ja="ロールのマネージドポリシーが Amazon EC2 経由で必要なアクションをすべて許可しているため、キーポリシーはアカウントへの委任だけで足ります。パイプラインに別の実行ロールを指定することもあり、別アカウントへは EC2ImageBuilderDistributionCrossAccountRole で書き込むため、キーポリシーにこのロールがないだけでは失敗とは判定しません。",
    ),
)

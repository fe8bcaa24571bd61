"""EC2 Fleet launches instances whose volumes are under a KMS key."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    LinkedRole,
    MadeGrant,
    Necessity,
    Part,
    Path,
    Sent,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="ec2-fleet-ebs",
    part_of="spot-and-fleet-ebs-cmk",
    title=Text(
        en="EC2 Fleet with EBS volumes under a KMS key", ja="KMS キーで暗号化された EBS ボリュームを使う EC2 フリート"
    ),
    source=(Kind.EC2_FLEET,),
    target=Kind.KEY,
    caller=LinkedRole("ec2fleet.amazonaws.com", "AWSServiceRoleForEC2Fleet", "AWSEC2FleetServiceRolePolicy"),
    wirings=(
        Wiring(
            holder=Kind.EC2_FLEET,
            target=(
                "[!Type].LaunchTemplateConfigs[].LaunchTemplateSpecification.LaunchTemplateId",
                "LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId",
            ),
            terraform=(
                "aws_ec2_fleet.launch_template_config",
                "aws_launch_template.block_device_mappings",
            ),
        ),
        Wiring(
            holder=Kind.EC2_FLEET,
            target=(
                "[!Type].LaunchTemplateConfigs[].LaunchTemplateSpecification.LaunchTemplateName",
                "LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId",
            ),
            terraform=(
                "aws_ec2_fleet.launch_template_config",
                "aws_launch_template.block_device_mappings",
            ),
        ),
        Wiring(
            holder=Kind.EC2_FLEET,
            target=(
                "[Type=maintain|request].LaunchTemplateConfigs[].LaunchTemplateSpecification.LaunchTemplateId",
                "LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId",
            ),
            terraform=(
                "aws_ec2_fleet.launch_template_config",
                "aws_launch_template.block_device_mappings",
            ),
        ),
        Wiring(
            holder=Kind.EC2_FLEET,
            target=(
                "[Type=maintain|request].LaunchTemplateConfigs[].LaunchTemplateSpecification.LaunchTemplateName",
                "LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId",
            ),
            terraform=(
                "aws_ec2_fleet.launch_template_config",
                "aws_launch_template.block_device_mappings",
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
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
                "kms:EncryptionContext:aws:ebs:id": Sent(Part.ANY, INFERRED),
            },
            grant=MadeGrant.BY_HAND,
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
            grant=MadeGrant.BY_HAND,
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
            grant=MadeGrant.BY_HAND,
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
            grant=MadeGrant.BY_HAND,
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
            grant=MadeGrant.BY_HAND,
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
            grant=MadeGrant.BY_HAND,
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
            necessity=Necessity.RECOMMENDED,
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(en="history of the fleet or request", ja="フリートまたはリクエストの履歴"),
        Text(en="StateReason of the instance", ja="インスタンスの StateReason"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-fleet-prerequisites.html",
            says=Text(
                en="The service-linked role of the fleet needs a grant on the customer managed key of encrypted AMIs and snapshots; an instant fleet doesn't use the role.",
                ja="暗号化された AMI やスナップショットのカスタマーマネージドキーには、フリートのサービスにリンクされたロールへのグラントが必要です。instant フリートはこのロールを使いません。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html",
            says=Text(
                en="Whoever launches instances with encrypted volumes needs kms:CreateGrant, kms:Decrypt, kms:DescribeKey, kms:GenerateDataKeyWithoutPlaintext and kms:ReEncrypt on the key.",
                ja="暗号化されたボリュームでインスタンスを起動するプリンシパルには、キーに対する kms:CreateGrant、kms:Decrypt、kms:DescribeKey、kms:GenerateDataKeyWithoutPlaintext、kms:ReEncrypt が必要です。",
            ),
            read_on="2025",
        ),
        Doc(
            url="https://docs.aws.amazon.com/kms/latest/developerguide/services-ebs.html",
            says=Text(
                en="Which requests EBS and EC2 send to AWS KMS for a volume, with the volume or snapshot as encryption context.",
                ja="EBS と EC2 がボリュームのために AWS KMS へ送るリクエスト。暗号化コンテキストはボリュームまたはスナップショットです。",
            ),
            read_on="2023-06",
        ),
    ),
    symptoms=("Client.InternalError",),
    notes=Text(
        en="AWS has a grant made for the role (aws kms create-grant); a statement in the key policy that names it serves as well. Templates hold no grants, so a key policy that leaves the role out is never called a failure. A fleet of type instant launches with the permissions of whoever creates it.",
        ja="AWS のドキュメントではロールへのグラント (aws kms create-grant) を作成しますが、キーポリシーにロールを記載しても構いません。グラントはテンプレートに現れないため、キーポリシーにロールがないだけでは失敗とは判定しません。タイプが instant のフリートは、作成者の権限で起動します。",
    ),
)

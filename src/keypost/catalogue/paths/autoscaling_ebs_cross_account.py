"""EC2 Auto Scaling launches instances whose volumes are under a KMS key of another account."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    LinkedRole,
    MadeGrant,
    Part,
    Path,
    Reach,
    Sent,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="autoscaling-ebs-cross-account",
    part_of="autoscaling-ebs-cmk",
    title=Text(
        en="Auto Scaling group with EBS volumes under another account's KMS key",
        ja="別アカウントの KMS キーで暗号化された EBS ボリュームを使う Auto Scaling グループ",
    ),
    source=(
        Kind.AUTO_SCALING_GROUP,
        Kind.NODE_GROUP,
    ),
    target=Kind.KEY,
    caller=LinkedRole("autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling", "AutoScalingServiceRolePolicy"),
    wirings=(
        Wiring(
            holder=Kind.AUTO_SCALING_GROUP,
            target=(
                "LaunchTemplate.LaunchTemplateId",
                "LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId",
            ),
            role=("ServiceLinkedRoleARN",),
            terraform=(
                "aws_autoscaling_group.launch_template",
                "aws_launch_template.block_device_mappings",
            ),
        ),
        Wiring(
            holder=Kind.AUTO_SCALING_GROUP,
            target=(
                "LaunchTemplate.LaunchTemplateName",
                "LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId",
            ),
            role=("ServiceLinkedRoleARN",),
            terraform=(
                "aws_autoscaling_group.launch_template",
                "aws_launch_template.block_device_mappings",
            ),
        ),
        Wiring(
            holder=Kind.AUTO_SCALING_GROUP,
            target=(
                "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId",
                "LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId",
            ),
            role=("ServiceLinkedRoleARN",),
            terraform=(
                "aws_autoscaling_group.launch_template",
                "aws_launch_template.block_device_mappings",
            ),
        ),
        Wiring(
            holder=Kind.AUTO_SCALING_GROUP,
            target=(
                "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateName",
                "LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId",
            ),
            role=("ServiceLinkedRoleARN",),
            terraform=(
                "aws_autoscaling_group.launch_template",
                "aws_launch_template.block_device_mappings",
            ),
        ),
        Wiring(
            holder=Kind.AUTO_SCALING_GROUP,
            target=(
                "MixedInstancesPolicy.LaunchTemplate.Overrides[].LaunchTemplateSpecification.LaunchTemplateId",
                "LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId",
            ),
            role=("ServiceLinkedRoleARN",),
            terraform=(
                "aws_autoscaling_group.launch_template",
                "aws_launch_template.block_device_mappings",
            ),
        ),
        Wiring(
            holder=Kind.AUTO_SCALING_GROUP,
            target=(
                "MixedInstancesPolicy.LaunchTemplate.Overrides[].LaunchTemplateSpecification.LaunchTemplateName",
                "LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId",
            ),
            role=("ServiceLinkedRoleARN",),
            terraform=(
                "aws_autoscaling_group.launch_template",
                "aws_launch_template.block_device_mappings",
            ),
        ),
        Wiring(
            holder=Kind.NODE_GROUP,
            target=(
                "LaunchTemplate.Id",
                "LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId",
            ),
            terraform=(
                "aws_eks_node_group.launch_template",
                "aws_launch_template.block_device_mappings",
            ),
        ),
        Wiring(
            holder=Kind.NODE_GROUP,
            target=(
                "LaunchTemplate.Name",
                "LaunchTemplateData.BlockDeviceMappings[].Ebs.KmsKeyId",
            ),
            terraform=(
                "aws_eks_node_group.launch_template",
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
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="activity history of the group: the instance is launched and terminated at once",
            ja="グループのアクティビティ履歴 (インスタンスが起動直後に終了)",
        ),
        Text(en="StateReason of the instance", ja="インスタンスの StateReason"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html",
            says=Text(
                en="The key policy has to name the service-linked role of EC2 Auto Scaling, in two statements: use of the key, and kms:CreateGrant for AWS resources. A key of another account takes a grant besides.",
                ja="キーポリシーに EC2 Auto Scaling のサービスにリンクされたロールを、キーの使用と AWS リソースのための kms:CreateGrant の 2 つのステートメントで記載します。別アカウントのキーにはさらにグラントが必要です。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://repost.aws/knowledge-center/kms-launch-ec2-instance",
            says=Text(
                en="The permissions of the service-linked role can't be changed and include none on customer managed keys.",
                ja="サービスにリンクされたロールの権限は変更できず、カスタマーマネージドキーの権限は含まれません。",
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
    reach=Reach.ACROSS_ACCOUNTS,
    symptoms=("Client.InternalError: Client error on launch",),
    notes=Text(
        en="Policies alone can't allow it: the service-linked role has no KMS permission in its own account. Somebody of the group's account makes a grant for the role, for which the key policy has to let that account use the key and call kms:CreateGrant; there, without kms:GrantIsForAWSResource. No template shows that grant, so this is never called a failure.",
        ja="サービスにリンクされたロールには自アカウント側の KMS 権限がないため、ポリシーだけでは許可できません。グループ側のアカウントの誰かがこのロールへのグラントを作成します。そのためにキーポリシーでそのアカウントにキーの使用と kms:CreateGrant を許可しておきます (ここでは kms:GrantIsForAWSResource の条件を付けません)。このグラントはテンプレートに現れないため、失敗とは判定しません。",
    ),
)

"""Amazon Data Lifecycle Manager copies snapshots under a KMS key."""

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
    id="dlm-snapshot-copy",
    title=Text(
        en="Data Lifecycle Manager copy under a KMS key", ja="KMS キーで暗号化される Data Lifecycle Manager のコピー"
    ),
    source=(Kind.LIFECYCLE_POLICY,),
    target=Kind.KEY,
    caller=AssumedRole("dlm.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.LIFECYCLE_POLICY,
            target=("PolicyDetails.Schedules[].CrossRegionCopyRules[].CmkArn",),
            role=("ExecutionRoleArn",),
            terraform=(
                "aws_dlm_lifecycle_policy.policy_details",
                "aws_dlm_lifecycle_policy.execution_role_arn",
            ),
        ),
        Wiring(
            holder=Kind.LIFECYCLE_POLICY,
            target=("PolicyDetails.Actions[].CrossRegionCopy[].EncryptionConfiguration.CmkArn",),
            role=("ExecutionRoleArn",),
            terraform=(
                "aws_dlm_lifecycle_policy.policy_details",
                "aws_dlm_lifecycle_policy.execution_role_arn",
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
            "kms:ListGrants",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
        Call(
            "kms:RevokeGrant",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="CloudWatch metric SnapshotsCopiedRegionFailed", ja="CloudWatch メトリクス SnapshotsCopiedRegionFailed"
        ),
        Text(
            en="the policy's state ERROR, and its EventBridge events",
            ja="ポリシーの状態 ERROR と EventBridge のイベント",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/ebs/latest/userguide/service-role.html",
            says=Text(
                en="A role for encrypted snapshots needs kms:CreateGrant, kms:ListGrants and kms:RevokeGrant for AWS resources, and the use of the keys.",
                ja="暗号化されたスナップショットを扱うロールには、AWS リソースのための kms:CreateGrant、kms:ListGrants、kms:RevokeGrant と、キーの使用が必要です。",
            ),
            read_on="2025",
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
            url="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSDataLifecycleManagerServiceRole.html",
            says=Text(
                en="The managed policy of the default role has no KMS action.",
                ja="デフォルトロールのマネージドポリシーに KMS のアクションは含まれていません。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The role of the policy needs the key of the copies in IAM (AWSDataLifecycleManagerServiceRole has no KMS action) and the key of the volumes, which are chosen by tags and so stand in no template. The key of a copy lies in the Region of the copy. Snapshots under alias/aws/ebs can't be copied to another account.",
        ja="ポリシーのロールには、コピー先のキーの権限が IAM で必要です (AWSDataLifecycleManagerServiceRole に KMS のアクションは含まれていません)。元のボリュームのキーの権限も必要ですが、ボリュームはタグで選ばれるためテンプレートには現れません。コピーのキーはコピー先のリージョンのものです。alias/aws/ebs のスナップショットは別アカウントへコピーできません。",
    ),
)

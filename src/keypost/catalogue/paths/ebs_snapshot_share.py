"""Another account copies or uses a shared EBS snapshot or AMI under a KMS key."""

from keypost.catalogue.declare import DOCUMENTED, INFERRED, Absent, Call, Doc, Failure, Part, Path, Sent, ThePrincipal
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="ebs-snapshot-share",
    part_of="ebs-snapshot-ami-share",
    title=Text(
        en="Shared EBS snapshot or AMI under a KMS key", ja="KMS キーで暗号化された EBS スナップショット・AMI の共有"
    ),
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
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
                "kms:EncryptionContext:aws:ebs:id": Sent(Part.ANY, INFERRED),
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
    ),
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(
            en="error of CopySnapshot, CopyImage or RunInstances", ja="CopySnapshot・CopyImage・RunInstances のエラー"
        ),
        Text(en="state of the copied snapshot", ja="コピーされたスナップショットの状態"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html",
            says=Text(
                en="Snapshots under the AWS managed key can't be shared; for a customer managed key the other account needs kms:DescribeKey, kms:CreateGrant, kms:GenerateDataKey, kms:ReEncrypt and kms:Decrypt, with kms:CreateGrant for AWS resources.",
                ja="AWS マネージドキーのスナップショットは共有できません。カスタマーマネージドキーでは、相手のアカウントに kms:DescribeKey、kms:CreateGrant (AWS リソース用)、kms:GenerateDataKey、kms:ReEncrypt、kms:Decrypt が必要です。",
            ),
            read_on="2023-06",
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
    symptoms=("Given key ID is not accessible",),
    notes=Text(
        en="No template shows who copies, so this makes no delivery. A snapshot under alias/aws/ebs can't be shared at all: copy it under a customer managed key first. The key policy lets the other account in, and the account gives its roles the same actions.",
        ja="誰がコピーするかはテンプレートに現れないため、配信としては検査しません。alias/aws/ebs のスナップショットは共有できないので、先にカスタマーマネージドキーでコピーします。キーポリシーで相手のアカウントを許可し、相手側でもロールに同じアクションを許可します。",
    ),
)

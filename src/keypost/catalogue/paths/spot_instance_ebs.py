"""A Spot Instance whose volumes are under a KMS key."""

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
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="spot-instance-ebs",
    part_of="spot-and-fleet-ebs-cmk",
    title=Text(
        en="Spot Instance with EBS volumes under a KMS key",
        ja="KMS キーで暗号化された EBS ボリュームを使うスポットインスタンス",
    ),
    source=(),
    target=Kind.KEY,
    caller=LinkedRole("spot.amazonaws.com", "AWSServiceRoleForEC2Spot", "AWSEC2SpotServiceRolePolicy"),
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
            url="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/service-linked-roles-spot-instance-requests.html",
            says=Text(
                en="The service-linked role for Spot Instances needs a grant on the customer managed key of encrypted AMIs and snapshots.",
                ja="暗号化された AMI やスナップショットのカスタマーマネージドキーには、スポットインスタンス用のサービスにリンクされたロールへのグラントが必要です。",
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
    symptoms=("Client.InternalError",),
    notes=Text(
        en="AWS has a grant made for the role (aws kms create-grant); a statement in the key policy that names it serves as well. Templates hold no grants, so a key policy that leaves the role out is never called a failure. Spot Instances are requested by whoever launches them or by launch configurations, so no template shows this.",
        ja="AWS のドキュメントではロールへのグラント (aws kms create-grant) を作成しますが、キーポリシーにロールを記載しても構いません。グラントはテンプレートに現れないため、キーポリシーにロールがないだけでは失敗とは判定しません。スポットインスタンスは起動する人や起動設定がリクエストするため、テンプレートには現れません。",
    ),
)

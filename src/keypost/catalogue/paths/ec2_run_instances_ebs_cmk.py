"""A role or user launches instances or attaches volumes under a KMS key."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    ThePrincipal,
    When,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="ec2-run-instances-ebs-cmk",
    title=Text(en="EBS volume under a KMS key", ja="KMS キーで暗号化された EBS ボリューム"),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.VOLUME,
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
                "kms:ViaService": Sent(Part.VIA_EC2, DOCUMENTED),
                "kms:GrantIsForAWSResource": Sent("true", DOCUMENTED),
                "kms:EncryptionContext:aws:ebs:id": Sent(Part.ANY, INFERRED),
            },
        ),
        Call(
            "kms:GenerateDataKeyWithoutPlaintext",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
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
            when=When.TARGET_USES_KMS,
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
            when=When.TARGET_USES_KMS,
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
            when=When.TARGET_USES_KMS,
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
            when=When.TARGET_USES_KMS,
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
            en="error of RunInstances, CreateVolume or AttachVolume",
            ja="RunInstances・CreateVolume・AttachVolume のエラー",
        ),
        Text(en="StateReason of the instance, which terminates", ja="終了したインスタンスの StateReason"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
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
        Doc(
            url="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html",
            says=Text(
                en="An instance terminates at once where the key of its volume can't be used.",
                ja="ボリュームのキーを使えないインスタンスは、起動直後に終了します。",
            ),
            read_on="2026-04",
        ),
    ),
    symptoms=("Client.InternalError: Client error on launch",),
    notes=Text(
        en="No template shows who launches (a person, a pipeline, Karpenter, a container service), so this makes no delivery. The call creates the grant by which EC2 decrypts the volume's data key while the instance runs: kms:CreateGrant is needed, at least with kms:GrantIsForAWSResource. A role may start instances without owning the key: StartInstances takes the same permissions.",
        ja="誰が起動するか (利用者、パイプライン、Karpenter、コンテナサービスなど) はテンプレートに現れないため、配信としては検査しません。呼び出し時に作られるグラントにより、EC2 はインスタンスの稼働中にボリュームのデータキーを復号します。そのため kms:CreateGrant (kms:GrantIsForAWSResource の条件付きでも可) が必要です。停止したインスタンスの StartInstances にも同じ権限が必要です。",
    ),
)

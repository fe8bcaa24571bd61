"""AWS Systems Manager Session Manager, session data -> its KMS key."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    OBSERVED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    ThePrincipal,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="ssm-session-key",
    part_of="ssm-session-manager",
    title=Text(
        en="Session Manager sessions under a KMS key",
        ja="KMS キーで暗号化される Session Manager のセッション",
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
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Absent(OBSERVED),
                "kms:EncryptionContext:aws:ssm:SessionId": Sent(Part.ANY, OBSERVED),
                "kms:EncryptionContext:aws:ssm:TargetId": Sent(Part.ANY, OBSERVED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Absent(OBSERVED),
                "kms:EncryptionContext:aws:ssm:SessionId": Sent(Part.ANY, OBSERVED),
                "kms:EncryptionContext:aws:ssm:TargetId": Sent(Part.ANY, OBSERVED),
            },
            caller=AssumedRole("ec2.amazonaws.com"),
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(
            en="the session ends while it starts",
            ja="セッションの開始中に終了する",
        ),
        Text(
            en="log of the SSM Agent",
            ja="SSM Agent のログ",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html",
            says=Text(
                en="Both the users who start sessions and the managed nodes must be allowed to use the key.",
                ja="セッションを開始するユーザーとマネージドノードの両方に、キーの使用を許可する必要があります。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html",
            says=Text(
                en="The role of the managed node needs kms:Decrypt on the key of the sessions; for logs in a bucket s3:PutObject, s3:GetEncryptionConfiguration and kms:GenerateDataKey.",
                ja="マネージドノードのロールには、セッションのキーの kms:Decrypt が必要です。バケットへのログには s3:PutObject、s3:GetEncryptionConfiguration、kms:GenerateDataKey が必要です。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://github.com/aws/session-manager-plugin",
            says=Text(
                en="The plugin asks AWS KMS for the data key itself, with the ids of session and target as encryption context; the agent decrypts it.",
                ja="プラグインは、セッションとターゲットの ID を暗号化コンテキストとして、AWS KMS に直接データキーを要求します。復号はエージェントが行います。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The key stands in the session document (inputs.kmsKeyId), who starts sessions and on which nodes stands nowhere in a template. The role of the node is that of its instance profile, or of the hybrid activation.",
        ja="キーはセッションドキュメント (inputs.kmsKeyId) で指定しますが、誰がどのノードでセッションを開始するかはテンプレートに現れません。ノードのロールは、インスタンスプロファイルまたはハイブリッドアクティベーションのロールです。",
    ),
)

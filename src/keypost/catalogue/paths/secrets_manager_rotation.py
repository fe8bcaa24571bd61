"""AWS Secrets Manager rotation function -> secret."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Necessity,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="secrets-manager-rotation",
    part_of="secrets-manager",
    title=Text(
        en="Rotation function of a secret",
        ja="シークレットのローテーション関数",
    ),
    source=(Kind.ROTATION_SCHEDULE,),
    target=Kind.SECRET,
    caller=AssumedRole("lambda.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.ROTATION_SCHEDULE,
            target=("[RotationLambdaARN].SecretId",),
            role=("RotationLambdaARN", "Role"),
            terraform=("aws_secretsmanager_secret_rotation.secret_id",),
        ),
    ),
    calls=(
        Call(
            "secretsmanager:DescribeSecret",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "secretsmanager:GetSecretValue",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "secretsmanager:PutSecretValue",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "secretsmanager:UpdateSecretVersionStage",
            on=Part.TARGET,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
            },
        ),
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SECRETS, DOCUMENTED),
                "kms:EncryptionContext:SecretARN": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
        Call(
            "kms:GenerateDataKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SECRETS, DOCUMENTED),
                "kms:EncryptionContext:SecretARN": Sent(Part.TARGET, DOCUMENTED),
            },
        ),
        Call(
            "kms:DescribeKey",
            on=Part.TARGET_KEY,
            when=When.TARGET_USES_KMS,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_SECRETS, DOCUMENTED),
                "kms:EncryptionContext:SecretARN": Absent(DOCUMENTED),
            },
            necessity=Necessity.RECOMMENDED,
        ),
    ),
    failure=Failure.RECORDED,
    seen_in=(
        Text(
            en="log group of the rotation function",
            ja="ローテーション関数のロググループ",
        ),
        Text(
            en="CloudTrail event RotationFailed",
            ja="CloudTrail の RotationFailed イベント",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html",
            says=Text(
                en="What the execution role of the rotation function needs on the secret, and on a customer managed key: kms:Decrypt, kms:DescribeKey and kms:GenerateDataKey, with SecretARN.",
                ja="ローテーション関数の実行ロールに必要な、シークレットの権限と、カスタマーマネージドキーの kms:Decrypt、kms:DescribeKey、kms:GenerateDataKey (SecretARN を条件とします)。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
            says=Text(
                en="Which operations use the key, for the principal that calls, with kms:ViaService and the secret's ARN as encryption context SecretARN; the policy of the AWS managed key.",
                ja="呼び出し元のプリンシパルのために、どの操作がキーを使うか。kms:ViaService と、シークレットの ARN を値とする暗号化コンテキスト SecretARN が送られます。AWS マネージドキーのポリシーも掲載されています。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="The sample of the guide has kms:DescribeKey under a condition on the encryption context, which that call doesn't carry. A hosted rotation function (HostedRotationLambda) is AWS's own template and isn't read. A superuser secret needs secretsmanager:GetSecretValue and its key as well.",
        ja="ガイドの例では kms:DescribeKey も暗号化コンテキストの条件の下にありますが、この呼び出しはコンテキストを送りません。HostedRotationLambda の関数は AWS のテンプレートで作られ、読み取りの対象外です。スーパーユーザーのシークレットにも、secretsmanager:GetSecretValue とそのキーの権限が必要です。",
    ),
)

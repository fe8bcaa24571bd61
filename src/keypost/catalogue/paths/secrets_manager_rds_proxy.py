"""Amazon RDS Proxy <- AWS Secrets Manager secret."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="secrets-manager-rds-proxy",
    part_of="secrets-manager",
    title=Text(
        en="RDS Proxy that reads a secret",
        ja="シークレットを読み取る RDS Proxy",
    ),
    source=(Kind.DB_PROXY,),
    target=Kind.SECRET,
    caller=AssumedRole("rds.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.DB_PROXY,
            target=("Auth[].SecretArn",),
            role=("RoleArn",),
            terraform=("aws_db_proxy.auth",),
        ),
    ),
    calls=(
        Call(
            "secretsmanager:GetSecretValue",
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
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="reason AUTH_FAILURE of the proxy's target (DescribeDBProxyTargets)",
            ja="プロキシのターゲットの理由 AUTH_FAILURE (DescribeDBProxyTargets)",
        ),
        Text(
            en="log of the proxy",
            ja="プロキシのログ",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-iam-setup.html",
            says=Text(
                en="The role of the proxy needs secretsmanager:GetSecretValue, and kms:Decrypt on the secret's key, through Secrets Manager.",
                ja="プロキシのロールには secretsmanager:GetSecretValue と、Secrets Manager を通じたシークレットのキーの kms:Decrypt が必要です。",
            ),
            read_on="2026-04",
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
        en="The proxy is made without a look at the secret: a role without the key shows when the proxy first connects to the database.",
        ja="プロキシの作成時にシークレットは確認されません。ロールにキーの権限がないことは、プロキシがデータベースに最初に接続するときに分かります。",
    ),
)

"""A role or user that reads <- AWS Secrets Manager secret."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Sent,
    ThePrincipal,
    When,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="secrets-manager-read",
    part_of="secrets-manager",
    title=Text(
        en="Reader of a secret",
        ja="シークレットを読み取るロール・ユーザー",
    ),
    source=(
        Kind.ROLE,
        Kind.USER,
    ),
    target=Kind.SECRET,
    caller=ThePrincipal(),
    wirings=(
        Wiring(
            holder=Kind.ROLE,
            target=("identity:secretsmanager:GetSecretValue",),
        ),
        Wiring(
            holder=Kind.USER,
            target=("identity:secretsmanager:GetSecretValue",),
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
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(
            en="error of GetSecretValue",
            ja="GetSecretValue のエラー",
        ),
        Text(
            en="start of the task, for Amazon ECS",
            ja="タスクの起動時 (Amazon ECS)",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
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
        en="A secret under the AWS managed key aws/secretsmanager needs nothing of KMS within the account, so it makes no delivery; other accounts can't use that key at all. After a change of keys the caller needs the new key, and for older versions the one before.",
        ja="AWS マネージドキー aws/secretsmanager のシークレットは、同じアカウント内であれば KMS の権限が不要なため、判定の対象外です。他のアカウントはそのキーを使えません。キーの変更後は新しいキーの権限が、古いバージョンの読み取りには以前のキーの権限が必要です。",
    ),
)

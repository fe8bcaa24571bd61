"""Secrets Manager, Parameter Store, Session Manager, ECR, CodeCommit."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

MESSAGES = (
    Message(
        id="secret-key-refused",
        says=Symptom.KEY_DENIED,
        service="secretsmanager.amazonaws.com",
        manner=Manner.ROLE,
        texts=(
            "Access to KMS is not allowed",
            "KMS へのアクセスは許可されていません",
        ),
        paths=("secrets-manager",),
        causes=(Candidate("aws-managed-key-for-other-account", 14),),
        meaning=Text(
            en="Secrets Manager asked KMS in the caller's name, and KMS refused: the caller needs kms:Decrypt on the key of this version. From another account, the AWS managed key never works.",
            ja="Secrets Manager が呼び出し元に代わって KMS を呼び出し、拒否されました。呼び出し元には、このバージョンのキーでの kms:Decrypt が必要です。別のアカウントからは AWS マネージドキーは使えません。",
        ),
        source="https://repost.aws/knowledge-center/secrets-manager-cross-account-key",
    ),
    Message(
        id="secret-version-under-other-key",
        says=Symptom.KEY_DENIED,
        service="secretsmanager.amazonaws.com",
        manner=Manner.ROLE,
        texts=(
            "This version of secret is not encrypted with the current KMS key",
            "このバージョンのシークレットは、現在の KMS キーで暗号化されていません",
        ),
        paths=("secrets-manager",),
        causes=(Candidate("key-policy-omits-caller", 20), Candidate("aws-managed-key-for-other-account", 30)),
        meaning=Text(
            en="The version was encrypted under a former key, often `aws/secretsmanager`: it must be encrypted again under the current one.",
            ja="このバージョンは以前のキー (多くは `aws/secretsmanager`) で暗号化されています。現在のキーで暗号化し直す必要があります。",
        ),
        source="https://repost.aws/knowledge-center/secrets-manager-cross-account-key",
    ),
    Message(
        id="secret-under-default-key",
        says=Symptom.KEY_TYPE,
        service="secretsmanager.amazonaws.com",
        manner=Manner.ROLE,
        texts=(
            "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key",
            "シークレットをデフォルトの KMS サービスキーで暗号化すると、別の AWS アカウントから",
        ),
        paths=("secrets-manager",),
        causes=(Candidate("aws-managed-key-for-other-account", 120),),
        meaning=Text(
            en="The secret is under `aws/secretsmanager`, whose policy admits its own account only.",
            ja="シークレットが `aws/secretsmanager` で暗号化されています。そのポリシーは自身のアカウントだけを許可します。",
        ),
        source="https://repost.aws/knowledge-center/secrets-manager-cross-account-key",
    ),
    Message(
        id="parameter-key-invalid",
        says=Symptom.KEY_MISSING,
        service="ssm.amazonaws.com",
        manner=Manner.ROLE,
        codes=("InvalidKeyId",),
        paths=("ssm-parameter-securestring",),
        causes=(Candidate("role-lacks-key-permission", 30), Candidate("key-disabled", 20)),
        meaning=Text(
            en="Parameter Store says this of a key that it can't use: missing, disabled, or closed to the caller.",
            ja="Parameter Store がキーを使えない場合の文言です。キーがない、無効、または呼び出し元に許可されていません。",
        ),
        source="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
    ),
    Message(
        id="session-key-unusable",
        says=Symptom.KEY_DENIED,
        service="ssm.amazonaws.com",
        manner=Manner.ROLE,
        texts=(
            "Encountered error while initiating handshake. Fetching data key failed",
            "Fetching data key failed: Unable to retrieve data key",
        ),
        paths=("ssm-session-manager",),
        meaning=Text(
            en="The instance's role, or the user, may not use the key of the Session Manager preferences.",
            ja="インスタンスのロールまたはユーザーが、Session Manager の設定のキーを使えません。",
        ),
        source="https://www.repost.aws/fr/knowledge-center/ssm-session-manager-failures",
    ),
    Message(
        id="session-screen-blank",
        says=Symptom.NOT_A_KEY,
        service="ssm.amazonaws.com",
        texts=("blank screen", "黒い画面"),
        beside=("session manager", "start session", "セッションマネージャー"),
        meaning=Text(
            en="The session starts and nothing comes: a full volume, or services of its logging that the instance can't reach (the VPC endpoint of CloudWatch Logs or S3). A key that may not be used ends the session with an error instead.",
            ja="セッションは始まりますが、何も表示されません。ディスクの空き容量不足か、セッションのログの送信先 (CloudWatch Logs や S3 の VPC エンドポイント) に到達できていません。キーを使えない場合は、セッションがエラーで終了します。",
        ),
        source="https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-troubleshooting.html",
    ),
    Message(
        id="repository-key-refused",
        says=Symptom.KEY_DENIED,
        service="codecommit.amazonaws.com",
        manner=Manner.ROLE,
        codes=("EncryptionKeyAccessDeniedException",),
        texts=("User is not authorized for the KMS default master key for CodeCommit",),
        paths=("codecommit-repository",),
        meaning=Text(
            en="The caller may not use the repository's key, mostly `aws/codecommit` from another account or behind a narrow policy.",
            ja="呼び出し元にリポジトリのキーの使用が許可されていません。多くは `aws/codecommit` を別アカウントから使う場合や、ポリシーが限定的な場合です。",
        ),
        source="https://github.com/awsdocs/aws-codecommit-user-guide/issues/23",
    ),
)

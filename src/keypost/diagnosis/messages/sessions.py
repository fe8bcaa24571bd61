"""AWS Systems Manager Session Manager: encrypted sessions."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

_PATHS = ("ssm-session-manager",)

MESSAGES = (
    Message(
        id="session-encryption-failed",
        says=Symptom.UNTELLING,
        service="ssm.amazonaws.com",
        texts=("KMSEncryption failed on client", "Failed to process action KMSEncryption"),
        paths=_PATHS,
        meaning=Text(
            en="The client couldn't get a data key for the session; the reason follows in the text.",
            ja="クライアントがセッションのデータキーを取得できませんでした。理由はこの後に書かれています。",
        ),
        source="https://dev.classmethod.jp/articles/ssm-sessionmanager-kms-mfa-cli/",
    ),
    Message(
        id="session-context-invalid",
        says=Symptom.NOT_A_KEY,
        service="ssm.amazonaws.com",
        texts=("KMS GenerateDataKey API: ValidationException: Invalid EncryptionContext",),
        paths=_PATHS,
        meaning=Text(
            en="The client sent a malformed encryption context: it is older than sessions with encryption, or passes the target wrongly.",
            ja="クライアントが送信した暗号化コンテキストの形式が正しくありません。暗号化セッションに未対応の古いクライアントか、ターゲットの渡し方が誤っています。",
        ),
        source="https://github.com/danmx/sigil/issues/46",
    ),
    Message(
        id="session-key-undecryptable",
        says=Symptom.CONTEXT_DIFFERS,
        service="ssm.amazonaws.com",
        manner=Manner.ROLE,
        texts=(
            "Encountered error while initiating handshake. Fetching data key failed: Unable to retrieve data key, Error when decrypting data key InvalidCiphertextException",
        ),
        paths=_PATHS,
        causes=(Candidate("not-a-key-problem", 20),),
        meaning=Text(
            en="Client and agent name different targets in the encryption context, so the agent can't open the session's data key: one of them is out of date.",
            ja="クライアントとエージェントで暗号化コンテキストのターゲットが異なり、エージェントがデータキーを復号できません。どちらかのバージョンが古くなっています。",
        ),
        source="https://github.com/aws/amazon-ssm-agent/issues/275",
    ),
    Message(
        id="session-handshake-timed-out",
        says=Symptom.NOT_A_KEY,
        service="ssm.amazonaws.com",
        texts=("Handshake timed out. Please ensure that you have the latest version of the session manager plugin",),
        paths=_PATHS,
        causes=(Candidate("role-lacks-key-permission", 20),),
        meaning=Text(
            en="The client never answered the handshake: it doesn't know encrypted sessions, or can't reach KMS.",
            ja="クライアントがハンドシェイクに応答しませんでした。暗号化セッションに対応していないか、KMS に接続できません。",
        ),
        source="https://github.com/mmmorris1975/ssm-session-client/issues/10",
    ),
)

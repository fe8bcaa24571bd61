"""How KMS refuses a caller, whatever service passes it on."""

from keypost.diagnosis.declare import Candidate, Message, Symptom
from keypost.text import Text

MESSAGES = (
    Message(
        id="kms-not-authorized",
        says=Symptom.KEY_DENIED,
        texts=(
            "is not authorized to perform: kms:",
            "not authorized to perform kms:",
            "kms:{action} の実行が許可されていません",
            "の実行が許可されていません: リソースでの kms:",
        ),
        meaning=Text(
            en="KMS refused the caller: neither the key policy nor, where that leaves it to IAM, the caller's policies allow it.",
            ja="KMS が呼び出し元を拒否しました。キーポリシーも、(IAM に委ねている場合の) 呼び出し元のポリシーも、この操作を許可していません。",
        ),
        source="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
    ),
    Message(
        id="kms-on-this-resource",
        says=Symptom.KEY_DENIED_OR_MISSING,
        texts=(
            "because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access",
        ),
        causes=(Candidate("key-policy-omits-caller", 40), Candidate("deny-hits-role", 6)),
        meaning=Text(
            en="KMS says this of a key of another account, or one that it can't find: the key doesn't exist there, its policy allows nothing, or it denies.",
            ja="別のアカウントのキー、または見つからないキーについての文言です。キーが存在しない、キーポリシーが許可していない、拒否している、のいずれかです。",
        ),
        source="https://github.com/buildkite/docs/pull/2344",
    ),
    Message(
        id="kms-ciphertext-refers",
        says=Symptom.KEY_DENIED_OR_MISSING,
        texts=(
            "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access",
            "The ciphertext refers to a AWS KMS key that does not exist, does not exist in this region, or you are not allowed to access",
            "The ciphertext references a key that doesn't exist or that you don't have access to",
            "ciphertext refers to a customer mast",
            "key does not exist or is not allowed",
        ),
        meaning=Text(
            en="One text for three reasons: KMS doesn't tell a caller who may not use a key whether it exists. Mostly it does, and its policy or the caller's doesn't allow it.",
            ja="3 つの理由に共通の文言です。KMS は、使用を許可されていない呼び出し元にはキーの有無を教えません。多くの場合キーは存在し、キーポリシーか呼び出し元のポリシーが許可していません。",
        ),
        source="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html",
    ),
    Message(
        id="kms-error-code-denied",
        says=Symptom.KEY_DENIED,
        texts=(
            "Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException",
            "サービス: AWSKMS; ステータスコード: 400; エラーコード: AccessDeniedException",
            "KMS Exception: AccessDeniedException",
            "operation error KMS: {operation} api error AccessDeniedException",
        ),
        codes=(
            "KMSAccessDeniedException",
            "KmsAccessDeniedException",
            "KMS.AccessDeniedException",
            "kms.AccessDeniedException",
            "KMSAccessDenied",
            "KmsAccessDenied",
            "KMSAccessDeniedFault",
        ),
        meaning=Text(
            en="The service passes on that KMS refused the caller.",
            ja="KMS が呼び出し元を拒否したことを、サービスが伝えています。",
        ),
        source="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html",
    ),
    Message(
        id="kms-access-denied-in-words",
        says=Symptom.KEY_DENIED,
        texts=(
            "KMS key access denied",
            "KMS access was denied",
            "KMS access denied",
            "Access to KMS is not allowed",
            "not have access to the KMS key",
            "has sufficient permissions to use the KMS key",
            "sufficient permissions for the CMK",
            "caller doesn't have the required KMS access",
            "cannot access the KMS key",
            "KMS へのアクセスは許可されていません",
            "KMS キーにアクセスする権限がありません",
        ),
        meaning=Text(
            en="Whoever made the call may not use the KMS key.",
            ja="呼び出し元に KMS キーの使用が許可されていません。",
        ),
        source="https://repost.aws/knowledge-center/lambda-kmsaccessdeniedexception-errors",
    ),
)

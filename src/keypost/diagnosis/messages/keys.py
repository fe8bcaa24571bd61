"""What is said of the key itself: its state, its place, its kind; of grants, ciphertexts and request rates."""

from keypost.diagnosis.declare import Message, Symptom
from keypost.text import Text

_S3_ERRORS = "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"

MESSAGES = (
    Message(
        id="key-name-unaccepted",
        says=Symptom.REQUEST_REFUSED,
        texts=(
            "is not a valid KMS Key Id",
            "must be a valid KMS Key ARN",
            "(alias/{name}) is an invalid ARN",
        ),
        meaning=Text(
            en="A tool's own check refuses how the key is named: this setting takes another form (an ARN or id, no alias), or the tool doesn't know this one.",
            ja="ツール側の検証で、キーの指定方法が受け付けられていません。この設定では別の形式 (エイリアスではなく ARN や ID) が必要か、ツールがこの形式に対応していません。",
        ),
        source="https://github.com/hashicorp/terraform-provider-aws/issues/24921",
    ),
    Message(
        id="kms-key-disabled",
        says=Symptom.KEY_DISABLED,
        texts=(
            "arn:aws:kms:{key} is disabled",
            "KMS key is disabled",
            "KMS key used is disabled",
            "the request was rejected because the specified KMS key is not enabled",
            "the request was rejected because the specified customer master key (CMK) isn't enabled",
        ),
        codes=(
            "KMSDisabledException",
            "KmsDisabled",
            "KMSDisabled",
            "KMS.DisabledException",
            "DisabledException",
            "KmsKeyDisabledException",
        ),
        meaning=Text(en="The key is disabled.", ja="キーが無効になっています。"),
        source=_S3_ERRORS,
    ),
    Message(
        id="kms-key-pending-deletion",
        says=Symptom.KEY_PENDING_DELETION,
        texts=(
            "arn:aws:kms:{key} is pending deletion",
            "PendingDeletion",
        ),
        meaning=Text(en="The key is scheduled for deletion.", ja="キーの削除が予定されています。"),
        source="https://github.com/hashicorp/terraform-provider-aws/issues/17889",
    ),
    Message(
        id="kms-key-state",
        says=Symptom.KEY_STATE,
        texts=(
            "the request was rejected because the state of the specified resource is not valid for this request",
            "The KMS key provided is in an incorrect state",
            "is not valid for this request",
        ),
        codes=(
            "KMSInvalidStateException",
            "KmsInvalidStateException",
            "KMS.KMSInvalidStateException",
            "KmsInvalidState",
            "KMSInvalidState",
            "KMS.InvalidStateException",
            "InvalidKMSKey.InvalidState",
            "Client.InvalidKMSKey.InvalidState",
        ),
        beside=("kms", "key", "キー", "cmk"),
        meaning=Text(
            en="The key is in a state that doesn't allow the call: disabled, pending deletion, or without key material.",
            ja="キーが、この操作を受け付けない状態です (無効、削除保留中、キーマテリアルなし)。",
        ),
        source=_S3_ERRORS,
    ),
    Message(
        id="kms-disabled-pending-or-denied",
        says=Symptom.KEY_UNUSABLE,
        texts=(
            # A job of AWS Backup, as its users quote it; no page of AWS was found that does.
            "KMS key is either disabled or pending deletion or access to KMS key is denied",
            "does not exist, is not enabled or you do not have permissions to access it",
            "Given key ID is not accessible",
            "KMS key {key} is not accessible",
        ),
        codes=("KMSKeyNotAccessibleFault", "KMSKeyNotAccessible"),
        meaning=Text(
            en="One text for several reasons: the key is disabled or pending deletion, isn't there, or the caller may not use it. The key's state tells the first two apart from the last.",
            ja="複数の理由に共通の文言です。キーが無効または削除保留中か、存在しないか、呼び出し元に使用が許可されていません。キーの状態を見れば切り分けられます。",
        ),
        source="https://repost.aws/ja/knowledge-center/backup-cross-account-copy-error",
    ),
    Message(
        id="kms-key-not-found",
        says=Symptom.KEY_MISSING,
        texts=(
            "Key 'arn:aws:kms:{key}' does not exist",
            "key/{id} does not exist",
            "Alias arn:aws:kms:{alias} is not found",
            "Alias {alias} is not found",
            "Invalid keyId",
            "Invalid key id",
            "KMS key does not exist",
            "KMS key not found",
            "The specified KMS key does not exist",
            "KMS key {key} does not exist",
            "the specified key could not be found",
            "invalid KMS key ARN",
        ),
        codes=(
            "KMSNotFoundException",
            "KmsNotFound",
            "KMSNotFound",
            "KMS.NotFoundException",
            "KmsKeyNotFoundException",
            "InvalidKmsKeyIdException",
            "KMSNotFoundFault",
            "InvalidKeyId",
            "InvalidS3KmsKeyArnException",
        ),
        unless=("or you are not allowed to access", "is not enabled or you do not have permissions"),
        meaning=Text(
            en="KMS knows no such key in the account and Region that were asked: deleted, in another Region, an alias of another account, or a wrong name.",
            ja="問い合わせたアカウントとリージョンに、そのキーがありません (削除済み、別のリージョン、別アカウントのエイリアス、または名前の誤り)。",
        ),
        source="https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html",
    ),
    Message(
        id="kms-key-of-other-region",
        says=Symptom.KEY_ELSEWHERE,
        texts=("Invalid arn {region}",),
        beside=("kms", "キー", "invalid arn"),
        meaning=Text(
            en="A KMS key works in its own Region only, multi-Region replicas apart.",
            ja="KMS キーは、(マルチリージョンのレプリカを除いて) 自身のリージョンでしか使えません。",
        ),
        source="https://github.com/hashicorp/terraform/issues/20813",
    ),
    Message(
        id="kms-key-of-wrong-type",
        says=Symptom.KEY_TYPE,
        texts=(
            "does not support asymmetric",
            "asymmetric KMS key",
            "asymmetric CMK",
            "KeyUsage is SIGN_VERIFY",
            "must be a symmetric",
            "only supports symmetric",
        ),
        codes=(
            "InvalidKeyUsageException",
            "KmsInvalidKeyUsage",
            "KMS.InvalidKeyUsageException",
        ),
        meaning=Text(
            en="The key is of a kind that this use doesn't take: asymmetric, for signing, multi-Region, or managed by AWS.",
            ja="この用途で使えない種類のキーです (非対称、署名用、マルチリージョン、AWS マネージドなど)。",
        ),
        source="https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html",
    ),
    Message(
        id="kms-grant-refused",
        says=Symptom.GRANT_DENIED,
        texts=(
            "is not authorized to perform: kms:CreateGrant",
            "grant for the CMK to this delivery stream might have been revoked",
            "KMS grant",
        ),
        codes=("InvalidKMSResourceException", "InvalidGrantTokenException", "InvalidGrantIdException"),
        meaning=Text(
            en="The service uses the key through a grant, and that grant is missing or can't be made.",
            ja="サービスはグラントを通じてキーを使いますが、そのグラントがないか、作成できません。",
        ),
        source="https://docs.aws.amazon.com/kms/latest/developerguide/grants.html",
    ),
    Message(
        id="kms-invalid-ciphertext",
        says=Symptom.CONTEXT_DIFFERS,
        codes=("InvalidCiphertextException", "IncorrectKeyException", "InvalidCiphertext"),
        texts=("The key ID in the request does not identify a CMK that can perform this operation",),
        meaning=Text(
            en="What is decrypted wasn't encrypted so: another key, another encryption context, or damaged data.",
            ja="復号しようとしたデータの暗号化条件が異なります (別のキー、別の暗号化コンテキスト、またはデータの破損)。",
        ),
        source="https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html",
    ),
    Message(
        id="kms-throttled",
        says=Symptom.NOT_A_KEY,
        texts=(
            "You have exceeded the rate at which you may call KMS",
            "Rate exceeded",
        ),
        codes=(
            "KMSThrottlingException",
            "KmsThrottled",
            "KMSThrottling",
            "KMS.ThrottlingException",
            "ThrottlingException",
        ),
        meaning=Text(
            en="Too many requests in a second: who may use the key doesn't matter here.",
            ja="1 秒あたりのリクエスト数が上限を超えました。キーの権限の問題ではありません。",
        ),
        source="https://docs.aws.amazon.com/kms/latest/developerguide/throttling.html",
    ),
    Message(
        id="kms-opt-in",
        says=Symptom.NOT_A_KEY,
        codes=(
            "KMSOptInRequired",
            "KmsOptInRequired",
            "OptInRequired",
        ),
        meaning=Text(
            en="The account isn't signed up for the service, or the Region isn't enabled.",
            ja="アカウントでそのサービスの利用が開始されていないか、リージョンが有効になっていません。",
        ),
        source="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html",
    ),
    Message(
        id="kms-general-failure",
        says=Symptom.KEY_UNUSABLE,
        codes=("KmsException", "KMSException", "AWSKMSException", "KMS.UnrecognizedClientException"),
        meaning=Text(
            en="A call to KMS failed; the text doesn't say why.",
            ja="KMS の呼び出しが失敗しました。理由は示されていません。",
        ),
        source="https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html",
    ),
)

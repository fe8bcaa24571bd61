"""Lambda functions."""

from keypost.diagnosis.declare import Candidate, Manner, Message, Symptom
from keypost.text import Text

MESSAGES = (
    Message(
        id="function-environment-undecryptable",
        says=Symptom.KEY_DENIED,
        service="lambda.amazonaws.com",
        manner=Manner.ROLE,
        texts=(
            "Lambda was unable to decrypt the environment variables because KMS access was denied",
            "Lambda was unable to decrypt your environment variables",
            "Lambda は環境変数を復号化できませんでした",
            "Lambda は環境変数を復号できませんでした",
            "KMS アクセスが拒否されたため、Lambda は環境変数を",
        ),
        paths=("lambda-env-vars",),
        causes=(Candidate("grant-missing", 45),),
        meaning=Text(
            en="The function's role may not decrypt, or the grant that Lambda made for it names a former role of the same name (it was deleted and made anew).",
            ja="関数のロールに復号が許可されていないか、Lambda が作成したグラントが、削除して作り直す前の同名のロールを指しています。",
        ),
        source="https://repost.aws/knowledge-center/lambda-kmsaccessdeniedexception-errors",
    ),
    Message(
        id="function-environment-key-disabled",
        says=Symptom.KEY_DISABLED,
        service="lambda.amazonaws.com",
        manner=Manner.ROLE,
        texts=("unable to decrypt the environment variables because the KMS key used is disabled",),
        paths=("lambda-env-vars",),
        meaning=Text(en="The key of the environment is disabled.", ja="環境変数のキーが無効になっています。"),
        source="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html",
    ),
)

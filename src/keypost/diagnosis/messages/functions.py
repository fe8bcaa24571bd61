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
            "Lambda couldn't decrypt the environment variables because KMS access was denied",
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
        texts=(
            "unable to decrypt the environment variables because the KMS key used is disabled",
            "couldn't decrypt the environment variables because the KMS key used is disabled",
        ),
        paths=("lambda-env-vars",),
        meaning=Text(en="The key of the environment is disabled.", ja="環境変数のキーが無効になっています。"),
        source="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html",
    ),
    Message(
        id="function-grant-unmakeable",
        says=Symptom.GRANT_DENIED,
        service="lambda.amazonaws.com",
        manner=Manner.USER,
        texts=(
            "unable to configure access to your environment variables because the KMS key is invalid for CreateGrant",
        ),
        paths=("lambda-env-vars",),
        meaning=Text(
            en="Lambda makes a grant for the function's role when the function is made or changed, and that failed: whoever deploys needs kms:CreateGrant on the key, and the role must exist by then.",
            ja="Lambda は関数の作成・変更時に関数のロール用のグラントを作成しますが、それに失敗しました。デプロイする側にキーの kms:CreateGrant が必要で、ロールは先に存在していなければなりません。",
        ),
        source="https://github.com/hashicorp/terraform-provider-aws/issues/4633",
    ),
    Message(
        id="function-grant-by-alias",
        says=Symptom.KEY_MISSING,
        service="lambda.amazonaws.com",
        manner=Manner.USER,
        texts=(
            "unable to configure access to your environment variables because the KMS key is invalid for CreateGrant{exception}Key Aliases are not supported for this operation",
        ),
        paths=("lambda-env-vars",),
        causes=(Candidate("alias-names-nothing", 60),),
        meaning=Text(
            en="A grant can't be made on an alias: name the key by its ARN.",
            ja="エイリアスに対してグラントは作成できません。キーを ARN で指定してください。",
        ),
        source="https://github.com/hashicorp/terraform/issues/20813",
    ),
    Message(
        id="function-environment-key-state",
        says=Symptom.KEY_STATE,
        service="lambda.amazonaws.com",
        manner=Manner.ROLE,
        texts=(
            "decrypt the environment variables because the state of the KMS key used is not valid for Decrypt",
            "decrypt the environment variables because the KMS key used is in an invalid state for Decrypt",
        ),
        paths=("lambda-env-vars",),
        meaning=Text(
            en="The key of the environment is in a state in which it can't decrypt: pending deletion, or without its material.",
            ja="環境変数のキーが復号できない状態です (削除保留中、またはキーマテリアルがない)。",
        ),
        source="https://docs.aws.amazon.com/botocore/latest/reference/services/lambda/client/exceptions/KMSInvalidStateException.html",
    ),
    Message(
        id="function-environment-key-missing",
        says=Symptom.KEY_MISSING,
        service="lambda.amazonaws.com",
        manner=Manner.ROLE,
        texts=("decrypt the environment variables because the KMS key was not found",),
        paths=("lambda-env-vars",),
        meaning=Text(en="The key of the environment isn't there.", ja="環境変数のキーが見つかりません。"),
        source="https://docs.aws.amazon.com/botocore/latest/reference/services/lambda/client/exceptions/KMSNotFoundException.html",
    ),
    Message(
        id="function-role-cannot-call",
        says=Symptom.NOT_A_KEY,
        service="lambda.amazonaws.com",
        texts=("The provided execution role does not have permissions to call {action} on {service}",),
        causes=(Candidate("role-lacks-key-permission", 20),),
        meaning=Text(
            en="Lambda looks at the role's permissions for the source or dead-letter target when the function is set up, and the named action is missing; keys aren't asked yet.",
            ja="Lambda は関数の設定時に、イベントソースやデッドレターの宛先に対するロールの権限を確認します。示されたアクションが不足しており、キーはまだ関係しません。",
        ),
        source="https://github.com/aws-samples/aws-serverless-ecommerce-platform/issues/41",
    ),
    Message(
        id="function-source-secret-refused",
        says=Symptom.ACCESS_DENIED,
        service="lambda.amazonaws.com",
        manner=Manner.ROLE,
        texts=("Cannot access secret manager value",),
        paths=("secrets-manager",),
        meaning=Text(
            en="The function's role can't read the secret of the event source: the secret, or the key that it is under, doesn't let it.",
            ja="関数のロールがイベントソースのシークレットを読み取れません。シークレット、またはその暗号化に使ったキーで許可されていません。",
        ),
        source="https://github.com/aws/aws-cdk/issues/18571",
    ),
    Message(
        id="function-code-elsewhere",
        says=Symptom.NOT_A_KEY,
        service="lambda.amazonaws.com",
        texts=("S3 Error Code: PermanentRedirect",),
        codes=("PermanentRedirect",),
        meaning=Text(
            en="The bucket stands in another Region than the one asked.",
            ja="バケットが、呼び出し先と異なるリージョンにあります。",
        ),
        source="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html",
    ),
    Message(
        id="function-role-unassumed",
        says=Symptom.NOT_A_KEY,
        service="lambda.amazonaws.com",
        manner=Manner.SERVICE,
        texts=("The role defined for the function cannot be assumed by Lambda",),
        causes=(Candidate("role-does-not-trust-service", 95),),
        meaning=Text(
            en="Lambda may not assume the function's role: its trust policy doesn't name `lambda.amazonaws.com`, or the role is seconds old.",
            ja="Lambda が関数のロールを引き受けられません。信頼ポリシーに `lambda.amazonaws.com` がないか、ロールが作成された直後です。",
        ),
        source="https://codemia.io/knowledge-hub/path/the_role_defined_for_the_function_cannot_be_assumed_by_lambda",
    ),
)

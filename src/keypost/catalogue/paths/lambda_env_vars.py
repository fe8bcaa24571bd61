"""Lambda function -> the KMS key of its environment variables."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    INFERRED,
    OBSERVED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    MadeGrant,
    Part,
    Path,
    Sent,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="lambda-env-vars",
    title=Text(en="Lambda environment variables under a KMS key", ja="KMS キーで暗号化された Lambda の環境変数"),
    source=(Kind.FUNCTION,),
    target=Kind.KEY,
    caller=AssumedRole("lambda.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.FUNCTION,
            target=("[Environment.Variables].KmsKeyArn",),
            role=("Role",),
            terraform=("aws_lambda_function.kms_key_arn",),
        ),
    ),
    calls=(
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Sent(Part.VIA_LAMBDA, OBSERVED),
                "kms:EncryptionContext:aws:lambda:FunctionArn": Sent(Part.SOURCE_ARN, INFERRED),
            },
            evidence=OBSERVED,
            grant=MadeGrant.WITH_SOURCE,
        ),
    ),
    failure=Failure.TO_CALLER,
    seen_in=(
        Text(
            en="error of Invoke; the function's code doesn't start", ja="Invoke のエラー (関数のコードは起動しません)"
        ),
        Text(en="state of the function", ja="関数の State"),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
            says=Text(
                en="Whoever configures the key needs kms:CreateGrant and kms:Encrypt: Lambda makes a grant on it with these permissions. The execution role needs kms:Decrypt of its own only for values encrypted by helpers.",
                ja="キーを設定するプリンシパルに kms:CreateGrant と kms:Encrypt が必要です。Lambda はその権限でキーにグラントを作成します。実行ロール自身に kms:Decrypt が必要なのは、暗号化ヘルパーを使った値だけです。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://repost.aws/knowledge-center/lambda-kmsaccessdeniedexception-errors",
            says=Text(
                en="The grant is made for the execution role, and has to be made anew where the role was deleted and made again.",
                ja="グラントは実行ロールに対して作られ、ロールを削除して作り直した場合はグラントも作り直す必要があります。",
            ),
            read_on="2026-11-22",
        ),
        Doc(
            url="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html",
            says=Text(
                en="Quotes the exceptions for a key that is refused, disabled or in a wrong state.",
                ja="キーが拒否・無効・不正な状態の場合の例外が引用されています。",
            ),
            read_on="2023-06",
        ),
    ),
    symptoms=(
        "KMSAccessDeniedException",
        "Lambda was unable to decrypt the environment variables because KMS access was denied. Check the Lambda function's KMS permissions.",
        "Lambda was unable to decrypt the environment variables because the KMS key used is disabled. Please check the function's KMS key settings.",
    ),
    notes=Text(
        en="The execution role decrypts, by a grant that Lambda made with the permissions of whoever set KmsKeyArn: the role needs no statement, and the deployment fails where that person has no kms:CreateGrant. A Deny overrides the grant. A role that was deleted and made again under its name is another principal, which the grant doesn't know: set the role or the key anew.",
        ja="復号するのは実行ロールで、KmsKeyArn を設定したプリンシパルの権限で Lambda が作成したグラントを使います。ロールにステートメントは不要で、設定するプリンシパルに kms:CreateGrant がない場合はデプロイが失敗します。Deny はグラントに優先します。同じ名前で作り直したロールは別のプリンシパルになり、グラントの対象外です。ロールかキーを設定し直してください。",
    ),
)

"""Amazon Cognito custom sender trigger, function -> the KMS key of the codes."""

from keypost.catalogue.declare import (
    DOCUMENTED,
    Absent,
    AssumedRole,
    Call,
    Doc,
    Failure,
    Part,
    Path,
    Wiring,
)
from keypost.estate.kind import Kind
from keypost.text import Text

PATH = Path(
    id="cognito-custom-sender",
    title=Text(
        en="Cognito custom sender function and its KMS key",
        ja="Cognito のカスタム送信者の関数と KMS キー",
    ),
    source=(Kind.USER_POOL,),
    target=Kind.KEY,
    caller=AssumedRole("lambda.amazonaws.com"),
    wirings=(
        Wiring(
            holder=Kind.USER_POOL,
            target=("LambdaConfig[CustomEmailSender].KMSKeyID",),
            role=("LambdaConfig.CustomEmailSender.LambdaArn", "Role"),
            terraform=("aws_cognito_user_pool.lambda_config",),
        ),
        Wiring(
            holder=Kind.USER_POOL,
            target=("LambdaConfig[CustomSMSSender].KMSKeyID",),
            role=("LambdaConfig.CustomSMSSender.LambdaArn", "Role"),
            terraform=("aws_cognito_user_pool.lambda_config",),
        ),
    ),
    calls=(
        Call(
            "kms:Decrypt",
            on=Part.TARGET_KEY,
            context={
                "aws:SourceArn": Absent(DOCUMENTED),
                "aws:SourceAccount": Absent(DOCUMENTED),
                "kms:ViaService": Absent(DOCUMENTED),
            },
        ),
    ),
    failure=Failure.SILENT,
    seen_in=(
        Text(
            en="log group of the function",
            ja="関数のロググループ",
        ),
        Text(
            en="the user receives no code",
            ja="ユーザーにコードが届かない",
        ),
    ),
    evidence=DOCUMENTED,
    documented_by=(
        Doc(
            url="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html",
            says=Text(
                en="Cognito encrypts codes and passwords with a symmetric customer managed key; the function's role needs kms:Decrypt; whoever creates or updates the user pool needs kms:CreateGrant, with the user pool's id as encryption context.",
                ja="Cognito はコードとパスワードを対称のカスタマーマネージドキーで暗号化します。関数のロールには kms:Decrypt が、ユーザープールを作成・更新するプリンシパルには、ユーザープールの ID を暗号化コンテキストとする kms:CreateGrant が必要です。",
            ),
            read_on="2026-11-22",
        ),
    ),
    notes=Text(
        en="Cognito itself encrypts with a grant, which the principal that creates or updates the user pool makes: that one needs kms:CreateGrant, and cognito-idp.amazonaws.com nothing of KMS. The function decrypts with the AWS Encryption SDK, so kms:ViaService isn't there. The function's own policy must let cognito-idp.amazonaws.com invoke it.",
        ja="Cognito 自身は、ユーザープールを作成・更新するプリンシパルが作るグラントで暗号化します。そのプリンシパルには kms:CreateGrant が必要ですが、cognito-idp.amazonaws.com に KMS の権限は不要です。関数は AWS Encryption SDK で直接復号するため、kms:ViaService は送られません。関数のリソースポリシーで cognito-idp.amazonaws.com の呼び出しを許可する必要もあります。",
    ),
)

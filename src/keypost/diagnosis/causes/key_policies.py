"""Causes that stand in the key's policy."""

from keypost.diagnosis.causes.declare import Cause, Look
from keypost.text import Text

_POLICY = Text(en="the key's policy", ja="キーポリシー")
_GET_POLICY = "aws kms get-key-policy --key-id {key} --region {region} --query Policy --output text"
_TRY_AGAIN = Text(
    en="Let the delivery happen again (a test by hand under your own identity proves nothing), and look where it failed. "
    "Cached data keys hide a change for up to five minutes.",
    ja="同じ配信をもう一度発生させ、失敗していた場所を確認してください (自分の ID での手動テストは確認になりません)。データキーのキャッシュにより、変更の反映に最大 5 分かかることがあります。",
)

CAUSES = (
    Cause(
        id="key-policy-omits-service",
        title=Text(en="The key policy doesn't name the service", ja="キーポリシーがサービスを許可していない"),
        look=Look(
            _POLICY,
            _GET_POLICY,
            Text(
                en="no Allow for the service `{service}` with `kms:GenerateDataKey*` and `kms:Decrypt`; a statement for the "
                "account's root doesn't cover services",
                ja="サービス `{service}` に `kms:GenerateDataKey*` と `kms:Decrypt` を許可する Allow がありません。アカウントの root への許可はサービスには及びません",
            ),
        ),
        repair=Text(
            en="Add a statement to the key policy that allows `{service}` `kms:GenerateDataKey*` and `kms:Decrypt`. "
            "`keypost paths PATH` prints it for the delivery path, with the conditions that its calls carry and no others.",
            ja="`{service}` に `kms:GenerateDataKey*` と `kms:Decrypt` を許可するステートメントを、キーポリシーに追加してください。`keypost paths 経路` で、その経路のステートメントを、呼び出しが実際に送る条件だけを付けて表示できます。",
        ),
        verify=_TRY_AGAIN,
    ),
    Cause(
        id="aws-managed-key-for-service",
        title=Text(en="An AWS managed key, where a service calls", ja="サービスが呼び出す経路に AWS マネージドキー"),
        look=Look(
            Text(en="who manages the key", ja="キーの管理者"),
            "aws kms describe-key --key-id {key} --region {region} --query KeyMetadata.KeyManager --output text",
            Text(
                en="`AWS` (or the encryption setting names `alias/aws/...`): its policy admits no service and can't be edited",
                ja="`AWS` (または暗号化の設定が `alias/aws/...`)。そのポリシーはサービスを許可せず、編集もできません",
            ),
        ),
        repair=Text(
            en="Encrypt the target with a customer managed key whose policy allows `{service}`, or without KMS.",
            ja="`{service}` を許可したカスタマーマネージドキーで暗号化するか、KMS を使わない暗号化にしてください。",
        ),
        verify=_TRY_AGAIN,
    ),
    Cause(
        id="aws-managed-key-for-other-account",
        title=Text(
            en="An AWS managed key, used from another account", ja="AWS マネージドキーは別アカウントから使えない"
        ),
        look=Look(
            Text(en="who manages the key", ja="キーの管理者"),
            "aws kms describe-key --key-id {key} --region {region} --query KeyMetadata.KeyManager --output text",
            Text(
                en="`AWS`, and the caller is of another account: such a key can't be shared",
                ja="`AWS` で、呼び出し元が別のアカウントの場合です。このキーは共有できません",
            ),
        ),
        repair=Text(
            en="Encrypt it with a customer managed key whose policy allows the other account, and what exists anew.",
            ja="相手アカウントを許可したカスタマーマネージドキーで暗号化し、既存のデータも暗号化し直してください。",
        ),
        verify=_TRY_AGAIN,
    ),
    Cause(
        id="key-policy-omits-caller",
        title=Text(
            en="The key policy leaves out the caller's role, user or account",
            ja="キーポリシーが呼び出し元のロール・ユーザー・アカウントを許可していない",
        ),
        look=Look(
            _POLICY,
            _GET_POLICY,
            Text(
                en="neither `{principal}` nor (in its own account) the delegation `Principal: arn:aws:iam::ACCOUNT:root` is allowed "
                "`{action}`",
                ja="`{principal}` にも、(同一アカウントの場合の) 委任 `Principal: arn:aws:iam::ACCOUNT:root` にも `{action}` が許可されていません",
            ),
        ),
        repair=Text(
            en="Allow the principal (from another account: that account or role, and in its own policies too) `{action}` in the "
            "key policy.",
            ja="キーポリシーで、このプリンシパルに `{action}` を許可してください (別アカウントの場合はそのアカウントまたはロールを許可し、相手側のポリシーでも許可します)。",
        ),
        verify=_TRY_AGAIN,
        source="https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html",
    ),
    Cause(
        id="key-policy-without-delegation",
        title=Text(en="The key policy doesn't delegate to IAM", ja="キーポリシーが IAM に委任していない"),
        look=Look(
            _POLICY,
            _GET_POLICY,
            Text(
                en="no Allow for `arn:aws:iam::ACCOUNT:root`: then policies of roles and users don't count",
                ja="`arn:aws:iam::ACCOUNT:root` への Allow がありません。この場合、ロールやユーザーのポリシーは効きません",
            ),
        ),
        repair=Text(
            en="Name the principal in the key policy, or delegate to IAM with the account's root.",
            ja="キーポリシーでプリンシパルを直接許可するか、アカウントの root への許可で IAM に委任してください。",
        ),
        verify=_TRY_AGAIN,
    ),
    Cause(
        id="deny-hits-role",
        title=Text(en="A Deny hits the caller", ja="Deny が呼び出し元に適用されている"),
        look=Look(
            Text(
                en="Deny statements of the key policy, then of the caller's policies",
                ja="キーポリシー、次に呼び出し元のポリシーの Deny",
            ),
            _GET_POLICY,
            Text(
                en='a `"Effect": "Deny"` whose principals, actions and conditions fit this call',
                ja='プリンシパル・アクション・条件がこの呼び出しに当てはまる `"Effect": "Deny"`',
            ),
        ),
        repair=Text(
            en="Exempt the caller in the Deny (a condition on `aws:PrincipalArn`), or use another principal.",
            ja="Deny から呼び出し元を除外するか (`aws:PrincipalArn` の条件など)、別のプリンシパルを使用してください。",
        ),
        verify=_TRY_AGAIN,
    ),
    Cause(
        id="deny-hits-service",
        title=Text(en="A Deny hits the service", ja="Deny がサービスに適用されている"),
        look=Look(
            _POLICY,
            _GET_POLICY,
            Text(
                en="a Deny for everyone (`aws:PrincipalArn`, `aws:PrincipalOrgID`, `aws:SourceVpce` ...) without an exception for services",
                ja="サービスを除外していない、全員を対象とする Deny (`aws:PrincipalArn`、`aws:PrincipalOrgID`、`aws:SourceVpce` など)",
            ),
        ),
        repair=Text(
            en='Exempt services in the Deny: `"BoolIfExists": {{"aws:PrincipalIsAWSService": "false"}}`.',
            ja='Deny からサービスを除外してください: `"BoolIfExists": {{"aws:PrincipalIsAWSService": "false"}}`',
        ),
        verify=_TRY_AGAIN,
    ),
    Cause(
        id="condition-key-never-sent",
        title=Text(
            en="A condition of the key policy that this call never meets",
            ja="キーポリシーの条件をこの呼び出しが満たせない",
        ),
        look=Look(
            _POLICY,
            _GET_POLICY,
            Text(
                en="the caller is named, but its statement has a condition (`aws:SourceArn`, `aws:SourceAccount`, "
                "`kms:EncryptionContext:...`, `kms:ViaService`, `aws:PrincipalOrgID`) that the call doesn't carry, or with another value",
                ja="呼び出し元は許可されているものの、ステートメントの条件 (`aws:SourceArn`、`aws:SourceAccount`、`kms:EncryptionContext:...`、`kms:ViaService`、`aws:PrincipalOrgID`) をこの呼び出しが送らないか、値が異なります",
            ),
        ),
        repair=Text(
            en="Take out the condition, or use one that this service sends: `keypost paths` lists them for each delivery path.",
            ja="その条件を外すか、このサービスが送る条件キーに置き換えてください。経路ごとの条件キーは `keypost paths` で確認できます。",
        ),
        verify=_TRY_AGAIN,
    ),
    Cause(
        id="condition-value-differs",
        title=Text(en="A condition of the key policy with another value", ja="キーポリシーの条件の値が異なる"),
        look=Look(
            _POLICY,
            _GET_POLICY,
            Text(
                en="the caller's statement tests a value (`aws:SourceArn`, an encryption context) that names another resource, "
                "account or Region",
                ja="呼び出し元のステートメントが調べる値 (`aws:SourceArn`、暗号化コンテキスト) が、別のリソース・アカウント・リージョンを指しています",
            ),
        ),
        repair=Text(
            en="Write the value that the call really carries: CloudTrail shows an encryption context, `keypost paths` tells what "
            "is known of `aws:SourceArn` and `aws:SourceAccount`.",
            ja="実際に送られる値に直してください。暗号化コンテキストは CloudTrail で、`aws:SourceArn` と "
            "`aws:SourceAccount` について分かっていることは `keypost paths` で確認できます。",
        ),
        verify=_TRY_AGAIN,
    ),
    Cause(
        id="grant-missing",
        title=Text(en="A grant is missing, or may not be made", ja="グラントがない、または作成できない"),
        look=Look(
            Text(en="the key's grants", ja="キーのグラント"),
            "aws kms list-grants --key-id {key} --region {region}",
            Text(
                en="no grant for the service or role that works with the resource (a grant names a role by its unique id: one "
                "made anew under the same name isn't meant), and the caller isn't allowed `kms:CreateGrant`",
                ja="リソースを扱うサービスやロールへのグラントがなく (グラントはロールの一意の ID を指すため、同名で作り直したロールには効きません)、呼び出し元に `kms:CreateGrant` も許可されていません",
            ),
        ),
        repair=Text(
            en="Allow whoever sets it up `kms:CreateGrant` (with `kms:GrantIsForAWSResource`), and set it up again, so that the "
            "service makes its grant; or create the grant by hand.",
            ja="設定を行う側に `kms:CreateGrant` を許可し (`kms:GrantIsForAWSResource` で限定)、設定をやり直してサービスにグラントを作成させるか、手動でグラントを作成してください。",
        ),
        verify=Text(
            en="`aws kms list-grants` shows the grant, and the operation succeeds.",
            ja="`aws kms list-grants` にグラントが表示され、操作が成功することを確認してください。",
        ),
        source="https://docs.aws.amazon.com/kms/latest/developerguide/grants.html",
    ),
)

"""A principal that AWS doesn't take, or not in this place."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.PRINCIPAL_TYPE: Words(
        Text(
            en="there is no type of principal `{subject}`; AWS knows AWS, Service, Federated and CanonicalUser.",
            ja="`{subject}` というプリンシパルの種類はありません。使えるのは AWS、Service、Federated、CanonicalUser です。",
        ),
        fix=Text(
            en="Write roles, users and accounts under `AWS`, services under `Service`.",
            ja="ロール・ユーザー・アカウントは `AWS`、サービスは `Service` の下に書いてください。",
        ),
    ),
    Problem.PRINCIPAL_SHAPE: Words(
        Text(
            en='`{subject}` isn\'t the form of a Principal: that is `*`, or an object such as {{"AWS": "..."}}.',
            ja='`{subject}` は Principal の形式ではありません。`*` か {{"AWS": "..."}} のようなオブジェクトを書きます。',
        ),
        fix=Text(
            en="Write it as an object by type.",
            ja="種類をキーとするオブジェクトで書いてください。",
        ),
    ),
    Problem.PRINCIPAL_FORM: Words(
        Text(
            en="`{subject}` is no principal of the type {form}.",
            ja="`{subject}` は種類 {form} のプリンシパルではありません。",
        ),
        fix=Text(
            en="AWS takes 12-digit accounts and ARNs of roles, users and sessions; Service takes names such as `sns.amazonaws.com`. Groups are no principals.",
            ja="AWS には 12 桁のアカウントか、ロール・ユーザー・セッションの ARN、Service には `sns.amazonaws.com` のような名前を書きます。グループはプリンシパルになりません。",
        ),
    ),
    Problem.PRINCIPAL_WILDCARD: Words(
        Text(
            en="`{subject}` has a wildcard in it; a principal is a whole ARN, or `*` alone.",
            ja="`{subject}` にワイルドカードが含まれています。プリンシパルは完全な ARN か、単独の `*` だけです。",
        ),
        fix=Text(
            en="Write `*`, and `ArnLike` on `aws:PrincipalArn` with `{subject}` as condition.",
            ja="`*` を指定し、条件として `aws:PrincipalArn` の `ArnLike` に `{subject}` を書いてください。",
        ),
    ),
    Problem.PRINCIPAL_NOT_HERE: Words(
        Text(
            en="the type {form} has no place in a policy of this kind.",
            ja="種類 {form} は、この種類のポリシーには書けません。",
        ),
        fix=Text(
            en="Remove it; Federated belongs into trust policies, CanonicalUser into bucket policies.",
            ja="削除してください。Federated は信頼ポリシー、CanonicalUser はバケットポリシーにだけ書けます。",
        ),
    ),
    Problem.SERVICE_WILDCARD: Words(
        Text(
            en="`{subject}` is no service; a service is named in full.",
            ja="`{subject}` はサービスではありません。サービスは完全な名前で指定します。",
        ),
        fix=Text(
            en="Name the services, e.g. `cloudwatch.amazonaws.com`.",
            ja="`cloudwatch.amazonaws.com` のように個々のサービスを指定してください。",
        ),
    ),
    Problem.SERVICE_MISSPELLED: Words(
        Text(
            en="no service is known as `{subject}`; did you mean `{close}`?",
            ja="`{subject}` というサービスは知られていません。`{close}` のことでしょうか。",
        ),
        fix=Text(
            en="Write `{close}` if that is meant.",
            ja="意図したものであれば `{close}` と書いてください。",
        ),
    ),
    Problem.NOT_PRINCIPAL_ALLOWS: Words(
        Text(
            en="NotPrincipal with Allow would admit everyone but those listed; AWS supports it with Deny only.",
            ja="Allow と NotPrincipal の組み合わせは、挙げたもの以外の全員を許可することになります。AWS が対応しているのは Deny だけです。",
        ),
        fix=Text(
            en="Use Principal.",
            ja="Principal を使ってください。",
        ),
    ),
    Problem.NOT_PRINCIPAL_WITHOUT_ACCOUNT: Words(
        Text(
            en="`{subject}` is excepted but not its account, so that AWS may deny it all the same.",
            ja="`{subject}` は除外されていますがそのアカウントは除外されていないため、結局拒否されることがあります。",
        ),
        fix=Text(
            en="List `arn:aws:iam::{account}:root` too, or use a condition on `aws:PrincipalArn`.",
            ja="`arn:aws:iam::{account}:root` も挙げるか、`aws:PrincipalArn` の条件を使ってください。",
        ),
    ),
}

RULE = Rule(
    id="principal-invalid",
    severity=Severity.ERROR,
    title=Text(
        en="Invalid principal",
        ja="無効なプリンシパル",
    ),
    why=Text(
        en="AWS refuses the document, or the statement reaches nobody. A wildcard works in a principal only alone; patterns of roles belong into a condition on aws:PrincipalArn.",
        ja="AWS がドキュメントを拒否するか、ステートメントが誰にも一致しません。プリンシパルのワイルドカードは単独でしか使えず、ロールのパターンは aws:PrincipalArn の条件に書く必要があります。",
    ),
    remedy=Text(
        en="Name an account, a role, a user or a service in the form that AWS has for it.",
        ja="アカウント、ロール、ユーザー、サービスを AWS の形式で指定してください。",
    ),
    words=_WORDS,
)

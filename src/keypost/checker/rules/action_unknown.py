"""An action that doesn't exist, or that a policy of this kind can't speak about."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.ACTION_UNKNOWN: Words(
        Text(
            en="`{subject}` is no action of AWS.",
            ja="`{subject}` というアクションは AWS にありません。",
        ),
        fix=Text(
            en="Correct the name.",
            ja="名前を直してください。",
        ),
    ),
    Problem.ACTION_MISSPELLED: Words(
        Text(
            en="`{subject}` is no action of AWS; `{close}` is.",
            ja="`{subject}` というアクションは AWS にありません。近いものに `{close}` があります。",
        ),
        fix=Text(
            en="Write `{close}` if that is meant.",
            ja="意図したものであれば `{close}` と書いてください。",
        ),
    ),
    Problem.ACTION_WITHOUT_SERVICE: Words(
        Text(
            en="`{subject}` doesn't name a service; actions are written as `service:Action`.",
            ja="`{subject}` にサービスの指定がありません。アクションは `サービス:アクション` の形で書きます。",
        ),
        fix=Text(
            en="Put the service's prefix before it, e.g. `kms:Decrypt`.",
            ja="`kms:Decrypt` のように、サービスのプレフィックスを付けてください。",
        ),
    ),
    Problem.ACTION_OF_OTHER_SERVICE: Words(
        Text(
            en="`{subject}` belongs to another service; this policy is asked about `{service}:` actions only.",
            ja="`{subject}` は別のサービスのアクションです。このポリシーが問われるのは `{service}:` のアクションだけです。",
        ),
        fix=Text(
            en="Move it to the policy that it belongs to.",
            ja="対応するポリシーに移してください。",
        ),
    ),
    Problem.ACTION_OUT_OF_SCOPE: Words(
        Text(
            en="`{subject}` isn't an action on such a resource; its policy can't allow it.",
            ja="`{subject}` はこの種類のリソースに対するアクションではなく、リソースのポリシーでは許可できません。",
        ),
        fix=Text(
            en="Allow it in the caller's own policy.",
            ja="呼び出し元のアイデンティティポリシーで許可してください。",
        ),
    ),
    Problem.ACTION_SERVICE_WILDCARD: Words(
        Text(
            en="`{subject}` has a wildcard in the service's prefix; IAM refuses that.",
            ja="`{subject}` はサービスのプレフィックスにワイルドカードがあります。IAM に拒否されます。",
        ),
        fix=Text(
            en="Name the service, e.g. `kms:Decrypt*`, or write `*` alone.",
            ja="`kms:Decrypt*` のようにサービスを指定するか、単独の `*` を書いてください。",
        ),
    ),
    Problem.ACTION_COLONS: Words(
        Text(
            en="`{subject}` has more than one colon; IAM refuses that.",
            ja="`{subject}` にコロンが 2 つ以上あります。IAM に拒否されます。",
        ),
        fix=Text(
            en="Write `service:Action`.",
            ja="`サービス:アクション` の形で書いてください。",
        ),
    ),
    Problem.ACTION_WILDCARD: Words(
        Text(
            en="`{subject}` has a wildcard, which the access policy of a vault can't have.",
            ja="`{subject}` にワイルドカードがあります。ボールトのアクセスポリシーでは使えません。",
        ),
        fix=Text(
            en="List the actions.",
            ja="アクションを 1 つずつ書いてください。",
        ),
    ),
}

RULE = Rule(
    id="action-unknown",
    severity=Severity.WARNING,
    title=Text(
        en="Unknown action",
        ja="存在しないアクション",
    ),
    why=Text(
        en="An action that doesn't exist allows and denies nothing. SNS, SQS and S3 refuse such a policy; KMS and IAM store it.",
        ja="存在しないアクションは何も許可も拒否もしません。SNS・SQS・S3 はそのようなポリシーを拒否し、KMS と IAM は保存します。",
    ),
    remedy=Text(
        en="Correct the name; `docs.aws.amazon.com/service-authorization` lists the actions of each service.",
        ja="名前を直してください。各サービスのアクションは `docs.aws.amazon.com/service-authorization` に一覧があります。",
    ),
    words=_WORDS,
)

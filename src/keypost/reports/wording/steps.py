"""What one statement or grant said, as a clause that follows the statement's name: "..., it names other principals".

Placeholders: `principal`, `action`, `resource`, `listed` (the statement's values in brackets, or nothing), and for
conditions `operator`, `key`, `expected` (the policy's values) and `actual` (the request's).
"""

from keypost.policy.reasons import Reason
from keypost.text import Text

STEPS = {
    Reason.SERVICE_NOT_LISTED: Text(
        en="its principals{listed} don't include the service `{principal}`",
        ja="Principal{listed} にサービス `{principal}` が含まれていません",
    ),
    Reason.PRINCIPAL_NOT_LISTED: Text(
        en="its principals{listed} don't include `{principal}`",
        ja="Principal{listed} に `{principal}` が含まれていません",
    ),
    Reason.ACCOUNT_EXCLUDES_SERVICES: Text(
        en="it names an account{spaced}, which means the account's users and roles and never a service such as `{principal}`",
        ja="アカウント{spaced}を指定していますが、これはそのアカウントのユーザーとロールを指し、`{principal}` のようなサービスは含みません",
    ),
    Reason.ACCOUNT_DELEGATES: Text(
        en="it names the account{spaced}, which leaves the decision to IAM policies",
        ja="アカウント{spaced}を指定しており、判断を IAM ポリシーに委ねています",
    ),
    Reason.PRINCIPAL_LISTED: Text(en="it names `{principal}`", ja="`{principal}` を指定しています"),
    Reason.EVERYONE: Text(en="it names everyone (`*`)", ja="全員 (`*`) を指定しています"),
    Reason.PRINCIPAL_EXCEPTED: Text(
        en="its NotPrincipal{listed} leaves `{principal}` out",
        ja="NotPrincipal{listed} により `{principal}` は除外されています",
    ),
    Reason.PRINCIPAL_NOT_EXCEPTED: Text(
        en="its NotPrincipal{listed} doesn't except `{principal}`",
        ja="NotPrincipal{listed} が `{principal}` を除外していません",
    ),
    Reason.WILDCARD_IN_PRINCIPAL: Text(
        en="its principal{listed} has a wildcard inside, which is an ordinary character there and matches nobody",
        ja="Principal{listed} の中のワイルドカードはただの文字として扱われ、誰にも一致しません",
    ),
    Reason.DELETED_PRINCIPAL: Text(
        en="its principal{listed} is the id of a user or role that was deleted, and nobody has that id any more",
        ja="Principal{listed} は削除されたユーザーまたはロールの ID で、一致する相手はもう存在しません",
    ),
    Reason.NO_PRINCIPAL: Text(en="it names no principal", ja="Principal がありません"),
    Reason.ACTION_LISTED: Text(
        en="its actions{listed} include `{action}`", ja="Action{listed} に `{action}` が含まれています"
    ),
    Reason.ACTION_NOT_LISTED: Text(
        en="its actions{listed} don't include `{action}`",
        ja="Action{listed} に `{action}` が含まれていません",
    ),
    Reason.NO_ACTION: Text(en="it names no action", ja="Action がありません"),
    Reason.RESOURCE_LISTED: Text(
        en="its resources{listed} include `{resource}`",
        ja="Resource{listed} に `{resource}` が含まれています",
    ),
    Reason.RESOURCE_NOT_LISTED: Text(
        en="its resources{listed} don't include `{resource}`",
        ja="Resource{listed} に `{resource}` が含まれていません",
    ),
    Reason.RESOURCE_IS_ALIAS: Text(
        en="its resource{listed} is an alias, and KMS compares with the ARN of the key",
        ja="Resource{listed} がエイリアスです。KMS が比べるのはキーの ARN です",
    ),
    Reason.RESOURCE_IS_NOT_ARN: Text(
        en="its resource{listed} is no ARN and so matches nothing",
        ja="Resource{listed} が ARN ではないため、何にも一致しません",
    ),
    Reason.NO_RESOURCE: Text(en="it names no resource", ja="Resource がありません"),
    Reason.CONDITION_HOLDS: Text(
        en="its condition `{operator}` on `{key}`{listed} holds, since the request carries {actual}",
        ja="`{key}` に対する条件 `{operator}`{listed} が成立します (リクエストの値: {actual})",
    ),
    Reason.KEY_ABSENT: Text(
        en="its condition `{operator}` on `{key}`{listed} can't hold, because the request doesn't carry this key",
        ja="リクエストに `{key}` が含まれないため、条件 `{operator}`{listed} が成立しません",
    ),
    Reason.KEY_ABSENT_SO_NEGATED_HOLDS: Text(
        en="its condition `{operator}` on `{key}`{listed} holds, because the request doesn't carry this key and a negated test then counts as true",
        ja="リクエストに `{key}` が含まれず、否定形の条件 `{operator}`{listed} はキーがないと真になるため、成立します",
    ),
    Reason.KEY_ABSENT_SO_IF_EXISTS_HOLDS: Text(
        en="its condition `{operator}` on `{key}`{listed} holds, because the request doesn't carry this key and `IfExists` then counts as true",
        ja="リクエストに `{key}` が含まれず、`IfExists` の付いた条件 `{operator}`{listed} はキーがないと真になるため、成立します",
    ),
    Reason.VALUE_DIFFERS: Text(
        en="its condition `{operator}` on `{key}` asks for {expected}, and the request carries {actual}",
        ja="`{key}` に対する条件 `{operator}` は {expected} を求めていますが、リクエストの値は {actual} です",
    ),
    Reason.VALUE_EXCLUDED: Text(
        en="its condition `{operator}` on `{key}` excludes {expected}, and the request carries {actual}",
        ja="`{key}` に対する条件 `{operator}` は {expected} を除外していますが、リクエストの値は {actual} です",
    ),
    Reason.NOT_AN_OPERATOR: Text(
        en="`{operator}` is no condition operator, so its condition never holds",
        ja="`{operator}` という条件演算子はないため、条件は成立しません",
    ),
    Reason.MALFORMED_VALUE: Text(
        en="its condition `{operator}` on `{key}` has a value{spaced} that the operator can't read, so it never holds",
        ja="`{key}` に対する条件 `{operator}` の値{spaced}は演算子が読めない形式なので、条件は成立しません",
    ),
    Reason.CONDITION_NOT_KNOWN: Text(
        en="whether its condition `{operator}` on `{key}`{listed} holds isn't known",
        ja="`{key}` に対する条件 `{operator}`{listed} が成立するかどうかはわかりません",
    ),
    Reason.VALUE_UNKNOWN: Text(
        en="whether it applies depends on a value that the input doesn't give",
        ja="該当するかどうかは、入力にない値によって変わります",
    ),
    Reason.GRANT_FOR_OTHER_PRINCIPAL: Text(
        en="it is for another principal than `{principal}`",
        ja="`{principal}` ではなく別のプリンシパルに与えられています",
    ),
    Reason.GRANT_WITHOUT_OPERATION: Text(
        en="its operations{spaced} don't include `{action}`",
        ja="許可された操作{spaced}に `{action}` が含まれていません",
    ),
    Reason.GRANT_CONSTRAINT_DIFFERS: Text(
        en="its constraints{spaced} ask for another encryption context or source",
        ja="制約{spaced}が、別の暗号化コンテキストまたはソースを求めています",
    ),
    Reason.ALL_ELEMENTS_MATCH: Text(en="all of it matches the request", ja="すべての要素がリクエストに一致します"),
    Reason.STATEMENT_MALFORMED: Text(
        en="it is malformed, so that it matches nothing",
        ja="書き方に誤りがあり、何にも一致しません",
    ),
}

# Why a key of the caller's identity isn't there when a service calls as itself.
SERVICE_HAS_NO_IDENTITY = Text(
    en="`{principal}` calls as a service, not as a user or role, so it has no `{key}`.",
    ja="`{principal}` はユーザーやロールではなくサービスとして呼び出すため、`{key}` を持ちません。",
)
NEAREST = Text(
    en="The nearest is {statement} of {policy}: {clause}.", ja="最も近いのは{policy}の{statement} ですが、{clause}。"
)
NEAREST_GRANT = Text(en="The nearest is {statement}: {clause}.", ja="最も近いのは{statement} ですが、{clause}。")
DECIDING = Text(en="In {statement}, {clause}.", ja="{statement} では、{clause}。")
OPEN = Text(en="With {statement}, {clause}.", ja="{statement} については、{clause}。")

"""Changes that turn a decision, as conditions: "it would be allowed if ...".

Placeholders: `statement` (which one, with its place) of `policy`, the `element` (Action, Principal ...), `values`, and
of a test `key` and `operator`; `now` says what the request carries so far.
"""

from keypost.policy.changes import ChangeKind
from keypost.policy.document import Effect
from keypost.text import Text

# What a request carries.
SEND = Text(en="the request carries `{key}` = {values}{now}", ja="リクエストの `{key}` が {values} である{now}")
SEND_LIKE = Text(
    en="the request carries `{key}` with a value that matches {like}{now}",
    ja="リクエストの `{key}` が {like} に一致する値である{now}",
)
SEND_UNLIKE = Text(
    en="the request carries `{key}` with a value other than {unlike}{now}",
    ja="リクエストの `{key}` が {unlike} 以外の値である{now}",
)
SEND_ANY = Text(
    en="the request carries `{key}`, with any value{now}", ja="リクエストに `{key}` が含まれる (値は任意){now}"
)
OMIT = Text(en="the request doesn't carry `{key}`{now}", ja="リクエストに `{key}` が含まれない{now}")
NOW = Text(en=" (now: {actual})", ja=" (現在: {actual})")
NOW_ABSENT = Text(en=" (now: absent)", ja=" (現在: なし)")

# What a statement says; of a Condition, what one of its tests lists.
ELEMENTS = {
    ChangeKind.LIST: Text(
        en="`{element}` of {statement} of {policy} also lists {values}",
        ja="{policy}の{statement} の `{element}` に {values} も含まれる",
    ),
    ChangeKind.UNLIST: Text(
        en="`{element}` of {statement} of {policy} doesn't list {values} any more",
        ja="{policy}の{statement} の `{element}` から {values} が除かれる",
    ),
    ChangeKind.DROP_STATEMENT: Text(en="{statement} is gone from {policy}", ja="{policy}から{statement} がなくなる"),
}
TESTS = {
    ChangeKind.LIST: Text(
        en="the condition `{operator}` on `{key}` in {statement} of {policy} also lists {values}",
        ja="{policy}の{statement} で、`{key}` に対する条件 `{operator}` に {values} も含まれる",
    ),
    ChangeKind.UNLIST: Text(
        en="the condition `{operator}` on `{key}` in {statement} of {policy} doesn't list {values} any more",
        ja="{policy}の{statement} で、`{key}` に対する条件 `{operator}` から {values} が除かれる",
    ),
    ChangeKind.ADD_TEST: Text(
        en="{statement} of {policy} has the further condition `{operator}` on `{key}`: {values}",
        ja="{policy}の{statement} に、`{key}` に対する条件 `{operator}` ({values}) が加わる",
    ),
    ChangeKind.DROP_TEST: Text(
        en="{statement} of {policy} goes without the condition `{operator}` on `{key}`",
        ja="{policy}の{statement} から、`{key}` に対する条件 `{operator}` がなくなる",
    ),
}
ADD_STATEMENT = Text(en="one more statement stands in {policy}:", ja="{policy}に次のステートメントが加わる:")
GRANT_OPERATION = Text(
    en="{statement} also lists the operation {values}", ja="{statement} の操作に {values} も含まれる"
)
OF_KEYS = {
    ChangeKind.ENABLE_KEY: Text(en="the key is enabled", ja="キーが有効である"),
    ChangeKind.SYMMETRIC_KEY: Text(
        en="the key is a symmetric encryption key (`SYMMETRIC_DEFAULT`)",
        ja="キーが対称暗号化キー (`SYMMETRIC_DEFAULT`) である",
    ),
}
# What a policy that isn't there to be read may say of the request.
SAYS = {
    Effect.ALLOW: Text(en="{policy} allows it", ja="{policy}が許可している"),
    Effect.DENY: Text(en="{policy} denies it", ja="{policy}が拒否している"),
    None: Text(en="{policy} says nothing of it", ja="{policy}に該当するステートメントがない"),
}

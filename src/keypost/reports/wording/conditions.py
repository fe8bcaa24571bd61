"""What a condition of a policy asks for, in words.

Placeholders: the context `key`, and its `values` as a list of alternatives. What stands in KEYS says it for keys that
AWS gives a meaning beyond "equals" (IAM User Guide, global condition keys; KMS Developer Guide, condition keys).
"""

from keypost.text import Text

KEYS = {
    "kms:viaservice": Text(en="only through {values}", ja="{values} を経由する場合のみ"),
    "kms:calleraccount": Text(en="callers of the account {values}", ja="アカウント {values} の呼び出し元"),
    "aws:sourceaccount": Text(
        en="for resources of the account {values}", ja="アカウント {values} のリソースのための呼び出し"
    ),
    "aws:sourcearn": Text(en="for the resource {values}", ja="リソース {values} のための呼び出し"),
    "aws:sourceorgid": Text(
        en="for resources of the organization {values}", ja="組織 {values} のリソースのための呼び出し"
    ),
    "aws:principalarn": Text(en="as {values}", ja="{values} として"),
    "aws:principalaccount": Text(en="callers of the account {values}", ja="アカウント {values} の呼び出し元"),
    "aws:principalorgid": Text(en="callers of the organization {values}", ja="組織 {values} の呼び出し元"),
    "aws:sourcevpce": Text(en="through the VPC endpoint {values}", ja="VPC エンドポイント {values} を経由"),
    "aws:sourcevpc": Text(en="from the VPC {values}", ja="VPC {values} から"),
    "aws:sourceip": Text(en="from the addresses {values}", ja="アドレス {values} から"),
    "kms:grantisforawsresource": Text(
        en="grants that an AWS service makes for its resources: {values}",
        ja="AWS サービスが自らのリソースのために作るグラント: {values}",
    ),
}
CONTEXT_PAIR = Text(
    en="with `{name}` = {values} in the encryption context", ja="暗号化コンテキストの `{name}` が {values}"
)
# By the end of the operator's name, the longest first.
TESTS = {
    "NotEqualsIgnoreCase": Text(
        en="`{key}` is none of {values} in any case", ja="`{key}` が {values} 以外 (大文字と小文字は区別しない)"
    ),
    "EqualsIgnoreCase": Text(
        en="`{key}` is {values} in any case", ja="`{key}` が {values} (大文字と小文字は区別しない)"
    ),
    "DateLessThanEquals": Text(en="`{key}` is {values} or earlier", ja="`{key}` が {values} 以前"),
    "DateGreaterThanEquals": Text(en="`{key}` is {values} or later", ja="`{key}` が {values} 以後"),
    "DateLessThan": Text(en="`{key}` is before {values}", ja="`{key}` が {values} より前"),
    "DateGreaterThan": Text(en="`{key}` is after {values}", ja="`{key}` が {values} より後"),
    "LessThanEquals": Text(en="`{key}` is at most {values}", ja="`{key}` が {values} 以下"),
    "GreaterThanEquals": Text(en="`{key}` is at least {values}", ja="`{key}` が {values} 以上"),
    "LessThan": Text(en="`{key}` is less than {values}", ja="`{key}` が {values} 未満"),
    "GreaterThan": Text(en="`{key}` is greater than {values}", ja="`{key}` が {values} 超"),
    "NotEquals": Text(en="`{key}` is not {values}", ja="`{key}` が {values} 以外"),
    "NotLike": Text(en="`{key}` doesn't match {values}", ja="`{key}` が {values} に一致しない"),
    "NotIpAddress": Text(en="`{key}` lies outside of {values}", ja="`{key}` が {values} の範囲外"),
    "Equals": Text(en="`{key}` is {values}", ja="`{key}` が {values}"),
    "Like": Text(en="`{key}` matches {values}", ja="`{key}` が {values} に一致"),
    "IpAddress": Text(en="`{key}` lies in {values}", ja="`{key}` が {values} の範囲内"),
    "Bool": Text(en="`{key}` is {values}", ja="`{key}` が {values}"),
}
OTHER = Text(en="`{key}` against {values}", ja="`{key}` と {values} の比較")
ABSENT = Text(en="the request doesn't carry `{key}`", ja="リクエストに `{key}` が含まれない")
PRESENT = Text(en="the request carries `{key}`", ja="リクエストに `{key}` が含まれる")
EVERY_VALUE = Text(en="{said}, every value of it", ja="{said} (すべての値について)")
ANY_VALUE = Text(en="{said}, at least one value of it", ja="{said} (少なくとも 1 つの値について)")
OR_ABSENT = Text(en="{said}, or the request doesn't carry it", ja="{said}、またはリクエストに含まれない")
ALTERNATIVES = Text(en=" or ", ja="、")
EXACTLY = Text(en="{said} ({operator}{key})", ja="{said} ({operator}{key})")

"""A service may do whatever can be done with the resource."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.SERVICE_ALLOWED_EVERYTHING: Words(
        Text(
            en="it allows {callers} `{subject}`: everything, changing the policy and deleting included.",
            ja="{callers} に `{subject}`、つまりポリシーの変更や削除を含むすべてを許可しています。",
        ),
        fix=Text(
            en="Allow {callers} only the actions that the delivery needs (`keypost paths` lists them for each kind of delivery).",
            ja="{callers} には、配信に必要なアクションだけを許可してください (配信の種類ごとのアクションは `keypost paths` で確認できます)。",
        ),
    ),
}

RULE = Rule(
    id="service-allowed-everything",
    severity=Severity.NOTE,
    title=Text(en="Service that is allowed everything", ja="サービスにすべてを許可"),
    why=Text(
        en="A delivery needs two or three actions. With `kms:*`, `sns:*` and the like a mistake in the service, or whoever can make it act "
        "for them, reaches the policy and the deletion of the resource too.",
        ja="配信に必要なアクションは 2、3 個です。`kms:*` や `sns:*` などを許可すると、サービスの不具合や、サービスを代理として使う第三者が、"
        "リソースのポリシー変更や削除にまで手を伸ばせます。",
    ),
    remedy=Text(
        en="List the actions that the delivery needs.",
        ja="配信に必要なアクションを列挙してください。",
    ),
    words=_WORDS,
)

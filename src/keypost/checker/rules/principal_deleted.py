"""A unique id where the ARN of a role or user once stood."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.PRINCIPAL_DELETED: Words(
        Text(
            en="`{subject}` is the id of a principal that was deleted; it stands for nobody.",
            ja="`{subject}` は削除されたプリンシパルの ID であり、誰にも一致しません。",
        ),
        fix=Text(
            en="Replace it with the ARN of the role or user that is meant, or remove it.",
            ja="意図するロールやユーザーの ARN に置き換えるか、削除してください。",
        ),
    ),
}

RULE = Rule(
    id="principal-deleted",
    severity=Severity.WARNING,
    title=Text(
        en="Principal that was deleted",
        ja="削除済みのプリンシパル",
    ),
    why=Text(
        en="AWS stores roles and users by their unique id and shows it when they are gone. A new role of the same name has another id: the statement doesn't reach it, and KMS refuses the policy when it is put again.",
        ja="AWS はロールやユーザーを一意の ID で保存し、削除されるとその ID が表示されます。同じ名前で作り直したロールの ID は別なのでステートメントは一致せず、ポリシーを再度登録しようとすると KMS に拒否されます。",
    ),
    remedy=Text(
        en="Put the ARN of the role or user that is meant, or remove the id.",
        ja="意図するロールやユーザーの ARN に置き換えるか、ID を削除してください。",
    ),
    words=_WORDS,
)

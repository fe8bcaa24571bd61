"""A statement of a policy that can't have any effect, although AWS stores it."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_FIX = Text(
    en="Correct the statement or remove it.",
    ja="ステートメントを修正するか削除してください。",
)
_WORDS = {
    Problem.NO_ACTION: Words(
        Text(en="it has no Action, so it has no effect.", ja="Action がないため、効果がありません。"), fix=_FIX
    ),
    Problem.NO_RESOURCE: Words(
        Text(en="it has no Resource, so it has no effect.", ja="Resource がないため、効果がありません。"), fix=_FIX
    ),
    Problem.NOTHING_LEFT: Words(
        Text(
            en="it has no effect: {subject} excepts all that it could be about.",
            ja="効果がありません: {subject} が、対象になりうるものをすべて除外しています。",
        ),
        fix=_FIX,
    ),
    Problem.VARIABLE_TOO_EARLY: Words(
        Text(
            en="`{subject}` has a variable before the fifth colon, where it is plain text; no resource is called so.",
            ja="`{subject}` の変数は 5 つ目のコロンより前にあり、ただの文字列として扱われます。そのようなリソースはありません。",
        ),
        fix=Text(en="Write `*` there, or the value itself.", ja="その位置には `*` か、値そのものを書いてください。"),
    ),
    Problem.NOT_ACROSS_ACCOUNTS: Words(
        Text(
            en="it has no effect: other accounts can't use {subject} on this key, whatever policies say.",
            ja="効果がありません: {subject} は、ポリシーの内容にかかわらず別のアカウントからは使えません。",
        ),
        fix=Text(
            en="Name principals of the key's own account, or actions that work across accounts.",
            ja="キーと同じアカウントのプリンシパルか、アカウントをまたいで使えるアクションを指定してください。",
        ),
    ),
    Problem.RESOURCE_IS_ALIAS: Words(
        Text(
            en="it has no effect: `{subject}` names an alias, which never stands for the key.",
            ja="効果がありません: `{subject}` はエイリアスであり、キーを表しません。",
        ),
        fix=Text(
            en="Write `*` in a key policy, the key's ARN elsewhere.",
            ja="キーポリシーでは `*`、それ以外ではキーの ARN を書いてください。",
        ),
    ),
    Problem.RESOURCE_IS_NO_ARN: Words(
        Text(
            en="it has no effect: `{subject}` is not an ARN.",
            ja="効果がありません: `{subject}` は ARN ではありません。",
        ),
        fix=Text(en="Write `*` or the resource's ARN.", ja="`*` かリソースの ARN を書いてください。"),
    ),
    Problem.RESOURCE_ELSEWHERE: Words(
        Text(
            en="it has no effect: `{subject}` is another resource than the one that has this policy.",
            ja="効果がありません: `{subject}` は、このポリシーを持つリソースとは別のリソースです。",
        ),
        fix=Text(en="Write `*` or the resource's own ARN.", ja="`*` かリソース自身の ARN を書いてください。"),
    ),
}

RULE = Rule(
    id="statement-without-effect",
    severity=Severity.WARNING,
    title=Text(en="Statement without effect", ja="効果のないステートメント"),
    why=Text(
        en="AWS stores statements that can never apply. Whoever wrote one believes that something is allowed or denied.",
        ja="AWS は、決して適用されないステートメントも保存します。書いた人は何かを許可または拒否したつもりになります。",
    ),
    remedy=Text(en="Correct the element that can't match.", ja="一致しない要素を修正してください。"),
    words=_WORDS,
)

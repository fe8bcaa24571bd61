"""A statement that the grammar of policies doesn't allow: AWS refuses the whole document."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.ELEMENT_UNKNOWN: Words(
        Text(
            en="there is no element `{subject}`; AWS refuses the document.",
            ja="`{subject}` という要素はありません。AWS はドキュメントを拒否します。",
        ),
        fix=Text(
            en="Correct the spelling of `{subject}`, or remove it.",
            ja="`{subject}` の綴りを直すか、削除してください。",
        ),
    ),
    Problem.ELEMENT_MISPLACED: Words(
        Text(
            en="`{subject}` can't stand in a policy of this kind; AWS refuses the document.",
            ja="`{subject}` はこの種類のポリシーには書けません。AWS はドキュメントを拒否します。",
        ),
        fix=Text(
            en="Remove `{subject}`.",
            ja="`{subject}` を削除してください。",
        ),
    ),
    Problem.ELEMENT_TWICE: Words(
        Text(
            en="`{subject}` stands twice in the same object; the grammar forbids it, and most parsers keep only the last one.",
            ja="`{subject}` が同じオブジェクトに 2 回あります。文法では禁止されており、多くのパーサーは最後のものだけを残します。",
        ),
        fix=Text(
            en="Keep one `{subject}`; where it takes a list (Action, Resource, a type of principal), join the values.",
            ja="`{subject}` を 1 つだけ残してください。リストを書ける要素 (Action、Resource、プリンシパルの種類) なら、値を 1 つにまとめます。",
        ),
    ),
    Problem.ELEMENT_AND_TWIN: Words(
        Text(
            en="`{subject}` stands beside `{name}`; a statement has one of the two, and AWS refuses both.",
            ja="`{subject}` と `{name}` が両方あります。書けるのはどちらか一方だけで、AWS はドキュメントを拒否します。",
        ),
        fix=Text(
            en="Keep `{name}` or `{subject}`, not both.",
            ja="`{name}` か `{subject}` のどちらか一方だけを残してください。",
        ),
    ),
    Problem.ELEMENT_MISSING: Words(
        Text(
            en="`{subject}` is missing; AWS refuses the document.",
            ja="`{subject}` がありません。AWS はドキュメントを拒否します。",
        ),
        fix=Text(
            en="Add `{subject}`.",
            ja="`{subject}` を追加してください。",
        ),
    ),
    Problem.ELEMENT_EMPTY: Words(
        Text(
            en="`{subject}` is empty; it needs at least one value.",
            ja="`{subject}` が空です。少なくとも 1 つの値が必要です。",
        ),
        fix=Text(
            en="Fill in `{subject}`, or remove the statement.",
            ja="`{subject}` に値を書くか、ステートメントを削除してください。",
        ),
    ),
    Problem.EFFECT_INVALID: Words(
        Text(
            en="Effect is `{subject}`; AWS takes only `Allow` and `Deny`, spelled just so.",
            ja="Effect が `{subject}` です。AWS が受け付けるのは `Allow` と `Deny` だけで、大文字と小文字も区別されます。",
        ),
        fix=Text(
            en="Write `Allow` or `Deny`.",
            ja="`Allow` か `Deny` と書いてください。",
        ),
    ),
}

RULE = Rule(
    id="statement-malformed",
    severity=Severity.ERROR,
    title=Text(
        en="Statement that AWS refuses",
        ja="AWS に拒否されるステートメント",
    ),
    why=Text(
        en="One element too many, too few or misspelled, and AWS refuses the document as a whole: a deployment stops with MalformedPolicyDocument.",
        ja="要素の過不足や書き間違いが 1 つでもあると、AWS はドキュメント全体を拒否し、デプロイは MalformedPolicyDocument で失敗します。",
    ),
    remedy=Text(
        en="Write Effect, Principal (not in identity policies), Action and Resource once each, spelled as AWS has them.",
        ja="Effect、Principal (アイデンティティポリシーでは不要)、Action、Resource を、AWS の綴りどおりに 1 回ずつ書いてください。",
    ),
    words=_WORDS,
)

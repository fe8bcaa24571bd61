"""ForAllValues holds for a request without any value, so that an Allow reaches further than it seems."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.FOR_ALL_REFUSED: Words(
        Text(
            en="`{operator}` on `{subject}` would also hold without it; KMS refuses that (OverlyPermissiveCondition).",
            ja="`{subject}` に対する `{operator}` は、値がなくても成立します。KMS はこれを拒否します (OverlyPermissiveCondition)。",
        ),
        fix=Text(
            en="Leave out `ForAllValues:`.",
            ja="`ForAllValues:` を外してください。",
        ),
    ),
    Problem.FOR_ALL_ADMITS_ABSENT: Words(
        Text(
            en="`{operator}` also holds where the request has no `{subject}`.",
            ja="`{operator}` は、リクエストに `{subject}` がない場合にも成立します。",
        ),
        fix=Text(
            en='Add `"Null": {{"{subject}": "false"}}`, or use `ForAnyValue`.',
            ja='`"Null": {{"{subject}": "false"}}` を加えるか、`ForAnyValue` を使ってください。',
        ),
    ),
}

RULE = Rule(
    id="set-operator-too-permissive",
    severity=Severity.WARNING,
    title=Text(
        en="ForAllValues that admits everything",
        ja="すべてを通す ForAllValues",
    ),
    why=Text(
        en="`ForAllValues` is true where the request has no value at all. In an Allow, whoever leaves the key out gets through; KMS refuses it for the encryption context and for request tags.",
        ja="`ForAllValues` は、リクエストに値がまったくない場合にも成立します。Allow では、キーを送らなければ通ってしまいます。暗号化コンテキストとリクエストタグについては KMS が拒否します。",
    ),
    remedy=Text(
        en="Use `ForAnyValue`, no set operator for a key with one value, or add `Null` with `false`.",
        ja="`ForAnyValue` を使う、値が 1 つのキーでは集合演算子を外す、または `Null` の `false` を加えてください。",
    ),
    words=_WORDS,
)

"""A condition operator that doesn't exist."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.OPERATOR_UNKNOWN: Words(
        Text(
            en="`{subject}` is no condition operator.",
            ja="`{subject}` は条件演算子ではありません。",
        ),
        fix=Text(
            en="Use e.g. `StringEquals`, `StringLike`, `ArnLike` or `Bool`.",
            ja="`StringEquals`、`StringLike`、`ArnLike`、`Bool` などを使ってください。",
        ),
    ),
}

RULE = Rule(
    id="operator-unknown",
    severity=Severity.ERROR,
    title=Text(
        en="Unknown condition operator",
        ja="存在しない条件演算子",
    ),
    why=Text(
        en="AWS refuses a document with an operator that it doesn't know.",
        ja="知らない演算子のあるドキュメントを AWS は拒否します。",
    ),
    remedy=Text(
        en="Use an operator of the IAM reference, with `IfExists`, `ForAllValues:` or `ForAnyValue:` where that is meant.",
        ja="IAM リファレンスの演算子を使ってください。必要に応じて `IfExists`、`ForAllValues:`、`ForAnyValue:` を付けます。",
    ),
    words=_WORDS,
)

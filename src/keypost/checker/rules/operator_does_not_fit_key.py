"""Operator, condition key and value don't fit each other, so that the test can't hold."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.OPERATOR_UNFIT: Words(
        Text(
            en="`{operator}` doesn't fit `{subject}`, whose values are of the type {type}.",
            ja="`{operator}` は `{subject}` に合いません。このキーの値の型は {type} です。",
        ),
        fix=Text(
            en="Use an operator for the type {type}.",
            ja="型 {type} の演算子を使ってください。",
        ),
    ),
    Problem.VALUE_FORMAT: Words(
        Text(
            en="`{operator}` can't read `{subject}`, the value for `{key}`.",
            ja="`{operator}` では、`{key}` の値 `{subject}` を解釈できません。",
        ),
        fix=Text(
            en="Correct the value, or use a String operator.",
            ja="値を直すか、String 系の演算子を使ってください。",
        ),
    ),
    Problem.VALUE_SHAPE: Words(
        Text(
            en="`{key}` never has a value like `{subject}`; values look like `{example}`.",
            ja="`{key}` の値が `{subject}` のような形になることはありません。`{example}` のような値になります。",
        ),
        fix=Text(
            en="Write a value of the form `{example}`.",
            ja="`{example}` の形式の値を書いてください。",
        ),
    ),
}

RULE = Rule(
    id="operator-does-not-fit-key",
    severity=Severity.WARNING,
    title=Text(
        en="Operator that doesn't fit the key",
        ja="キーに合わない演算子",
    ),
    why=Text(
        en="AWS compares by the operator's type. A number, an address or an ARN tested with the wrong one never matches: an Allow gives nothing, a Deny stops nothing.",
        ja="AWS は演算子の型で比較します。数値・アドレス・ARN などを型の合わない演算子でテストしても一致しません。Allow は何も許可せず、Deny は何も止めません。",
    ),
    remedy=Text(
        en="Use the operator of the key's type, and a value of that form.",
        ja="キーの型に合う演算子と、その形式の値を使ってください。",
    ),
    words=_WORDS,
)

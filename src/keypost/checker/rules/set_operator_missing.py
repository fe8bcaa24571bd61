"""A key with several values is tested without saying whether one or all of them count."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.SET_OPERATOR_MISSING: Words(
        Text(
            en="`{subject}` has several values; `{operator}` doesn't say whether one or all of them must fit.",
            ja="`{subject}` には複数の値があります。`{operator}` では、1 つが一致すればよいのか、すべてが一致する必要があるのかが決まりません。",
        ),
        fix=Text(
            en="Write `ForAnyValue:{operator}` or `ForAllValues:{operator}`.",
            ja="`ForAnyValue:{operator}` か `ForAllValues:{operator}` と書いてください。",
        ),
    ),
}

RULE = Rule(
    id="set-operator-missing",
    severity=Severity.WARNING,
    title=Text(
        en="Set operator missing",
        ja="集合演算子がない",
    ),
    why=Text(
        en="A request has several values for such a key. Without `ForAnyValue` or `ForAllValues` AWS doesn't define what the test means.",
        ja="このようなキーには 1 つのリクエストで複数の値があります。`ForAnyValue` も `ForAllValues` もない場合の意味は AWS で定義されていません。",
    ),
    remedy=Text(
        en="Put `ForAnyValue:` (one is enough) or `ForAllValues:` (all must fit) before the operator.",
        ja="演算子の前に `ForAnyValue:` (1 つでも一致) か `ForAllValues:` (すべてが一致) を付けてください。",
    ),
    words=_WORDS,
)

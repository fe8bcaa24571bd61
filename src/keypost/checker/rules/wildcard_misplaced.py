"""A wildcard where it is taken literally, or where exactly one value is meant."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.WILDCARD_LITERAL: Words(
        Text(
            en="`{operator}` takes the wildcard in `{subject}` literally, so that `{key}` is never equal to it.",
            ja="`{operator}` では `{subject}` のワイルドカードが文字どおりに扱われるため、`{key}` と等しくなることはありません。",
        ),
        fix=Text(
            en="Use `StringLike`, or `ArnLike` for an ARN.",
            ja="`StringLike` を、ARN なら `ArnLike` を使ってください。",
        ),
    ),
    Problem.WILDCARD_IN_EXACT_KEY: Words(
        Text(
            en="`{key}` is compared with the pattern `{subject}`; AWS says to name accounts, organizations and networks in full.",
            ja="`{key}` がパターン `{subject}` と比較されています。アカウント・組織・ネットワークは完全な値で指定するよう AWS は求めています。",
        ),
        fix=Text(
            en="List the ids in full with `StringEquals`.",
            ja="`StringEquals` で完全な ID を列挙してください。",
        ),
    ),
}

RULE = Rule(
    id="wildcard-misplaced",
    severity=Severity.WARNING,
    title=Text(
        en="Misplaced wildcard",
        ja="不適切なワイルドカード",
    ),
    why=Text(
        en="`StringEquals` takes an asterisk literally: the test never holds. Accounts, organizations and networks should be named in full: a pattern lets strangers in whose ids happen to fit.",
        ja="`StringEquals` ではアスタリスクは文字どおりに扱われ、テストは成立しません。アカウント・組織・ネットワークは完全な値で指定する必要があり、パターンでは ID が偶然合う第三者まで対象になります。",
    ),
    remedy=Text(
        en="Use `StringLike` or `ArnLike` for patterns, and whole ids for accounts, organizations and networks.",
        ja="パターンには `StringLike` か `ArnLike` を使い、アカウント・組織・ネットワークは完全な ID で指定してください。",
    ),
    words=_WORDS,
)

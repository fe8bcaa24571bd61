"""A condition on a key that AWS doesn't have, or that this service's requests don't have."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.KEY_UNKNOWN: Words(
        Text(
            en="there is no condition key `{subject}`.",
            ja="`{subject}` という条件キーはありません。",
        ),
        fix=Text(
            en="Correct the name.",
            ja="名前を直してください。",
        ),
    ),
    Problem.KEY_OF_OTHER_SERVICE: Words(
        Text(
            en="`{subject}` is a key of another service; requests to `{service}` don't carry it.",
            ja="`{subject}` は別のサービスのキーです。`{service}` へのリクエストには含まれません。",
        ),
        fix=Text(
            en="Use a key of `{service}:`, or a global one (`aws:`).",
            ja="`{service}:` のキーか、グローバルなキー (`aws:`) を使ってください。",
        ),
    ),
}

RULE = Rule(
    id="condition-key-unknown",
    severity=Severity.WARNING,
    title=Text(
        en="Unknown condition key",
        ja="存在しない条件キー",
    ),
    why=Text(
        en="A request never carries a key that doesn't exist: a positive test never holds, a negated one always does.",
        ja="存在しないキーがリクエストに含まれることはありません。肯定のテストは成立せず、否定のテストは常に成立します。",
    ),
    remedy=Text(
        en="Correct the key's name.",
        ja="キーの名前を直してください。",
    ),
    words=_WORDS,
)

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
    Problem.VARIABLE_UNKNOWN: Words(
        Text(
            en="`{subject}` is no policy variable: no request has a value for it, so nothing is equal to it.",
            ja="`{subject}` というポリシー変数はありません。リクエストにその値はなく、何とも一致しません。",
        ),
        fix=Text(
            en="Correct the name; a value of the template is filled in by `Fn::Sub` (`!Sub`).",
            ja="名前を直してください。テンプレートの値を埋め込むには `Fn::Sub` (`!Sub`) が必要です。",
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

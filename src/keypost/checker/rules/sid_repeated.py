"""Two statements of a document have the same Sid."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.SID_TWICE: Words(
        Text(
            en="an earlier statement has the same Sid, `{subject}`.",
            ja="前のステートメントと Sid `{subject}` が重複しています。",
        ),
        fix=Text(
            en="Rename one of the two.",
            ja="どちらかの名前を変えてください。",
        ),
    ),
}

RULE = Rule(
    id="sid-repeated",
    severity=Severity.WARNING,
    title=Text(
        en="Sid given twice",
        ja="重複する Sid",
    ),
    why=Text(
        en="IAM and SNS refuse such a document; elsewhere it isn't clear which of the two statements a tool or a person means.",
        ja="IAM と SNS はこのようなドキュメントを拒否します。ほかのサービスでも、どちらのステートメントを指すのかが分からなくなります。",
    ),
    remedy=Text(
        en="Give each statement a Sid of its own.",
        ja="ステートメントごとに異なる Sid を付けてください。",
    ),
    words=_WORDS,
)

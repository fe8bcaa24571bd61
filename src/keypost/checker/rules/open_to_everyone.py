"""An Allow for everyone, under no condition that tells callers apart."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.OPEN_TO_EVERYONE: Words(
        Text(
            en="everyone is allowed, and no condition tells callers apart.",
            ja="全員が許可されており、呼び出し元を区別する条件もありません。",
        ),
        fix=Text(
            en="Name the principals, or add a condition on `aws:PrincipalOrgID`, `aws:SourceAccount` or `aws:SourceArn`.",
            ja="プリンシパルを指定するか、`aws:PrincipalOrgID`、`aws:SourceAccount`、`aws:SourceArn` の条件を加えてください。",
        ),
    ),
}

RULE = Rule(
    id="open-to-everyone",
    severity=Severity.WARNING,
    title=Text(
        en="Open to everyone",
        ja="全員に公開",
    ),
    why=Text(
        en="Whoever knows the name of the resource may use it: any account, for some actions without credentials.",
        ja="リソースの名前を知っていれば、どのアカウントからでも、アクションによっては認証情報なしでも利用できます。",
    ),
    remedy=Text(
        en="Name the principals, or add a condition on the organization, the account or the source.",
        ja="プリンシパルを指定するか、組織・アカウント・送信元についての条件を加えてください。",
    ),
    words=_WORDS,
)

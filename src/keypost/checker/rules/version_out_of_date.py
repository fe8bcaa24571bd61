"""The version of the policy language is missing or old, so that something reads differently than it looks."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.VERSION_MISSING: Words(
        Text(
            en="Version is missing; KMS lists it among what a key policy must have, and other services then take the version of 2008.",
            ja="Version がありません。KMS ではキーポリシーに必須とされ、ほかのサービスでは 2008 年のバージョンとして扱われます。",
        ),
        fix=Text(
            en='Add `"Version": "2012-10-17"`.',
            ja='`"Version": "2012-10-17"` を追加してください。',
        ),
    ),
    Problem.VARIABLE_IN_OLD_VERSION: Words(
        Text(
            en="`{subject}` holds a policy variable, but only version 2012-10-17 knows variables: it is plain text here.",
            ja="`{subject}` にポリシー変数がありますが、変数が使えるのはバージョン 2012-10-17 だけです。ここではただの文字列です。",
        ),
        fix=Text(
            en="Set Version to `2012-10-17`.",
            ja="Version を `2012-10-17` にしてください。",
        ),
    ),
}

RULE = Rule(
    id="version-out-of-date",
    severity=Severity.WARNING,
    title=Text(
        en="Old version of the policy language",
        ja="古いバージョンのポリシー言語",
    ),
    why=Text(
        en="Without a Version, or with 2008-10-17, AWS takes policy variables for plain text: nothing is ever equal to them.",
        ja="Version がない場合や 2008-10-17 の場合、AWS はポリシー変数をただの文字列として扱い、それと等しい値はありません。",
    ),
    remedy=Text(
        en="Write Version 2012-10-17.",
        ja="Version に 2012-10-17 を書いてください。",
    ),
    words=_WORDS,
)

"""What stands where a policy belongs isn't one."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_FIX = Text(
    en="Write a document with Version and a list of Statements.",
    ja="Version と Statement のリストを持つドキュメントにしてください。",
)
_WORDS = {
    Problem.NOT_A_DOCUMENT: Words(
        Text(
            en="this isn't a policy document; AWS would refuse it.",
            ja="ポリシードキュメントではありません。AWS に拒否されます。",
        ),
        fix=_FIX,
    ),
    Problem.NO_STATEMENTS: Words(
        Text(
            en="there is no statement; AWS takes at least one.",
            ja="ステートメントが 1 つもありません。AWS では少なくとも 1 つ必要です。",
        ),
        fix=_FIX,
    ),
    Problem.WRONG_TYPE: Words(
        Text(
            en="`{subject}` has a value of the wrong type; AWS would refuse it.",
            ja="`{subject}` の値の型が正しくありません。AWS に拒否されます。",
        ),
        fix=Text(en="Write a text, or a list of texts.", ja="文字列か文字列のリストを書いてください。"),
    ),
    Problem.VERSION_UNKNOWN: Words(
        Text(
            en="there is no version `{subject}` of the policy language; AWS would refuse it.",
            ja="ポリシー言語に `{subject}` というバージョンはありません。AWS に拒否されます。",
        ),
        fix=Text(en="Write `2012-10-17`.", ja="`2012-10-17` と書いてください。"),
    ),
}

RULE = Rule(
    id="policy-malformed",
    severity=Severity.ERROR,
    title=Text(en="Not a policy document", ja="ポリシードキュメントではない"),
    why=Text(
        en="A deployment with such a policy stops with MalformedPolicyDocument.",
        ja="このようなポリシーのデプロイは MalformedPolicyDocument で失敗します。",
    ),
    remedy=Text(en="Correct the document.", ja="ドキュメントを修正してください。"),
    words=_WORDS,
)

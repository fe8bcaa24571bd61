"""The document has a character that KMS or IAM doesn't take."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.SID_CHARACTERS: Words(
        Text(
            en="the Sid of an IAM policy has letters and digits only, no spaces.",
            ja="IAM ポリシーの Sid に使えるのは英数字だけで、空白は使えません。",
        ),
        fix=Text(
            en="Write it with A-Z, a-z and 0-9.",
            ja="A-Z、a-z、0-9 だけで書いてください。",
        ),
    ),
    Problem.CHARACTER: Words(
        Text(
            en="`{subject}` has the character {character}, which KMS and IAM refuse.",
            ja="`{subject}` に文字 {character} があります。KMS と IAM はこの文字を拒否します。",
        ),
        fix=Text(
            en="Replace it with characters up to U+00FF.",
            ja="U+00FF までの文字に置き換えてください。",
        ),
    ),
}

RULE = Rule(
    id="character-refused",
    severity=Severity.ERROR,
    title=Text(
        en="Character that AWS refuses",
        ja="AWS に拒否される文字",
    ),
    why=Text(
        en="KMS and IAM take printable characters of ASCII and Latin-1, tab and line breaks only. A name in another script stops the deployment, also as a Sid or in an ARN.",
        ja="KMS と IAM が受け付けるのは ASCII と Latin-1 の印字可能文字、タブ、改行だけです。日本語などの名前は、Sid や ARN の中でもデプロイを失敗させます。",
    ),
    remedy=Text(
        en="Use ASCII; where a resource has such a name, test aws:SourceAccount in place of aws:SourceArn.",
        ja="ASCII で書いてください。リソース名にそのような文字がある場合は、aws:SourceArn の代わりに aws:SourceAccount を条件にしてください。",
    ),
    words=_WORDS,
)

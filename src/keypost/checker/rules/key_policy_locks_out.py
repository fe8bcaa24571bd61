"""A key policy after which nobody could change the key policy."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.LOCKS_OUT: Words(
        Text(
            en="no statement lets a principal of the account call `{subject}`; KMS refuses a policy that could never be changed again, unless its check is bypassed.",
            ja="アカウントのプリンシパルに `{subject}` を許可するステートメントがありません。変更できなくなるポリシーは、検査を回避しないかぎり KMS に拒否されます。",
        ),
        fix=Text(
            en="Add the statement for the account: Allow, Principal `arn:aws:iam::ACCOUNT:root`, Action `kms:*`, Resource `*`.",
            ja="アカウントへのステートメント (Allow、Principal `arn:aws:iam::アカウント:root`、Action `kms:*`、Resource `*`) を追加してください。",
        ),
    ),
    Problem.DENIES_EVERYONE: Words(
        Text(
            en="it denies everyone `{subject}`; KMS refuses a policy that could never be changed again, unless its check is bypassed.",
            ja="全員に `{subject}` を拒否しています。変更できなくなるポリシーは、検査を回避しないかぎり KMS に拒否されます。",
        ),
        fix=Text(
            en="Except the administrators with a condition, or leave `{subject}` out.",
            ja="管理者を条件で除外するか、`{subject}` を対象から外してください。",
        ),
    ),
}

RULE = Rule(
    id="key-policy-locks-out",
    severity=Severity.ERROR,
    title=Text(
        en="Key policy that locks everybody out",
        ja="誰も変更できなくなるキーポリシー",
    ),
    why=Text(
        en="KMS refuses a policy under which its author can't call PutKeyPolicy again. Where the check is bypassed, only AWS Support can bring the key back.",
        ja="KMS は、登録した本人が PutKeyPolicy を再び呼び出せなくなるポリシーを拒否します。この検査を回避して登録した場合、元に戻せるのは AWS サポートだけです。",
    ),
    remedy=Text(
        en="Keep the statement that delegates to the account, or name an administrator.",
        ja="アカウントに委任するステートメントを残すか、管理者を指定してください。",
    ),
    words=_WORDS,
)

"""The document, or one of its lists, is longer than AWS takes."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.TOO_LARGE: Words(
        Text(
            en="a length of {count} is more than the {limit} that AWS takes.",
            ja="長さ {count} は、AWS の上限 {limit} を超えています。",
        ),
        fix=Text(
            en="Shorten it: join statements, leave out Sids, use patterns.",
            ja="ステートメントをまとめる、Sid を省く、パターンを使うなどして短くしてください。",
        ),
    ),
    Problem.ONLY_INLINE: Words(
        Text(
            en="{count} characters are more than a managed policy may have ({limit}); only the inline policies of a role take so much.",
            ja="{count} 文字は管理ポリシーの上限 ({limit}) を超えています。これだけの長さはロールのインラインポリシーにしか書けません。",
        ),
        fix=Text(
            en="Split it into several managed policies.",
            ja="複数の管理ポリシーに分割してください。",
        ),
    ),
    Problem.TOO_MANY_STATEMENTS: Words(
        Text(
            en="{count} statements are more than the {limit} that AWS takes.",
            ja="ステートメント {count} 個は、AWS の上限 {limit} 個を超えています。",
        ),
        fix=Text(
            en="Join statements that differ in one element only.",
            ja="1 つの要素だけが違うステートメントをまとめてください。",
        ),
    ),
    Problem.TOO_MANY_PRINCIPALS: Words(
        Text(
            en="{count} principals are more than the {limit} that AWS takes.",
            ja="プリンシパル {count} 個は、AWS の上限 {limit} 個を超えています。",
        ),
        fix=Text(
            en="Name accounts in place of roles, or everyone under a condition on `aws:PrincipalArn` or `aws:PrincipalOrgID`.",
            ja="ロールの代わりにアカウントを指定するか、`aws:PrincipalArn` や `aws:PrincipalOrgID` の条件を付けて全員を指定してください。",
        ),
    ),
    Problem.TOO_MANY_CONDITIONS: Words(
        Text(
            en="{count} conditions are more than the {limit} that AWS documents.",
            ja="条件 {count} 個は、AWS の文書にある上限 {limit} 個を超えています。",
        ),
        fix=Text(
            en="Test fewer keys; several values of one key count once.",
            ja="テストするキーを減らしてください。1 つのキーに複数の値を書いても 1 個と数えられます。",
        ),
    ),
    Problem.TOO_MANY_ACTIONS: Words(
        Text(
            en="{count} actions are more than the {limit} that AWS takes in one statement.",
            ja="アクション {count} 個は、1 つのステートメントの上限 {limit} 個を超えています。",
        ),
        fix=Text(
            en="Use a pattern such as `sqs:Get*`, or a second statement.",
            ja="`sqs:Get*` のようなパターンか、2 つ目のステートメントを使ってください。",
        ),
    ),
    Problem.TOO_MANY_RESOURCES: Words(
        Text(
            en="{count} resources; the policy of a topic names one, the topic itself.",
            ja="リソースが {count} 個あります。トピックのポリシーが指定できるのはトピック自身 1 つだけです。",
        ),
        fix=Text(
            en="Name the topic's ARN alone.",
            ja="トピックの ARN だけを書いてください。",
        ),
    ),
}

RULE = Rule(
    id="policy-too-large",
    severity=Severity.ERROR,
    title=Text(
        en="Policy above a quota",
        ja="クォータを超えるポリシー",
    ),
    why=Text(
        en="AWS refuses a document beyond the quota of its service. It often happens late, when one more account or alarm is added.",
        ja="サービスのクォータを超えるドキュメントは AWS に拒否されます。アカウントやアラームを 1 つ追加したときに、後から起こることがよくあります。",
    ),
    remedy=Text(
        en="Join statements, or put a pattern or a condition in place of long lists.",
        ja="ステートメントをまとめるか、長いリストの代わりにパターンや条件を使ってください。",
    ),
    words=_WORDS,
)

"""A Resource that AWS refuses: no ARN, or not the resource that has the policy."""

from keypost.checker.rule import Rule, Words
from keypost.checker.verdict import Severity
from keypost.policy.validity.defect import Problem
from keypost.text import Text

_WORDS = {
    Problem.RESOURCE_OTHER: Words(
        Text(
            en="`{subject}` isn't the resource that has this policy.",
            ja="`{subject}` は、このポリシーを持つリソースではありません。",
        ),
        fix=Text(
            en="Write the resource's own ARN.",
            ja="リソース自身の ARN を書いてください。",
        ),
    ),
    Problem.RESOURCE_SECOND: Words(
        Text(
            en="`{subject}` isn't the resource that other statements name (`{first}`); one policy is for one resource.",
            ja="`{subject}` は、他のステートメントのリソース (`{first}`) とは別のものです。1 つのポリシーの対象は 1 つのリソースです。",
        ),
        fix=Text(
            en="Keep the statements about the resource that has the policy.",
            ja="ポリシーを持つリソースについてのステートメントだけを残してください。",
        ),
    ),
    Problem.RESOURCE_PARTITION: Words(
        Text(
            en="`{subject}` names no partition of AWS; IAM refuses that.",
            ja="`{subject}` のパーティションは AWS にありません。IAM に拒否されます。",
        ),
        fix=Text(
            en="Write `arn:aws:...` (in China `aws-cn`, in GovCloud `aws-us-gov`).",
            ja="`arn:aws:...` と書いてください (中国では `aws-cn`、GovCloud では `aws-us-gov`)。",
        ),
    ),
    Problem.RESOURCE_NOT_ARN: Words(
        Text(
            en="`{subject}` is no ARN; an identity policy names resources by ARN (a key by its key ARN).",
            ja="`{subject}` は ARN ではありません。アイデンティティポリシーではリソースを ARN で (キーはキー ARN で) 指定します。",
        ),
        fix=Text(
            en="Write the ARN, or `*`.",
            ja="ARN か `*` を書いてください。",
        ),
    ),
    Problem.RESOURCE_SERVICE_WILDCARD: Words(
        Text(
            en="`{subject}` has a wildcard in the place of the service, where none may stand.",
            ja="`{subject}` はサービスの位置にワイルドカードがあります。そこには使えません。",
        ),
        fix=Text(
            en="Name the service.",
            ja="サービスを指定してください。",
        ),
    ),
    Problem.RESOURCE_UNFIT: Words(
        Text(
            en="`{subject}` doesn't work on {resources}: actions on objects need `bucket/*`, actions on the bucket its own ARN.",
            ja="`{subject}` は {resources} には使えません。オブジェクトのアクションには `バケット/*`、バケットのアクションにはバケット自身の ARN が必要です。",
        ),
        fix=Text(
            en="Name the bucket and its objects, each in the statement that needs it.",
            ja="必要に応じてバケットの ARN とオブジェクトの ARN を書いてください。",
        ),
    ),
}

RULE = Rule(
    id="resource-refused",
    severity=Severity.ERROR,
    title=Text(
        en="Resource that AWS refuses",
        ja="AWS に拒否されるリソース",
    ),
    why=Text(
        en="A topic's policy speaks about that topic, a bucket's about that bucket and its objects, an identity policy about ARNs. AWS refuses anything else.",
        ja="トピックのポリシーはそのトピック、バケットのポリシーはそのバケットとオブジェクト、アイデンティティポリシーは ARN についてのものです。それ以外は AWS に拒否されます。",
    ),
    remedy=Text(
        en="Name the ARN of the resource that has the policy.",
        ja="ポリシーを持つリソース自身の ARN を書いてください。",
    ),
    words=_WORDS,
)

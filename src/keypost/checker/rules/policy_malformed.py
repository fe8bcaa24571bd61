"""What stands where a policy belongs isn't one."""

from collections.abc import Iterator

from keypost.checker.rule import Claim, Rule
from keypost.checker.verdict import Severity
from keypost.estate.estate import Estate
from keypost.text import Text
from keypost.unknown import Unread, Why


def inspect(estate: Estate) -> Iterator[Claim]:
    """Claim every resource policy that isn't a policy document."""
    for resource in estate.resources:
        if isinstance(resource.policy, Unread) and resource.policy.why is Why.MALFORMED:
            origin = resource.policy_origin if resource.policy_origin.file else resource.origin
            yield Claim(
                message=_MESSAGE.fill(resource=resource.id),
                origin=origin,
                subject=resource.id,
                resource=resource,
                fixes=(_FIX,),
            )


_MESSAGE = Text(
    en="The policy of `{resource}` isn't a policy document; AWS would refuse it.",
    ja="`{resource}` のポリシーはポリシードキュメントではありません。AWS に拒否されます。",
)
_FIX = Text(
    en="Write a document with Version and a list of Statements.",
    ja="Version と Statement のリストを持つドキュメントにしてください。",
)

RULE = Rule(
    id="policy-malformed",
    severity=Severity.ERROR,
    title=Text(en="Not a policy document", ja="ポリシードキュメントではない"),
    why=Text(
        en="A deployment with such a policy stops with MalformedPolicyDocument.",
        ja="このようなポリシーのデプロイは MalformedPolicyDocument で失敗します。",
    ),
    remedy=Text(en="Correct the document.", ja="ドキュメントを修正してください。"),
    inspects=inspect,
)

"""Names that two stacks claim: references to them stay open, and a gap names both."""

from keypost.arn import parse_arn
from keypost.estate.estate import Gap
from keypost.estate.references import AMBIGUOUS_NAME, describe_claims
from keypost.estate.resource import Membership, Resource
from keypost.named import Iterator, Sequence
from keypost.unknown import Shape, has_unknown_of, render_unknown

_SEVERAL = 2


def find_clashes(resources: Sequence[Resource]) -> Iterator[Gap]:
    """Yield a gap for every ARN or alias that resources of several stacks claim."""
    if len({resource.stack for resource in resources}) < _SEVERAL:
        return
    claims: dict[str, list[Resource]] = {}
    for resource in resources:
        if resource.membership is Membership.INSIDE:
            for name in _names(resource):
                claims.setdefault(name, []).append(resource)
    for name, claimants in claims.items():
        if len({resource.stack for resource in claimants}) >= _SEVERAL:
            why = AMBIGUOUS_NAME.fill(claims=describe_claims(claimants))
            yield Gap(render_unknown(name), why, claimants[0].origin)


def _names(resource: Resource) -> Iterator[str]:
    """Yield what is given, not generated: a generated name belongs to one resource alone; what is AWS's, to all."""
    arn = parse_arn(resource.arn)
    if arn and arn.account != "aws" and not has_unknown_of(resource.arn, shape=Shape.IDENTITY):
        yield resource.arn
    if resource.is_key:
        for alias in resource.aliases:
            yield f"arn:{resource.partition}:kms:{resource.region}:{resource.account}:{alias}"

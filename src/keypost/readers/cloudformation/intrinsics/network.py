"""Fn::Cidr and Fn::GetAZs."""

from itertools import islice

from keypost.readers.building.resolved import Value
from keypost.readers.cloudformation.intrinsics.scope import Scope, build_malformed, take_arguments
from keypost.unknown import Unread, Why, has_unknown, render_unknown, unknowns_in

_MOST_BLOCKS = 256
_IPV4_BITS = 32
_IPV6_BITS = 128


def cidr(argument: object, scope: Scope) -> Value:
    """Resolve `Fn::Cidr: [block, count, bits of each]`.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
    """
    import ipaddress

    texts = [scope.text(part) for part in take_arguments(argument, least=2, most=3)]
    for text in texts:
        if has_unknown(text):
            return Unread(Why.UNKNOWN_VALUE, unknowns_in(text)[0].name)
    block, count, bits = (*texts, "8")[:3]
    try:
        network = ipaddress.ip_network(block, strict=False)
        width = _IPV4_BITS if network.version == 4 else _IPV6_BITS
        blocks = islice(network.subnets(new_prefix=width - int(bits)), min(int(count), _MOST_BLOCKS))
        return [str(part) for part in blocks]
    except ValueError as error:
        raise build_malformed(f"it can't be divided: {error}", ja=f"分割できません: {error}") from error


def get_azs(argument: object, scope: Scope) -> Value:
    """Resolve `Fn::GetAZs: region`: the list differs from account to account.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html
    """
    region = scope.text(argument) or scope.text({"Ref": "AWS::Region"})
    return Unread(Why.UNKNOWN_VALUE, f"Fn::GetAZs({render_unknown(region)})")

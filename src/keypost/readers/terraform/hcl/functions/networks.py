"""Functions of networks.

https://developer.hashicorp.com/terraform/language/functions#ip-network-functions
"""

import ipaddress
from collections.abc import Callable, Sequence

from keypost.readers.terraform.hcl.functions.declare import Run, text, value
from keypost.readers.terraform.hcl.values import Value, build_error, to_number, to_text
from keypost.unknown import Unread

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _subnets(arguments: Sequence[Value]) -> Value:
    """Return subnets one behind the other, each as much longer than the network as its argument says."""
    try:
        network = ipaddress.ip_network(to_text(arguments[0]), strict=False)
        lengths = [network.prefixlen + _whole(argument) for argument in arguments[1:]]
        subnets, at = [], int(network.network_address)
        for length in lengths:
            size = 1 << (network.max_prefixlen - length)
            at = -(-at // size) * size
            if length < network.prefixlen or at + size > int(network.broadcast_address) + 1:
                raise ValueError
            subnets.append(str(type(network)((at, length))))
            at += size
    except (ValueError, ipaddress.AddressValueError) as error:
        raise build_error("the network isn't valid", ja="ネットワークが正しくありません") from error
    return list(subnets)


def _of_network(calculate: Callable[[Network, list[int]], str]) -> Run:
    def run(arguments: Sequence[Value]) -> Value:
        try:
            network = ipaddress.ip_network(to_text(arguments[0]), strict=False)
            return calculate(network, [_whole(argument) for argument in arguments[1:]])
        except (ValueError, IndexError, ipaddress.AddressValueError) as error:
            raise build_error("the network isn't valid", ja="ネットワークが正しくありません") from error

    return run


def _whole(argument: Value) -> int:
    number = to_number(argument)
    if isinstance(number, Unread) or number.denominator != 1 or abs(number) > 1 << 128:
        raise ValueError
    return int(number)


def _host(network: Network, numbers: list[int]) -> str:
    return str(network[numbers[0]])


def _mask(network: Network, numbers: list[int]) -> str:
    del numbers
    return str(network.netmask)


def _subnet(network: Network, numbers: list[int]) -> str:
    bits, number = numbers
    length = network.prefixlen + bits
    if not 0 <= bits <= network.max_prefixlen - network.prefixlen or not 0 <= number < 1 << bits:
        raise ValueError
    address = int(network.network_address) + (number << (network.max_prefixlen - length))
    return str(type(network)((address, length)))


FUNCTIONS = {
    "cidrhost": text(_of_network(_host), 2),
    "cidrnetmask": text(_of_network(_mask), 1),
    "cidrsubnet": text(_of_network(_subnet), 3),
    "cidrsubnets": value(_subnets, 1, None),
}

"""The words in which a service's operations are declared."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from keypost.arn import Arn, parse_arn
from keypost.endpoint.call import NOTHING, PARTITION, Call, Context
from keypost.named import NamedTuple

EVERYTHING = "*"


class Demand(NamedTuple):
    """One thing that must be allowed for a call: an IAM action on a resource."""

    action: str
    resource: str
    context: Context = NOTHING


def no_context(_call: Call) -> Context:
    """Return the context of calls that carry nothing of their own."""
    return NOTHING


def no_demands(_call: Call) -> Iterator[Demand]:
    """Yield nothing more."""
    yield from ()


class Table(NamedTuple):
    """A service's operations.

    `resource` tells which one a call is about (`*`: none). Operations are named as their actions unless `renamed`:
    an operation with no action at all needs no permission. `further` yields what else must be allowed. Whoever calls
    one of the `unsigned` operations without a signature needs no permission either.
    """

    prefix: str
    resource: Callable[[Call], str]
    renamed: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    context: Callable[[Call], Context] = no_context
    further: Callable[[Call], Iterator[Demand]] = no_demands
    unsigned: frozenset[str] = frozenset()


def build_arn(call: Call, service: str, resource: str, *, is_global: bool = False) -> str:
    """Return the ARN of a resource of the caller's account and Region."""
    return str(Arn(PARTITION, service, "" if is_global else call.region, call.account, resource))


def find_arn(call: Call, *names: str) -> str:
    """Return the first of the parameters that holds an ARN, `*` where none does."""
    return next((call.get(name) for name in names if parse_arn(call.get(name)) is not None), EVERYTHING)


def pass_role(call: Call, role: str, service: str) -> Demand:
    """Return the permission to hand a role to a service (IAM User Guide, passing a role to an AWS service)."""
    arn = role if parse_arn(role) is not None else build_arn(call, "iam", f"role/{role}", is_global=True)
    return Demand("iam:PassRole", arn, {"iam:PassedToService": (service,)})


def by_parameters(service: str, patterns: Mapping[str, str], *, is_global: bool = False) -> Callable[[Call], str]:
    """Return what finds a resource by the first parameter that is given: an ARN, or a name for the pattern's `{}`."""

    def find(call: Call) -> str:
        for name, pattern in patterns.items():
            value = call.get(name)
            if parse_arn(value) is not None:
                return value
            if value:
                return build_arn(call, service, pattern.format(value), is_global=is_global)
        return EVERYTHING

    return find

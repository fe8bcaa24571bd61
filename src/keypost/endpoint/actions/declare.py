"""The words in which a service's operations are declared."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from keypost.arn import Arn, parse_arn
from keypost.endpoint.call import NOTHING, PARTITION, Call, Context
from keypost.endpoint.store.identities import find_entity
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


class Listed(NamedTuple):
    """How an operation names several resources: in which parameter, and the pattern of their names in ARNs."""

    parameter: str
    pattern: str
    is_global: bool = False


class Table(NamedTuple):
    """A service's operations.

    `resource` tells which one a call is about (`*`: none). Operations are named as their actions unless `renamed`:
    an operation with no action at all needs no permission. `lists` has the operations on several resources. `further`
    yields what else must be allowed. Whoever calls one of the `unsigned` operations without a signature needs no
    permission either.
    """

    prefix: str
    resource: Callable[[Call], str]
    renamed: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    context: Callable[[Call], Context] = no_context
    lists: Mapping[str, Listed] = MappingProxyType({})
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
    named = build_arn(call, "iam", f"role/{role}", is_global=True)
    arn = role if parse_arn(role) is not None else find_entity("role", role, account=call.account) or named
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


def list_named(table: Table, call: Call) -> Iterator[Demand]:
    """Yield each resource of an operation on several; everything where it names none."""
    listed = table.lists[call.operation]
    action, names = f"{table.prefix}:{call.operation}", call.parameters.get(listed.parameter) or ()
    for name in names:
        named = build_arn(call, table.prefix, listed.pattern.format(name), is_global=listed.is_global)
        arn = str(name) if parse_arn(str(name)) is not None else named
        yield Demand(action, arn, table.context(call))
    if not names:
        yield Demand(action, EVERYTHING, table.context(call))

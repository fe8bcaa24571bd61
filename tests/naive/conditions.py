"""Condition blocks: set operators, IfExists, Null, absent keys, variables (IAM User Guide, element Condition)."""

from collections.abc import Mapping
from typing import Any

from tests.naive.operators import NEGATED, POSITIVE, WITH_VARIABLES, Context, fill, matches, spell
from tests.naive.worlds import World

NAMES = {name.lower(): name for name in (*NEGATED, *POSITIVE, "Null")}
SETS = ("forallvalues", "foranyvalue")


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def holds(block: Mapping[str, Any] | None, context: Context, world: World, *, variables: bool) -> bool:
    """All operators hold, for all their keys."""
    return all(
        test_holds(operator, key.lower(), [text(one) for one in as_list(values)], context, world, variables=variables)
        for operator, tests in (block or {}).items()
        for key, values in tests.items()
    )


def test_holds(operator: str, key: str, values: list[str], context: Context, world: World, *, variables: bool) -> bool:
    prefix, _, rest = operator.lower().rpartition(":")
    name = NAMES.get(rest.removesuffix("ifexists"))
    if name is None or prefix not in ("", *SETS):
        return world.choose(("not an operator", operator, key), (False, True))
    actual = context.get(key, [])
    if name == "Null":
        return ("false" if actual else "true") in [value.lower() for value in values]
    if not actual:
        return absent_holds(name, prefix, if_exists=rest.endswith("ifexists"))
    positive = NEGATED.get(name, name)
    listed = [is_listed(positive, values, one, context, world, variables=variables) for one in actual]
    good = [not one for one in listed] if name in NEGATED else listed
    if prefix == "forallvalues":
        return all(good)
    if prefix == "" and name in NEGATED and len(good) > 1:
        # AWS leaves open what a negated operator means for several values without a set operator.
        return world.choose("set operator missing", (any, all))(good)
    return any(good)


test_holds.__test__ = False  # type: ignore[attr-defined]


def absent_holds(name: str, prefix: str, *, if_exists: bool) -> bool:
    """Every IfExists and ForAllValues holds, ForAnyValue fails, then negated operators hold and others fail."""
    if if_exists or prefix == "forallvalues":
        return True
    return prefix == "" and name in NEGATED


def is_listed(
    positive: str, values: list[str], actual: str, context: Context, world: World, *, variables: bool
) -> bool:
    """One value of the request against all of the policy's: they are alternatives."""
    filled = variables and positive.startswith(WITH_VARIABLES)
    if positive == "Bool" and variables:
        # One page says that Bool takes variables, another says that it doesn't.
        filled = world.choose("variables in Bool", (False, True))
    for value in values:
        pattern = fill(value, context, variables=True) if filled else spell(value)
        if pattern is not None and matches(positive, pattern, actual):
            return True
    return False

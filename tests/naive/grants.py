"""KMS grants (KMS Developer Guide, grants and creating grants; API reference, GrantConstraints)."""

from collections.abc import Mapping
from typing import Any

from tests.naive.callers import Caller, way_of_aws
from tests.naive.operators import Context
from tests.naive.worlds import World

PAIR = "kms:encryptioncontext:"


def allowed_by_grants(
    grants: list[Any], *, caller: Caller, operation: str, context: Context, identity: bool, world: World
) -> bool:
    return any(is_allowed(grant, caller, operation, context, identity=identity, world=world) for grant in grants)


def is_allowed(
    grant: Mapping[str, Any], caller: Caller, operation: str, context: Context, *, identity: bool, world: World
) -> bool:
    """The grantee may use the listed operations; a grant to an account leaves it to its identity policies."""
    way = way_to(grant.get("GranteePrincipal"), grant.get("GranteeServicePrincipal"), caller)
    listed = operation in [name.lower() for name in grant["Operations"]]
    if operation == "retiregrant":
        retires = way_to(grant.get("RetiringPrincipal"), grant.get("RetiringServicePrincipal"), caller)
        return bool(retires) or (bool(way) and listed)
    if not way or not listed or (way == "account" and not identity):
        return False
    return constraints_hold(grant.get("Constraints") or {}, grant["Operations"], operation, context, world)


def way_to(principal: str | None, service: str | None, caller: Caller) -> str:
    if service is not None and caller.kind == "service":
        return "service" if service == caller.text else ""
    if principal is None:
        return ""
    if caller.kind == "service":
        return "service" if principal == caller.text else ""
    return "" if "*" in principal else way_of_aws(principal, caller)


def constraints_hold(
    constraints: Mapping[str, Any], operations: list[str], operation: str, context: Context, world: World
) -> bool:
    source = constraints.get("SourceArn")
    if source is not None and context.get("aws:sourcearn") != [source]:
        return False
    if operation == "creategrant":
        wanted = [name.lower() for name in context.get("kms:grantoperations") or []]
        if not set(wanted) <= {name.lower() for name in operations}:
            return False
    equals, subset = constraints.get("EncryptionContextEquals"), constraints.get("EncryptionContextSubset")
    if operation == "describekey" or (equals is None and subset is None):
        return True
    pairs = {key.removeprefix(PAIR): (context.get(key) or [""])[0] for key in context if key.startswith(PAIR)}
    names = context.get("kms:encryptioncontextkeys") or list(pairs)
    # One page compares the names with regard to case, the other without.
    exact = world.choose("case of names in constraints", (False, True))
    if subset is not None and not contains(pairs, names, subset, exact=exact):
        return False
    if equals is None:
        return True
    if operation == "creategrant" and not keeps_equals(context, world):
        return False
    same = {key.lower() for key in equals} == {name.lower() for name in [*names, *pairs]}
    return same and contains(pairs, names, equals, exact=exact)


def keeps_equals(context: Context, world: World) -> bool:
    """A child grant can't turn EncryptionContextEquals into EncryptionContextSubset."""
    found = context.get("kms:grantconstrainttype")
    if not found:
        return world.choose("constraint of the child grant", (True, False))
    return found == ["EncryptionContextEquals"]


def contains(pairs: Mapping[str, str], names: list[str], wanted: Mapping[str, str], *, exact: bool) -> bool:
    return all(pairs.get(key.lower()) == value and (not exact or key in names) for key, value in wanted.items())

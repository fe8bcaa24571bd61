"""Where an operation on a stack set goes: accounts as they are named, or those of organizational units.

Source: CloudFormation API reference, DeploymentTargets; CloudFormation User Guide, StackSets concepts (the management
account gets no instance of a stack set with service-managed permissions).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from keypost.endpoint.call import Call
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.stacksets.records import SERVICE_MANAGED, Place, StackSet
from keypost.endpoint.store.units import list_accounts

_ONLY_UNITS = "StackSets with SERVICE_MANAGED permission model can only have OrganizationalUnit as target"
_ONLY_ACCOUNTS = "StackSets with SELF_MANAGED permission model can only have accounts as target"
Pick = Callable[[set[str], set[str]], set[str]]
_FILTERS: Mapping[str, Pick] = {
    "NONE": lambda within, _named: within,
    "INTERSECTION": lambda within, named: within & named,
    "DIFFERENCE": lambda within, named: within - named,
    "UNION": lambda within, named: within | named,
}


def list_units(call: Call) -> list[str]:
    """Return the organizational units that the call names."""
    return [str(unit) for unit in _read(call).get("OrganizationalUnitIds") or ()]


def list_regions(call: Call) -> list[str]:
    """Return the Regions in the order that is wanted: that of the preferences first."""
    wanted = [str(region) for region in call.parameters.get("Regions") or ()]
    first = [str(one) for one in (call.parameters.get("OperationPreferences") or {}).get("RegionOrder") or ()]
    return sorted(dict.fromkeys(wanted), key=lambda one: first.index(one) if one in first else len(first))


def list_places(call: Call, stack_set: StackSet) -> list[Place]:
    """Return where the operation goes, a Region after the other.

    Raises:
        RefusalError: the targets aren't of the kind that the stack set's permissions ask for.
    """
    holders = _list_holders(call, stack_set)
    return [Place(account, region, unit) for region in list_regions(call) for account, unit in holders.items()]


def names_places(call: Call) -> bool:
    """Tell whether the call names accounts, units or Regions."""
    return any(call.parameters.get(name) for name in ("Accounts", "DeploymentTargets", "Regions"))


def _list_holders(call: Call, stack_set: StackSet) -> dict[str, str]:
    """Return the accounts, each with the unit that it is taken for."""
    given, units = _read(call), list_units(call)
    named = _order([*(call.parameters.get("Accounts") or ()), *(given.get("Accounts") or ())])
    if stack_set.permission.model != SERVICE_MANAGED:
        if units or not named:
            raise RefusalError("ValidationError", _ONLY_ACCOUNTS)
        return dict.fromkeys(named, "")
    if not units:
        raise RefusalError("ValidationError", _ONLY_UNITS)
    found = {one: unit for unit in units for one in list_accounts(unit, account=stack_set.account)}
    pick = _FILTERS.get(str(given.get("AccountFilterType") or ("INTERSECTION" if named else "NONE")))
    if pick is None:
        raise RefusalError("ValidationError", "AccountFilterType is none of " + ", ".join(_FILTERS))
    kept = pick(set(found), set(named)) - {stack_set.account}
    return {one: found.get(one, units[0]) for one in _order([*found, *named]) if one in kept}


def _read(call: Call) -> Mapping[str, Any]:
    given: Mapping[str, Any] = call.parameters.get("DeploymentTargets") or {}
    return given


def _order(accounts: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(str(one) for one in accounts))

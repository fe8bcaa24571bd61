"""Instances of a stack set made, changed and taken away.

Source: CloudFormation API reference, CreateStackInstances, UpdateStackInstances, DeleteStackInstances,
StopStackSetOperation.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.front import Front, Operation, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.stacksets import run
from keypost.endpoint.stacksets.records import INOPERABLE, Instance, Place, StackSet, find_set
from keypost.endpoint.stacksets.targets import list_places, list_regions, list_units

_NOT_FOUND = 404


def create_instances(front: Front, call: Call, _caller: Caller) -> Result:
    """Make instances; those that are there already are made what the stack set says."""
    stack_set = find_set(front, call)
    places = list_places(call, stack_set)
    operation = run.begin(stack_set, call, "CREATE")
    for unit in list_units(call):
        stack_set.units[unit] = list(dict.fromkeys([*stack_set.units.get(unit, ()), *list_regions(call)]))
    chosen = [_provide(stack_set, place) for place in places]
    _override(call, chosen)
    run.run(operation, chosen, run.put(front, stack_set))
    return {"OperationId": operation.id}


def update_instances(front: Front, call: Call, _caller: Caller) -> Result:
    """Give instances other values of parameters; those that aren't named are the stack set's again."""
    stack_set = find_set(front, call)
    chosen = list_named(call, stack_set)
    operation = run.begin(stack_set, call, "UPDATE")
    _override(call, chosen)
    run.run(operation, [one for one in chosen if one.status != INOPERABLE], run.put(front, stack_set))
    return {"OperationId": operation.id}


def delete_instances(front: Front, call: Call, _caller: Caller) -> Result:
    """Take instances away, and their stacks unless these are to be retained."""
    stack_set = find_set(front, call)
    chosen = list_named(call, stack_set)
    operation = run.begin(stack_set, call, "DELETE")
    act = run.remove(front, stack_set, retains=bool(call.parameters.get("RetainStacks")))
    run.run(operation, chosen, act, failed=INOPERABLE)
    left = {one.place.unit for one in stack_set.instances.values()}
    for unit in list_units(call):
        if unit not in left:
            stack_set.units.pop(unit, None)
    return {"OperationId": operation.id}


def stop_operation(front: Front, call: Call, _caller: Caller) -> Result:
    """Refuse to stop an operation: it is over when its answer comes."""
    operation = find_set(front, call).find_operation(call.get("OperationId"))
    message = f"Operation {operation.id} can't be stopped: it is in status {operation.status}"
    raise RefusalError("InvalidOperationException", message)


def list_named(call: Call, stack_set: StackSet) -> list[Instance]:
    """Return the instances that the call names.

    Raises:
        RefusalError: there is none where it names one.
    """
    found = [stack_set.instances.get((place.account, place.region)) for place in list_places(call, stack_set)]
    if stack_set.units:  # a unit may hold accounts that have no instance yet
        return [one for one in found if one is not None]
    missing = [place for place, one in zip(list_places(call, stack_set), found, strict=True) if one is None]
    if missing:
        raise refuse_instance(stack_set, missing[0].account, missing[0].region)
    return [one for one in found if one is not None]


def refuse_instance(stack_set: StackSet, account: str, region: str) -> RefusalError:
    """Return the refusal of an instance that isn't there."""
    message = f"Stack instance not found for StackSet {stack_set.name}, account {account}, region {region}"
    return RefusalError("StackInstanceNotFoundException", message, status=_NOT_FOUND)


def _override(call: Call, chosen: Iterable[Instance]) -> None:
    given = call.parameters.get("ParameterOverrides")
    if given is not None:
        for instance in chosen:
            instance.overrides = read_parameters(given, instance.overrides)


def _provide(stack_set: StackSet, place: Place) -> Instance:
    found = stack_set.instances.get((place.account, place.region))
    if found is None:
        found = stack_set.instances[place.account, place.region] = Instance(place)
    return found


def read_parameters(given: Iterable[Mapping[str, Any]], before: Mapping[str, str]) -> dict[str, str]:
    """Return parameters by key; one that is to keep its value has the one from before."""
    values = {
        str(one["ParameterKey"]): before.get(str(one["ParameterKey"]))
        if one.get("UsePreviousValue")
        else str(one.get("ParameterValue", ""))
        for one in given
    }
    return {key: value for key, value in values.items() if value is not None}


OPERATIONS: dict[str, Operation] = {
    "CreateStackInstances": create_instances,
    "UpdateStackInstances": update_instances,
    "DeleteStackInstances": delete_instances,
    "StopStackSetOperation": stop_operation,
}

"""One operation carried out: Region after Region, account after account, until too many have failed.

Source: CloudFormation API reference, StackSetOperationPreferences (the tolerance is counted in each Region; once it is
exceeded nothing is done there any more, nor in later Regions). The sentence about what wasn't tried is in the examples
of the AWS CLI. Accounts come one after the other whatever concurrency is asked for; where Regions are to be done in
parallel, each has its turn.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from keypost.endpoint.call import Call
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.stacksets.deploy import Hand
from keypost.endpoint.stacksets.enter import enter
from keypost.endpoint.stacksets.records import (
    CANCELLED,
    CURRENT,
    FAILED,
    INOPERABLE,
    OUTDATED,
    SUCCEEDED,
    Instance,
    Operation,
    Outcome,
    Place,
    StackSet,
    refuse_taken,
)

_EXCEEDED = "Cancelled since failure tolerance has exceeded"
_PERCENT = 100
# Does one instance's part; returns why it failed, an empty text where it didn't.
Act = Callable[[Instance], str]


def begin(stack_set: StackSet, call: Call, action: str) -> Operation:
    """Return the operation, written down.

    Raises:
        RefusalError: there is one of that id.
    """
    number = call.get("OperationId") or str(uuid.uuid4())
    if number in stack_set.operations:
        raise refuse_taken("OperationIdAlreadyExistsException", f"Operation {number} already exists")
    names = ("OperationPreferences", "DeploymentTargets", "RetainStacks")
    told = {name: call.parameters[name] for name in names if call.parameters.get(name) is not None}
    operation = Operation(number, action, permission=stack_set.permission, told=told)
    stack_set.operations[number] = operation
    return operation


def run(operation: Operation, instances: Iterable[Instance], act: Act, *, failed: str = OUTDATED) -> None:
    """Carry the operation out; an instance whose part fails gets the status `failed`."""
    preferences: Mapping[str, Any] = operation.told.get("OperationPreferences") or {}
    is_parallel = preferences.get("RegionConcurrencyType") == "PARALLEL"
    is_over = False
    for group in _group(instances):
        exceeded = _run_in_region(operation, group, act, failed=failed, is_over=is_over)
        is_over = is_over or (exceeded and not is_parallel)
    statuses = {one.status for one in operation.outcomes}
    operation.end(FAILED if CANCELLED in statuses or _is_exceeded(operation) else SUCCEEDED)


def put(front: Front, stack_set: StackSet) -> Act:
    """Return what makes an instance's stack what its stack set says."""

    def act(instance: Instance) -> str:
        try:
            return _open(front, stack_set, instance.place).put(stack_set, instance)
        except RefusalError as refusal:
            return refusal.message

    return act


def remove(front: Front, stack_set: StackSet, *, retains: bool) -> Act:
    """Return what takes an instance away, and its stack unless it is retained."""

    def act(instance: Instance) -> str:
        try:
            reason = "" if retains else _open(front, stack_set, instance.place).remove(instance.stack_id)
        except RefusalError as refusal:
            reason = refusal.message
        if not reason:
            stack_set.instances.pop((instance.place.account, instance.place.region), None)
        return reason

    return act


def _open(front: Front, stack_set: StackSet, place: Place) -> Hand:
    return Hand(front, enter(front, stack_set, place), place)


def _run_in_region(operation: Operation, group: list[Instance], act: Act, *, failed: str, is_over: bool) -> bool:
    """Do one Region's part; tell whether more failed there than is tolerated."""
    most, failures = _tolerance(operation, len(group)), 0
    for instance in group:
        instance.operation = operation.id
        if is_over or failures > most:
            instance.turn(_untried(instance), CANCELLED, reason=_EXCEEDED)
            operation.outcomes.append(Outcome(instance.place, CANCELLED, _EXCEEDED))
            continue
        reason = act(instance)
        failures += bool(reason)
        detail = INOPERABLE if reason and failed == INOPERABLE else FAILED if reason else SUCCEEDED
        instance.turn(failed if reason else CURRENT, detail, reason=reason)
        operation.outcomes.append(Outcome(instance.place, FAILED if reason else SUCCEEDED, reason))
    return failures > most


def _untried(instance: Instance) -> str:
    return instance.status if instance.status == INOPERABLE else OUTDATED


def _is_exceeded(operation: Operation) -> bool:
    regions = {one.place.region for one in operation.outcomes}
    counted = {region: [one for one in operation.outcomes if one.place.region == region] for region in regions}
    return any(
        sum(one.status == FAILED for one in found) > _tolerance(operation, len(found)) for found in counted.values()
    )


def _tolerance(operation: Operation, accounts: int) -> int:
    """Return how many accounts of a Region may fail; a share is rounded down."""
    preferences: Mapping[str, Any] = operation.told.get("OperationPreferences") or {}
    if preferences.get("FailureTolerancePercentage") is not None:
        return accounts * int(preferences["FailureTolerancePercentage"]) // _PERCENT
    return int(preferences.get("FailureToleranceCount") or 0)


def _group(instances: Iterable[Instance]) -> list[list[Instance]]:
    groups: dict[str, list[Instance]] = {}
    for instance in instances:
        groups.setdefault(instance.place.region, []).append(instance)
    return list(groups.values())

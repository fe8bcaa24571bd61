"""What there is: stack sets, their instances, the operations on them and what became of each.

Source: CloudFormation API reference, StackSet, StackInstance, StackSetOperation, StackSetOperationResultSummary.
"""

from collections.abc import Mapping
from typing import Any

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.front import Front, Result
from keypost.endpoint.front import Operation as Answer
from keypost.endpoint.stacksets.instances import refuse_instance
from keypost.endpoint.stacksets.records import (
    CANCELLED,
    SERVICE_MANAGED,
    Instance,
    Operation,
    Outcome,
    StackSet,
    find_set,
    list_sets,
)

_PAGE = 100
_GATE = "Function not found: arn:aws:lambda:{region}:{account}:function:AWSCloudFormationStackSetAccountGate"
_DRIFT = "NOT_CHECKED"


def describe_set(front: Front, call: Call, _caller: Caller) -> Result:
    """Return one stack set."""
    found = find_set(front, call)
    regions = dict.fromkeys(one.place.region for one in found.instances.values())
    told = {
        "StackSetARN": found.arn, "TemplateBody": found.definition.body, "Regions": list(regions),
        "Parameters": _show_parameters(found.definition.parameters),
        "Capabilities": list(found.definition.capabilities),
        "Tags": [{"Key": key, "Value": value} for key, value in found.definition.tags.items()],
        "StackSetDriftDetectionDetails": {"DriftStatus": _DRIFT, "TotalStackInstancesCount": len(found.instances)},
        **_show_roles(found.permission.administration_role, found.permission.execution_role),
    }  # fmt: skip
    if found.permission.model == SERVICE_MANAGED:
        told["OrganizationalUnitIds"] = list(found.units)
    return {"StackSet": _summarize(found) | told}


def list_all(front: Front, call: Call, _caller: Caller) -> Result:
    """Return the stack sets; those that were deleted are forgotten."""
    found = list_sets(front, call).values() if call.get("Status") != "DELETED" else ()
    return _turn_page([_summarize(one) | {"DriftStatus": _DRIFT} for one in found], call)


def describe_instance(front: Front, call: Call, _caller: Caller) -> Result:
    """Return one instance."""
    stack_set = find_set(front, call)
    account, region = call.get("StackInstanceAccount"), call.get("StackInstanceRegion")
    found = stack_set.instances.get((account, region))
    if found is None:
        raise refuse_instance(stack_set, account, region)
    overrides = _show_parameters(found.overrides)
    return {"StackInstance": _show_instance(stack_set, found) | {"ParameterOverrides": overrides}}


def list_instances(front: Front, call: Call, _caller: Caller) -> Result:
    """Return the instances that are asked for."""
    stack_set = find_set(front, call)
    wanted = {str(one.get("Name")): str(one.get("Values")) for one in call.parameters.get("Filters") or ()}
    found = [
        _show_instance(stack_set, one)
        for one in stack_set.instances.values()
        if call.get("StackInstanceAccount") in {"", one.place.account}
        and call.get("StackInstanceRegion") in {"", one.place.region}
        and wanted.get("DETAILED_STATUS", one.detail) == one.detail
        and wanted.get("LAST_OPERATION_ID", one.operation) == one.operation
        and wanted.get("DRIFT_STATUS", _DRIFT) == _DRIFT
    ]
    return _turn_page(found, call)


def describe_operation(front: Front, call: Call, _caller: Caller) -> Result:
    """Return one operation."""
    stack_set = find_set(front, call)
    found = stack_set.find_operation(call.get("OperationId"))
    told = {
        "StackSetId": stack_set.id, **found.told,
        **_show_roles(found.permission.administration_role, found.permission.execution_role),
    }  # fmt: skip
    return {"StackSetOperation": _show_operation(found) | told}


def list_operations(front: Front, call: Call, _caller: Caller) -> Result:
    """Return the operations, newest first."""
    return _turn_page([_show_operation(one) for one in reversed(find_set(front, call).operations.values())], call)


def list_results(front: Front, call: Call, _caller: Caller) -> Result:
    """Return what became of an operation in each account and Region."""
    found = find_set(front, call).find_operation(call.get("OperationId"))
    wanted = {str(one.get("Values")) for one in call.parameters.get("Filters") or ()}
    return _turn_page([_show_outcome(one) for one in found.outcomes if not wanted or one.status in wanted], call)


def _summarize(found: StackSet) -> dict[str, Any]:
    told: dict[str, Any] = {
        "StackSetName": found.name, "StackSetId": found.id, "Description": found.definition.description or None,
        "Status": "ACTIVE", "PermissionModel": found.permission.model,
        "ManagedExecution": {"Active": found.managed_execution},
    }  # fmt: skip
    return told | {"AutoDeployment": found.automatic} if found.automatic else told


def _show_instance(stack_set: StackSet, one: Instance) -> dict[str, Any]:
    return {
        "StackSetId": stack_set.id, "Region": one.place.region, "Account": one.place.account,
        "StackId": one.stack_id or None, "Status": one.status, "StatusReason": one.reason or None,
        "StackInstanceStatus": {"DetailedStatus": one.detail}, "OrganizationalUnitId": one.place.unit or None,
        "DriftStatus": _DRIFT, "LastOperationId": one.operation,
    }  # fmt: skip


def _show_operation(one: Operation) -> dict[str, Any]:
    failed = sum(outcome.status == "FAILED" for outcome in one.outcomes)
    return {
        "OperationId": one.id, "Action": one.action, "Status": one.status, "CreationTimestamp": one.created,
        "EndTimestamp": one.ended, "StatusDetails": {"FailedStackInstancesCount": failed},
    }  # fmt: skip


def _show_outcome(one: Outcome) -> dict[str, Any]:
    told = {
        "Account": one.place.account, "Region": one.place.region, "Status": one.status,
        "StatusReason": one.reason or None, "OrganizationalUnitId": one.place.unit or None,
    }  # fmt: skip
    if one.status == CANCELLED:
        return told
    gate = _GATE.format(region=one.place.region, account=one.place.account)
    return told | {"AccountGateResult": {"Status": "SKIPPED", "StatusReason": gate}}


def _show_parameters(values: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()]


def _show_roles(administration: str, execution: str) -> dict[str, str]:
    return {"AdministrationRoleARN": administration, "ExecutionRoleName": execution} if administration else {}


def _turn_page(found: list[dict[str, Any]], call: Call) -> Result:
    token = call.get("NextToken")
    start = int(token) if token.isdecimal() else 0
    size = min(int(call.parameters.get("MaxResults") or _PAGE), _PAGE)
    page: dict[str, Any] = {"Summaries": found[start : start + size]}
    return page | {"NextToken": str(start + size)} if start + size < len(found) else page


OPERATIONS: dict[str, Answer] = {
    "DescribeStackSet": describe_set,
    "ListStackSets": list_all,
    "DescribeStackInstance": describe_instance,
    "ListStackInstances": list_instances,
    "DescribeStackSetOperation": describe_operation,
    "ListStackSetOperations": list_operations,
    "ListStackSetOperationResults": list_results,
}

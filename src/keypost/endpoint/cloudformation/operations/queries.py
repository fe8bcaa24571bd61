"""What stacks are: their resources, events, exports (CloudFormation API reference)."""

from collections.abc import Mapping
from typing import Any

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.cloudformation.failure import invalid
from keypost.endpoint.cloudformation.operations.find import IN_BRACKETS, require_stack
from keypost.endpoint.cloudformation.parameters import HIDDEN
from keypost.endpoint.cloudformation.records import Event, Resource, Stack
from keypost.endpoint.cloudformation.stacks import list_exports, list_importers, list_stacks
from keypost.endpoint.front import Front, Operation, Result

_GONE = "DELETE_COMPLETE"
_PAGE = 100
_DRIFT = {"StackDriftStatus": "NOT_CHECKED"}
_RESOURCE_DRIFT = {"StackResourceDriftStatus": "NOT_CHECKED"}


def describe_stacks(front: Front, call: Call, _caller: Caller) -> Result:
    """Return one stack, deleted or not, or all that are there."""
    if call.get("StackName"):
        return {"Stacks": [_show(require_stack(front, call))]}
    alive = [one for one in list_stacks(front, call.account, call.region) if one.status != _GONE]
    return _page(call, "Stacks", [_show(one) for one in reversed(alive)])


def list_all(front: Front, call: Call, _caller: Caller) -> Result:
    """Return short descriptions of all stacks, deleted ones too."""
    wanted = set(call.parameters.get("StackStatusFilter") or ())
    found = [one for one in list_stacks(front, call.account, call.region) if not wanted or one.status in wanted]
    return _page(call, "StackSummaries", [_summarize(one) for one in reversed(found)])


def describe_events(front: Front, call: Call, _caller: Caller) -> Result:
    """Return a stack's events, newest first."""
    stack = require_stack(front, call, message=IN_BRACKETS)
    return _page(call, "StackEvents", [_show_event(stack, one) for one in reversed(stack.events)])


def describe_resource(front: Front, call: Call, _caller: Caller) -> Result:
    """Return one resource of a stack."""
    stack = require_stack(front, call, message="Stack '{name}' does not exist")
    name = call.get("LogicalResourceId")
    found = stack.resources.get(name)
    if found is None:
        raise invalid(f"Resource {name} does not exist for stack {stack.name}")
    shown = _show_resource(stack, found)
    shown["LastUpdatedTimestamp"] = shown.pop("Timestamp")
    return {"StackResourceDetail": {**shown, "Metadata": found.metadata or "{}"}}


def describe_resources(front: Front, call: Call, _caller: Caller) -> Result:
    """Return the resources of a stack, or of the stack that a physical id belongs to."""
    wanted = call.get("PhysicalResourceId")
    stack = _find_by_physical(front, call, wanted) if wanted else require_stack(front, call)
    name = call.get("LogicalResourceId")
    found = [_show_resource(stack, one) for one in stack.resources.values() if name in {"", one.logical_id}]
    return {"StackResources": found}


def list_resources(front: Front, call: Call, _caller: Caller) -> Result:
    """Return short descriptions of a stack's resources."""
    stack = require_stack(front, call)
    shown = [_show_resource(stack, one) for one in stack.resources.values()]
    for one in shown:
        one["LastUpdatedTimestamp"] = one.pop("Timestamp")
        del one["StackName"], one["StackId"]
    return _page(call, "StackResourceSummaries", shown)


def show_exports(front: Front, call: Call, _caller: Caller) -> Result:
    """Return all exports of the account and Region."""
    found = list_exports(front, call.account, call.region)
    shown = [{"ExportingStackId": stack.id, "Name": one.export, "Value": one.value} for stack, one in found]
    return _page(call, "Exports", shown)


def show_imports(front: Front, call: Call, _caller: Caller) -> Result:
    """Return the stacks that import an export."""
    name = call.get("ExportName")
    users = list_importers(front, name, account=call.account, region=call.region)
    if not users:
        raise invalid(f"Export '{name}' is not imported by any stack.")
    return _page(call, "Imports", list(users))


def _find_by_physical(front: Front, call: Call, wanted: str) -> Stack:
    for stack in list_stacks(front, call.account, call.region):
        if any(one.physical_id == wanted for one in stack.resources.values()) and stack.status != _GONE:
            return stack
    raise invalid(f"Stack for {wanted} does not exist")


def _page(call: Call, member: str, items: list[Any]) -> Result:
    token = call.get("NextToken")
    start = int(token) if token.isascii() and token.isdecimal() else 0
    page: dict[str, Any] = {member: items[start : start + _PAGE]}
    return page | {"NextToken": str(start + _PAGE)} if start + _PAGE < len(items) else page


def _show(stack: Stack) -> dict[str, Any]:
    intent = stack.intent
    parameters = [
        {"ParameterKey": key, "ParameterValue": HIDDEN if key in intent.hidden else value}
        | _show_resolved(key, value, intent.values.get(key))
        for key, value in intent.parameters.items()
    ]
    shown = {
        "StackId": stack.id, "StackName": stack.name, "CreationTime": stack.created, "StackStatus": stack.status,
        "DisableRollback": intent.keeps_failed, "NotificationARNs": list(intent.topics), "Parameters": parameters,
        "Capabilities": list(intent.capabilities), "Outputs": [_show_output(one) for one in stack.outputs],
        "Tags": [{"Key": key, "Value": value} for key, value in intent.tags.items()],
        "EnableTerminationProtection": stack.is_protected, "DriftInformation": _DRIFT,
        "RollbackConfiguration": {},
    }  # fmt: skip
    return shown | _show_rest(stack)


def _show_resolved(key: str, text: str, value: Any) -> dict[str, str]:
    """Return what an SSM parameter stood for."""
    del key
    resolved = ",".join(value) if isinstance(value, list) else value
    return {} if resolved is None or resolved == text else {"ResolvedValue": str(resolved)}


def _show_rest(stack: Stack) -> dict[str, Any]:
    found: Mapping[str, Any] = {
        "Description": stack.description, "StackStatusReason": stack.reason, "LastUpdatedTime": stack.updated,
        "DeletionTime": stack.deleted, "RoleARN": stack.intent.role, "ChangeSetId": stack.change_set,
        "ParentId": stack.parent, "RootId": stack.root,
    }  # fmt: skip
    return {key: value for key, value in found.items() if value}


def _show_output(output: Any) -> dict[str, str]:
    shown = {"OutputKey": output.key, "OutputValue": output.value}
    more = {"Description": output.description, "ExportName": output.export}
    return shown | {key: value for key, value in more.items() if value}


def _summarize(stack: Stack) -> dict[str, Any]:
    shown = {
        "StackId": stack.id, "StackName": stack.name, "CreationTime": stack.created, "StackStatus": stack.status,
        "DriftInformation": _DRIFT,
    }  # fmt: skip
    rest = _show_rest(stack)
    names = {"StackStatusReason", "LastUpdatedTime", "DeletionTime", "ParentId", "RootId"}
    shown |= {key: value for key, value in rest.items() if key in names}
    return shown | ({"TemplateDescription": stack.description} if stack.description else {})


def _show_event(stack: Stack, event: Event) -> dict[str, Any]:
    shown = {
        "StackId": stack.id, "EventId": event.id, "StackName": stack.name, "LogicalResourceId": event.logical_id,
        "PhysicalResourceId": event.physical_id, "ResourceType": event.type, "Timestamp": event.at,
        "ResourceStatus": event.status,
    }  # fmt: skip
    more = {
        "ResourceStatusReason": event.reason, "ResourceProperties": event.properties,
        "ClientRequestToken": event.token,
    }  # fmt: skip
    return shown | {key: value for key, value in more.items() if value}


def _show_resource(stack: Stack, resource: Resource) -> dict[str, Any]:
    shown = {
        "StackName": stack.name, "StackId": stack.id, "LogicalResourceId": resource.logical_id,
        "PhysicalResourceId": resource.physical_id, "ResourceType": resource.type, "Timestamp": resource.at,
        "ResourceStatus": resource.status, "DriftInformation": _RESOURCE_DRIFT,
    }  # fmt: skip
    return shown | ({"ResourceStatusReason": resource.reason} if resource.reason else {})


OPERATIONS: dict[str, Operation] = {
    "DescribeStacks": describe_stacks,
    "ListStacks": list_all,
    "DescribeStackEvents": describe_events,
    "DescribeStackResource": describe_resource,
    "DescribeStackResources": describe_resources,
    "ListStackResources": list_resources,
    "ListExports": show_exports,
    "ListImports": show_imports,
}

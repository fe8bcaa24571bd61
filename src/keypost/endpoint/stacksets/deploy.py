"""One instance's stack: made, changed, deleted by calls of CloudFormation's own, as whoever entered the account.

Sources: AWS CLI command reference, describe-stack-instance (how a failed resource is told); CloudFormation User Guide,
StackSets troubleshooting (a stack that failed is made anew when the operation is retried).
"""

import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.stacksets.records import Definition, Instance, Place, StackSet

_PAUSE = 0.02
_LONGEST = 600.0
_NO_CHANGE = "No updates are to be performed"
# States that a stack can only be deleted from (CloudFormation User Guide, stack status codes).
_BROKEN = frozenset({"CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED"})
_MISSING = "does not exist"
_GONE = "DELETE_COMPLETE"
_GOOD = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE"})
_FOLLOWS = ("Resource creation cancelled", "Resource update cancelled", "Resource deletion cancelled")


class Hand:
    """CloudFormation in one account and Region, as one caller."""

    def __init__(self, front: Front, caller: Caller, place: Place) -> None:
        """Take who calls, and where."""
        self._front, self._caller, self._place = front, caller, place

    def put(self, stack_set: StackSet, instance: Instance) -> str:
        """Make the instance's stack what its stack set says; return why that failed, an empty text where it didn't."""
        status = self._find_status(instance.stack_id)
        if status in _BROKEN:
            self._delete(instance.stack_id)
            status = ""
        parameters = build_parameters(stack_set.definition, instance)
        try:
            if status:
                self._call("UpdateStack", {"StackName": instance.stack_id, **parameters})
            else:
                name = f"StackSet-{stack_set.name}-{uuid.uuid4()}"
                instance.stack_id = str(self._call("CreateStack", {"StackName": name, **parameters})["StackId"])
        except RefusalError as refusal:
            return "" if _NO_CHANGE in refusal.message else refusal.message
        return "" if self._settle(instance.stack_id) in _GOOD else self._explain(instance.stack_id)

    def remove(self, stack_id: str) -> str:
        """Delete the instance's stack; return why that failed, an empty text where it didn't."""
        if not self._find_status(stack_id):
            return ""
        try:
            self._delete(stack_id)
        except RefusalError as refusal:
            return refusal.message
        return self._explain(stack_id) if self._find_status(stack_id) else ""

    def _delete(self, stack_id: str) -> None:
        self._call("DeleteStack", {"StackName": stack_id})
        self._settle(stack_id)

    def _settle(self, stack_id: str) -> str:
        return settle(lambda: self._find_status(stack_id))

    def _find_status(self, stack_id: str) -> str:
        """Return the stack's status, an empty text where there is none, or none any more."""
        if not stack_id:
            return ""
        try:
            found = self._call("DescribeStacks", {"StackName": stack_id}).get("Stacks") or ()
        except RefusalError as refusal:
            if _MISSING in refusal.message:
                return ""
            raise
        status = str(found[0]["StackStatus"]) if found else ""
        return "" if status == _GONE else status

    def _explain(self, stack_id: str) -> str:
        """Return which resource failed first, and why."""
        events = self._call("DescribeStackEvents", {"StackName": stack_id}).get("StackEvents") or ()
        failed = [one for one in reversed(events) if _is_cause(one, stack_id)]
        latest = [one for one in failed if one["Timestamp"] >= _begin(events, stack_id)] or failed
        if not latest:
            return "Failed to get stack status"
        told = latest[0]
        reason = str(told.get("ResourceStatusReason", "")).rstrip(".")
        return (
            f"ResourceLogicalId:{told['LogicalResourceId']}, ResourceType:{told['ResourceType']}, "
            f"ResourceStatusReason:{reason}."
        )

    def _call(self, operation: str, parameters: Mapping[str, Any]) -> Mapping[str, Any]:
        call = Call("cloudformation", operation, parameters, self._place.account, self._place.region)
        return self._front.call(call, self._caller)


def settle(find_status: Callable[[], str]) -> str:
    """Wait until nothing is being done to a stack any more; return its status, an empty text where it is gone."""
    end, status = time.monotonic() + _LONGEST, find_status()
    while status.endswith("_IN_PROGRESS") and time.monotonic() < end:
        time.sleep(_PAUSE)
        status = find_status()
    return status


def build_parameters(definition: Definition, instance: Instance) -> dict[str, Any]:
    """Return what the instance's stack is made with."""
    values = {**definition.parameters, **instance.overrides}
    built: dict[str, Any] = {"TemplateBody": definition.body, "Capabilities": list(definition.capabilities)}
    built["Parameters"] = [{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()]
    built["Tags"] = [{"Key": key, "Value": value} for key, value in definition.tags.items()]
    return {key: value for key, value in built.items() if value}


def _is_cause(event: Mapping[str, Any], stack_id: str) -> bool:
    reason = str(event.get("ResourceStatusReason", ""))
    is_own = event.get("PhysicalResourceId") == stack_id
    return str(event["ResourceStatus"]).endswith("_FAILED") and not is_own and not reason.startswith(_FOLLOWS)


def _begin(events: Any, stack_id: str) -> Any:
    """Return when what was done last to the stack began; events are newest first."""
    begun = ("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS")
    own = [one for one in events if one.get("PhysicalResourceId") == stack_id and one["ResourceStatus"] in begun]
    return own[0]["Timestamp"] if own else events[-1]["Timestamp"]

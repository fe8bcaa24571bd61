"""Stack sets and stacks of a landing zone, as the service's administrator deploys them and takes them away.

Sources: AWS managed policy AWSControlTowerServiceRolePolicy (which calls the role makes); how failures are told is as
people quote it (the console writes `AWS Control Tower failed to set up your landing zone completely: ` before it).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.controltower.blueprints import CAPABILITIES, LOG_GROUP, Blueprint
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.stacksets.deploy import settle

_EXECUTION = "AWSControlTowerExecution"
_SET_FAILED = (
    "AWS Control Tower failed to deploy one or more stack set instances. StackSet Id: {set}, "
    "Stack instance id: {stack}, Status: {status}, Status Reason: {reason}"
)
_NO_TRUST = (
    "AWS Control Tower cannot deploy the required stack set. The AWSControlTowerStackSetRole is unable to assume the "
    "AWSControlTowerExecution role.To continue, add the management account to the trust relationship for the "
    "AWSControlTowerExecution to allow sts:AssumeRole and try again."
)
_NO_SERVICE_TRUST = (
    "AWS Control Tower cannot deploy the required stack set. To continue, add the AWS CloudFormation service to the "
    "trust relationship for the AWSControlTowerStackSetRole and try again."
)
_STACK_FAILED = (
    "AWS Control Tower failed to deploy stack(s): {stack}.To continue, review the failed stack(s) and try again."
)
# What stays when a stack goes: the service's role may not delete it (resources not removed during decommissioning).
_RETAINED = (LOG_GROUP,)
_GOOD = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"})
_DONE = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE"})
_TOLERANT = {"FailureTolerancePercentage": 100, "RegionConcurrencyType": "PARALLEL"}


class Deployer:
    """CloudFormation in the management account's home Region, as AWSControlTowerAdmin."""

    def __init__(self, front: Front, administrator: Caller, *, account: str, region: str, role: str) -> None:
        """Take who deploys, and the ARN of the role that stack sets are administered with."""
        self._front, self._caller, self._role = front, administrator, role
        self.account, self.region = account, region

    def deploy_set(
        self, blueprint: Blueprint, values: Mapping[str, str], *, accounts: Sequence[str], regions: Sequence[str]
    ) -> str:
        """Bring a stack set into the accounts; return what is told where an instance fails, else an empty text."""
        name, preferences = {"StackSetName": blueprint.name}, {"OperationPreferences": _TOLERANT}
        settings = {**name, **_write(blueprint, values)}
        if self._has_set(blueprint.name):
            self._call("UpdateStackSet", {**settings, **preferences})
        else:
            roles = {"AdministrationRoleARN": self._role, "ExecutionRoleName": _EXECUTION}
            self._call("CreateStackSet", {**settings, **roles})
        self._leave(blueprint.name, [one for one in self._list(blueprint.name) if one["Region"] not in regions])
        there = {(one["Account"], one["Region"]) for one in self._list(blueprint.name)}
        missing = [account for account in accounts if any((account, region) not in there for region in regions)]
        if missing:
            self._call("CreateStackInstances", {**name, **preferences, "Accounts": missing, "Regions": list(regions)})
        failed = [one for one in self._list(blueprint.name) if one["Status"] != "CURRENT"]
        return _word(failed[0]) if failed else ""

    def deploy_stack(self, blueprint: Blueprint, values: Mapping[str, str]) -> str:
        """Bring a stack into the management account; return what is told where it fails, else an empty text."""
        settings = {"StackName": blueprint.name, **_write(blueprint, values)}
        stack = self._find_stack(blueprint.name)
        if stack and stack["StackStatus"] not in _GOOD:  # nothing but deleting it helps
            return _STACK_FAILED.format(stack=stack["StackId"])
        try:
            self._call("UpdateStack" if stack else "CreateStack", settings)
        except RefusalError as refusal:
            if "No updates are to be performed" not in refusal.message:
                raise
        status = settle(lambda: str(self._find_stack(blueprint.name).get("StackStatus", "")))
        made = self._find_stack(blueprint.name)
        return "" if status in _DONE else _STACK_FAILED.format(stack=made.get("StackId", blueprint.name))

    def remove_set(self, name: str) -> str:
        """Take a stack set away with its stacks; return what is told where an instance can't go, else an empty text."""
        if not self._has_set(name):
            return ""
        self._leave(name, self._list(name))
        left = self._list(name)
        if left:
            return _word(left[0])
        self._call("DeleteStackSet", {"StackSetName": name})
        return ""

    def remove_stack(self, name: str) -> str:
        """Take a stack away; return what is told where it can't go, else an empty text."""
        stack = self._find_stack(name)
        if not stack:
            return ""
        self._call("DeleteStack", {"StackName": name})
        if settle(lambda: str(self._find_stack(name).get("StackStatus", ""))):
            self._call("DeleteStack", {"StackName": name, "RetainResources": list(_RETAINED)})
        status = settle(lambda: str(self._find_stack(name).get("StackStatus", "")))
        return _STACK_FAILED.format(stack=stack["StackId"]) if status else ""

    def _leave(self, name: str, instances: Sequence[Mapping[str, Any]]) -> None:
        """Take instances of a stack set away, every account's in each of their Regions."""
        if not instances:
            return
        accounts, regions = (list(dict.fromkeys(one[key] for one in instances)) for key in ("Account", "Region"))
        gone = {"StackSetName": name, "Accounts": accounts, "Regions": regions, "RetainStacks": False}
        self._call("DeleteStackInstances", {**gone, "OperationPreferences": _TOLERANT})

    def _has_set(self, name: str) -> bool:
        try:
            self._call("DescribeStackSet", {"StackSetName": name})
        except RefusalError as refusal:
            if refusal.code != "StackSetNotFoundException":
                raise
            return False
        return True

    def _list(self, name: str) -> list[dict[str, Any]]:
        return list(self._call("ListStackInstances", {"StackSetName": name}).get("Summaries") or ())

    def _find_stack(self, name: str) -> dict[str, Any]:
        """Return the stack of that name, nothing where there is none."""
        try:
            found = self._call("DescribeStacks", {"StackName": name}).get("Stacks") or ()
        except RefusalError as refusal:
            if "does not exist" not in refusal.message:
                raise
            return {}
        return dict(found[0]) if found else {}

    def _call(self, operation: str, parameters: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._front.call(
            Call("cloudformation", operation, parameters, self.account, self.region), self._caller
        )  # fmt: skip


def _write(blueprint: Blueprint, values: Mapping[str, str]) -> dict[str, Any]:
    given = [{"ParameterKey": name, "ParameterValue": values.get(name, "")} for name in blueprint.parameters]
    return {"TemplateBody": blueprint.body, "Parameters": given, "Capabilities": list(CAPABILITIES)}


def _word(instance: Mapping[str, Any]) -> str:
    reason = str(instance.get("StatusReason") or "")
    if "trust relationship to CloudFormation" in reason:
        return _NO_SERVICE_TRUST
    if "trust relationship to Role" in reason:
        return _NO_TRUST
    return _SET_FAILED.format(
        set=instance["StackSetId"], stack=instance.get("StackId") or "", status=instance["Status"], reason=reason
    )

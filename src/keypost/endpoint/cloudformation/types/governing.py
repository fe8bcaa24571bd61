"""What governs other accounts: stack sets, and a landing zone of AWS Control Tower.

The sentence about a stack set's operation is the one that people quote
(https://github.com/cdklabs/cdk-stacksets/issues/438); that a landing zone `did not stabilize` is told likewise
(https://github.com/aws-samples/orgs-prescriptive-guidance/issues/11), its words follow those of other types.
"""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from keypost.endpoint.cloudformation.failure import StackFailure
from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Properties
from keypost.endpoint.cloudformation.types.declare import Change, Made, Type
from keypost.endpoint.cloudformation.types.perform import IncompleteError

_UNSTABLE = (
    "Resource handler returned message: \"Resource of type '{type}' with identifier '{id}' did not stabilize.\" "
    "(RequestToken: {token}, HandlerErrorCode: NotStabilized)"
)
_OPERATION = "Stack set operation [{id}] was unexpectedly stopped or failed. status reason(s): [{reasons}]"
_SET = (
    "StackSetName", "Description", "TemplateBody", "TemplateURL", "Parameters", "Capabilities", "Tags",
    "AdministrationRoleARN", "ExecutionRoleName", "PermissionModel", "AutoDeployment", "ManagedExecution", "CallAs",
)  # fmt: skip
_GROUPS, _PREFERENCES = "StackInstancesGroup", "OperationPreferences"


def _create_set(hands: Hands, properties: Properties) -> Made:
    """Make the stack set, and the instances of each group."""
    made = hands.call("cloudformation", "CreateStackSet", _pick(properties))
    number = str(made["StackSetId"])
    try:
        _bring(hands, properties, number)
    except StackFailure as failure:
        raise IncompleteError(number, {"StackSetId": number}) from failure
    return Made(number)


def _update_set(hands: Hands, change: Change) -> None:
    given = {**_pick(change.after), **_prefer(change.after)}
    if change.touches(*_SET):
        _settle(hands, hands.call("cloudformation", "UpdateStackSet", given), change.id)
    if change.touches(_GROUPS):
        groups = change.after.get(_GROUPS) or ()
        _take(hands, change.before, change.id, groups=[one for one in _list_groups(change.before) if one not in groups])
        _bring(hands, change.after, change.id)


def _delete_set(hands: Hands, change: Change) -> None:
    there = hands.call("cloudformation", "ListStackInstances", {"StackSetName": change.id})["Summaries"]
    if there:
        _take(hands, change.before, change.id, groups=_list_groups(change.before))
    hands.call("cloudformation", "DeleteStackSet", {"StackSetName": change.id})


def _bring(hands: Hands, properties: Properties, number: str) -> None:
    for group in _list_groups(properties):
        given = {"StackSetName": number, **group, **_prefer(properties)}
        _settle(hands, hands.call("cloudformation", "CreateStackInstances", given), number)


def _take(hands: Hands, properties: Properties, number: str, *, groups: list[Mapping[str, Any]]) -> None:
    for group in groups:
        named = {key: group[key] for key in ("DeploymentTargets", "Regions")}
        given = {"StackSetName": number, "RetainStacks": False, **named, **_prefer(properties)}
        _settle(hands, hands.call("cloudformation", "DeleteStackInstances", given), number)


def _settle(hands: Hands, made: Mapping[str, Any], number: str) -> None:
    """Let an operation that failed be told.

    Raises:
        StackFailure: it failed.
    """
    named = {"StackSetName": number, "OperationId": made["OperationId"]}
    told = hands.call("cloudformation", "DescribeStackSetOperation", named)["StackSetOperation"]
    if told["Status"] == "SUCCEEDED":
        return
    results = hands.call("cloudformation", "ListStackSetOperationResults", named)["Summaries"]
    reasons = ", ".join(str(one["StatusReason"]) for one in results if one["Status"] == "FAILED")
    kind = _OPERATION.format(id=told["OperationId"], reasons=reasons)
    raise StackFailure(_UNSTABLE.format(type=kind, id=number, token=uuid.uuid4()))


def _pick(properties: Properties) -> dict[str, Any]:
    return {name: properties[name] for name in _SET if properties.get(name) is not None}


def _prefer(properties: Properties) -> dict[str, Any]:
    return {_PREFERENCES: properties[_PREFERENCES]} if properties.get(_PREFERENCES) else {}


def _list_groups(properties: Properties) -> list[Mapping[str, Any]]:
    return list(properties.get(_GROUPS) or ())


STACK_SET = Type(
    "cloudformation",
    create=_create_set,
    update=_update_set,
    delete=_delete_set,
    id="",
    attributes={"StackSetId": "{id}"},
    named="StackSetName",
    longest=128,
    replaces=frozenset({"StackSetName", "PermissionModel", "CallAs"}),
    knows=frozenset({*_SET, _GROUPS, _PREFERENCES}),
    label="CloudFormation",
)


def _create_zone(hands: Hands, properties: Properties) -> Made:
    given = {"version": properties.get("Version"), "manifest": properties.get("Manifest")}
    tags = {str(one["Key"]): str(one.get("Value", "")) for one in properties.get("Tags") or ()}
    made = hands.call("controltower", "CreateLandingZone", {**given, "tags": tags})
    arn = str(made["arn"])
    try:
        _settle_zone(hands, made, arn)
    except StackFailure as failure:
        raise IncompleteError(arn, {"Arn": arn, "LandingZoneIdentifier": arn}) from failure
    return Made(arn)


def _update_zone(hands: Hands, change: Change) -> None:
    if change.touches("Version", "Manifest"):
        given = {"version": change.after.get("Version"), "manifest": change.after.get("Manifest")}
        named = {"landingZoneIdentifier": change.id}
        _settle_zone(hands, hands.call("controltower", "UpdateLandingZone", {**given, **named}), change.id)


def _delete_zone(hands: Hands, change: Change) -> None:
    made = hands.call("controltower", "DeleteLandingZone", {"landingZoneIdentifier": change.id})
    _settle_zone(hands, made, change.id)


def _settle_zone(hands: Hands, made: Mapping[str, Any], arn: str) -> None:
    """Let an operation that failed be told; why it failed is told by AWS Control Tower alone.

    Raises:
        StackFailure: it failed.
    """
    named = {"operationIdentifier": made["operationIdentifier"]}
    told = hands.call("controltower", "GetLandingZoneOperation", named)["operationDetails"]
    if told["status"] == "FAILED":
        number = json.dumps({"/properties/LandingZoneIdentifier": arn})
        kind = "AWS::ControlTower::LandingZone"
        raise StackFailure(_UNSTABLE.format(type=kind, id=number, token=uuid.uuid4()))


def _tell_zone(hands: Hands, arn: str) -> dict[str, Any]:
    told = hands.call("controltower", "GetLandingZone", {"landingZoneIdentifier": arn})["landingZone"]
    drift = told["driftStatus"]["status"]
    version = told["latestAvailableVersion"]
    return {"Status": told["status"], "DriftStatus": drift, "LatestAvailableVersion": version}


LANDING_ZONE = Type(
    "controltower",
    create=_create_zone,
    update=_update_zone,
    delete=_delete_zone,
    id="",
    attributes={"Arn": "{id}", "LandingZoneIdentifier": "{id}"},
    tells=_tell_zone,
    knows=frozenset({"Version", "Manifest"}),
    label="ControlTower",
)

TYPES = {"AWS::CloudFormation::StackSet": STACK_SET, "AWS::ControlTower::LandingZone": LANDING_ZONE}

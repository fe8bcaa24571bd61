"""EventBridge: buses, their policies, rules with targets, archives."""

from typing import Any

from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Properties
from keypost.endpoint.cloudformation.types.declare import Change, Made, Part, Request, Type, same
from keypost.endpoint.cloudformation.types.parts import tags

_RULE = ("Description", "EventPattern", "RoleArn", "ScheduleExpression", "State", "EventBusName")


def _create_rule(hands: Hands, properties: Properties) -> Made:
    name = str(properties["Name"])
    taken = {key: properties[key] for key in (*_RULE, "Tags") if properties.get(key) is not None}
    result = hands.call("events", "PutRule", {"Name": name, **taken})
    bus = str(properties.get("EventBusName") or "default").rpartition("/")[2]
    return Made(name if bus == "default" else f"{bus}|{name}", result)


def _update_rule(hands: Hands, change: Change) -> None:
    if change.touches(*_RULE):
        taken = {key: change.after[key] for key in _RULE if change.after.get(key) is not None}
        hands.call("events", "PutRule", {**_name(change), **taken})


def _name(change: Change, parameter: str = "Name") -> dict[str, Any]:
    bus = (change.after or change.before).get("EventBusName")
    return {parameter: change.id.rpartition("|")[2]} | ({"EventBusName": bus} if bus else {})


def _target(hands: Hands, change: Change) -> None:
    old = {str(one["Id"]) for one in change.before.get("Targets") or ()}
    new = change.after.get("Targets") or []
    gone = sorted(old - {str(one["Id"]) for one in new})
    if gone:
        hands.call("events", "RemoveTargets", {**_name(change, "Rule"), "Ids": gone})
    if new:
        hands.call("events", "PutTargets", {**_name(change, "Rule"), "Targets": new})


def _delete_rule(hands: Hands, change: Change) -> None:
    hands.call("events", "DeleteRule", _name(change))


RULE = Type(
    "events",
    create=_create_rule,
    update=_update_rule,
    delete=_delete_rule,
    id="",
    attributes={"Arn": "=RuleArn", "RuleName": "{Name}"},
    named="Name",
    longest=64,
    replaces=frozenset({"Name", "EventBusName"}),
    knows=frozenset({*_RULE, "Name"}),
    parts=(
        Part(("Targets",), _target, is_undone=True),
        tags("events", Request("TagResource", {"Tags": "Tags"}, {"ResourceARN": "{Arn}"}),
             Request("UntagResource", given={"ResourceARN": "{Arn}"}), keys="TagKeys"),
    ),
    label="EventBridge",
)  # fmt: skip


def _put_bus_policy(hands: Hands, change: Change) -> None:
    if change.after.get("Policy"):
        hands.call("events", "PutPermission", {"EventBusName": change.id, "Policy": change.after["Policy"]})
    else:
        hands.call("events", "RemovePermission", {"EventBusName": change.id, "RemoveAllPermissions": True})


_BUS = same("Description", "KmsKeyIdentifier", "DeadLetterConfig")
BUS = Type(
    "events",
    create=Request("CreateEventBus", _BUS | same("Name", "EventSourceName", "Tags")),
    update=Request("UpdateEventBus", _BUS, {"Name": "{id}"}),
    delete=Request("DeleteEventBus", given={"Name": "{id}"}),
    id="{Name}",
    attributes={"Arn": "=EventBusArn", "Name": "{id}"},
    replaces=frozenset({"Name"}),
    parts=(
        Part(("Policy",), _put_bus_policy),
        tags("events", Request("TagResource", {"Tags": "Tags"}, {"ResourceARN": "{Arn}"}),
             Request("UntagResource", given={"ResourceARN": "{Arn}"}), keys="TagKeys"),
    ),
    label="EventBridge",
)  # fmt: skip


def _put_permission(hands: Hands, change: Change) -> None:
    properties = change.after
    bus = properties.get("EventBusName") or "default"
    if properties.get("Statement"):
        statement = {"Sid": properties["StatementId"], **properties["Statement"]}
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        hands.call("events", "PutPermission", {"EventBusName": bus, "Policy": policy})
        return
    taken = {
        name: properties[name] for name in ("StatementId", "Action", "Principal", "Condition") if name in properties
    }
    hands.call("events", "PutPermission", {"EventBusName": bus, **taken})


def _create_permission(hands: Hands, properties: Properties) -> Made:
    _put_permission(hands, Change("", {}, properties))
    return Made(str(properties["StatementId"]))


def _remove_permission(hands: Hands, change: Change) -> None:
    bus = change.before.get("EventBusName") or "default"
    hands.call("events", "RemovePermission", {"EventBusName": bus, "StatementId": change.id})


BUS_POLICY = Type(
    "events",
    create=_create_permission,
    update=_put_permission,
    delete=_remove_permission,
    id="",
    replaces=frozenset({"EventBusName", "StatementId"}),
    knows=frozenset({"EventBusName", "StatementId", "Statement", "Action", "Principal", "Condition"}),
    tags="",
    label="EventBridge",
)

_ARCHIVE = same("Description", "EventPattern", "RetentionDays", "KmsKeyIdentifier")
ARCHIVE = Type(
    "events",
    create=Request("CreateArchive", _ARCHIVE | {"ArchiveName": "ArchiveName", "SourceArn": "EventSourceArn"}),
    update=Request("UpdateArchive", _ARCHIVE, {"ArchiveName": "{id}"}),
    delete=Request("DeleteArchive", given={"ArchiveName": "{id}"}),
    id="{ArchiveName}",
    attributes={"Arn": "=ArchiveArn"},
    named="ArchiveName",
    longest=48,
    replaces=frozenset({"ArchiveName", "SourceArn"}),
    tags="",
    label="EventBridge",
)

TYPES = {
    "AWS::Events::Rule": RULE,
    "AWS::Events::EventBus": BUS,
    "AWS::Events::EventBusPolicy": BUS_POLICY,
    "AWS::Events::Archive": ARCHIVE,
}

"""What an update would change, found without doing it: what isn't there yet is an unknown part of the values."""

from collections.abc import Mapping
from typing import Any

from keypost.endpoint.cloudformation.deployment import Deployment, list_alive
from keypost.endpoint.cloudformation.lookups import build_lookups
from keypost.endpoint.cloudformation.making import Plan
from keypost.endpoint.cloudformation.order import find_needs, sort
from keypost.endpoint.cloudformation.records import Intent, Resource
from keypost.endpoint.cloudformation.scene import Scene
from keypost.endpoint.cloudformation.template import read_template
from keypost.endpoint.cloudformation.types.all import TYPES
from keypost.endpoint.cloudformation.updating import is_replaced
from keypost.endpoint.front import Front
from keypost.named import NamedTuple
from keypost.unknown import has_unknown


class Preview(NamedTuple):
    """What would change, as change sets show it; `is_same` where nothing at all would."""

    changes: list[dict[str, Any]]
    is_same: bool


def preview(front: Front, deployment: Deployment, intent: Intent) -> Preview:
    """Return what it would change to make the stack what is intended.

    Raises:
        RefusalError: the template contradicts itself.
        StackFailure: something that it takes from another stack isn't there.
    """
    stack = deployment.stack
    alive, staying = list_alive(stack), dict[str, Resource]()
    export, dynamic = build_lookups(front, deployment.hands, stack)
    scene = Scene(
        read_template(intent.body), stack, values=intent.values, find=staying.get, find_export=export,
        find_dynamic=dynamic,
    )  # fmt: skip
    entries = scene.resources()
    needs = find_needs(entries)
    changes, is_same = [], intent.tags == stack.intent.tags
    for name in sort(needs):
        plan, old = deployment.plan(scene, entries[name], needs[name], intent=intent), alive.get(name)
        change = _compare(plan, old)
        if change is not None:
            changes.append(change)
        if old is not None and not is_replaced(plan, old):
            staying[name] = old
            is_same = is_same and plan.metadata == old.metadata
    changes += [_build("Remove", one) for name, one in alive.items() if name not in entries]
    is_same = is_same and not changes and deployment.list_outputs(scene) == stack.outputs
    return Preview(changes, is_same)


def _compare(plan: Plan, old: Resource | None) -> dict[str, Any] | None:
    if old is None:
        return _build("Add", plan)
    if plan.type == old.type and plan.properties == old.properties:
        return None
    kind = TYPES.get(plan.type)
    names = sorted({*plan.properties, *old.properties})
    changed = [name for name in names if plan.properties.get(name) != old.properties.get(name)]
    replacing = {name.partition("/")[0] for name in kind.replaces} if kind is not None else set()
    details = [_detail(name, is_replacing=name in replacing, value=plan.properties.get(name)) for name in changed]
    sure = [one for one in details if one["Target"]["RequiresRecreation"] == "Always" and one["Evaluation"] == "Static"]
    replacement = "True" if sure else "Conditional" if is_replaced(plan, old) else "False"
    told = {"PhysicalResourceId": old.physical_id, "Replacement": replacement, "Scope": ["Properties"]}
    change = _build("Modify", plan)
    change["ResourceChange"] |= {**told, "Details": details}
    return change


def _detail(name: str, *, is_replacing: bool, value: Any) -> dict[str, Any]:
    target = {"Attribute": "Properties", "Name": name, "RequiresRecreation": "Always" if is_replacing else "Never"}
    is_open = _is_open(value)
    return {
        "Target": target,
        "Evaluation": "Dynamic" if is_open else "Static",
        "ChangeSource": "ResourceReference" if is_open else "DirectModification",
    }


def _is_open(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_is_open, value.values()))
    if isinstance(value, list):
        return any(map(_is_open, value))
    return isinstance(value, str) and has_unknown(value)


def _build(action: str, one: Plan | Resource) -> dict[str, Any]:
    told: dict[str, Any] = {"Action": action, "LogicalResourceId": one.logical_id, "ResourceType": one.type}
    if isinstance(one, Resource):
        told["PhysicalResourceId"] = one.physical_id
        told["PolicyAction"] = "Retain" if one.deletion_policy.startswith("Retain") else "Delete"
    return {"Type": "Resource", "ResourceChange": {**told, "Scope": [], "Details": []}}

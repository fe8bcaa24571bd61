"""Stacks of tests: made, looked at, and what their events say."""

import json
from collections.abc import Mapping
from typing import Any

from tests.endpoint.local import ROOT, Keys, Local

ALL = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
Resources = Mapping[str, Any]


def write(resources: Resources, **sections: Any) -> str:
    """Return a template."""
    return json.dumps({"Resources": resources, **sections})


def create(local: Local, template: str, *, name: str = "app", keys: Keys = ROOT, **settings: Any) -> dict[str, Any]:
    """Make a stack and return it as DescribeStacks shows it."""
    stacks = local.client("cloudformation", keys)
    made = stacks.create_stack(StackName=name, TemplateBody=template, Capabilities=ALL, **settings)
    return show(local, made["StackId"])


def update(local: Local, template: str, *, name: str = "app", keys: Keys = ROOT, **settings: Any) -> dict[str, Any]:
    """Change a stack and return it."""
    stacks = local.client("cloudformation", keys)
    stacks.update_stack(StackName=name, TemplateBody=template, Capabilities=ALL, **settings)
    return show(local, name)


def show(local: Local, name: str) -> dict[str, Any]:
    """Return a stack."""
    found: dict[str, Any] = local.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
    return found


def outputs(stack: Mapping[str, Any]) -> dict[str, str]:
    """Return a stack's outputs."""
    return {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}


def events(local: Local, name: str = "app") -> list[tuple[str, str, str]]:
    """Return a stack's events, oldest first: what, its status, why."""
    found = local.client("cloudformation").describe_stack_events(StackName=name)["StackEvents"]
    return [
        (one["LogicalResourceId"], one["ResourceStatus"], one.get("ResourceStatusReason", ""))
        for one in reversed(found)
    ]  # fmt: skip


def failures(local: Local, name: str = "app") -> dict[str, str]:
    """Return why what failed did."""
    return {what: why for what, status, why in events(local, name) if status.endswith("FAILED")}


def ids(local: Local, name: str = "app") -> dict[str, str]:
    """Return the physical ids of a stack's resources."""
    found = local.client("cloudformation").describe_stack_resources(StackName=name)["StackResources"]
    return {one["LogicalResourceId"]: one["PhysicalResourceId"] for one in found}

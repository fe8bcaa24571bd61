"""Templates: a stack's own, and what one asks for (CloudFormation API reference)."""

import json
from typing import Any

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.cloudformation.failure import invalid
from keypost.endpoint.cloudformation.fit import is_true, write_text
from keypost.endpoint.cloudformation.intents import list_capabilities, read_body
from keypost.endpoint.cloudformation.operations.find import require_stack
from keypost.endpoint.cloudformation.records import Intent
from keypost.endpoint.cloudformation.template import read_template, read_untransformed
from keypost.endpoint.front import Front, Operation, Result
from keypost.readers.cloudformation.template import Template

_REASON = "The following resource(s) require capabilities: [{types}]"


def get_template(front: Front, call: Call, _caller: Caller) -> Result:
    """Return the template of a stack or of a change set, as it was given or as macros made it."""
    stack = require_stack(front, call)
    body = stack.intent.body
    if call.get("ChangeSetName"):
        name = call.get("ChangeSetName")
        found = [one for one in stack.change_sets.values() if name in {one.name, one.id}]
        if not found:
            raise invalid(f"ChangeSet [{name}] does not exist")
        body = found[0].intent.body
    if call.get("TemplateStage") == "Processed" and read_untransformed(body).transforms:
        body = json.dumps(read_template(body).data)
    return {"TemplateBody": body, "StagesAvailable": ["Original", "Processed"]}


def validate_template(front: Front, call: Call, caller: Caller) -> Result:
    """Return what a template asks for, if it is one."""
    summary = _summarize(front, call, caller)
    parameters = [
        {name: one[name] for name in ("ParameterKey", "DefaultValue", "NoEcho", "Description") if name in one}
        for one in summary["Parameters"]
    ]
    wanted = ("Capabilities", "CapabilitiesReason", "Description", "DeclaredTransforms")
    return {"Parameters": parameters} | {name: summary[name] for name in wanted if name in summary}


def get_summary(front: Front, call: Call, caller: Caller) -> Result:
    """Return what a template, given or a stack's, asks for."""
    return _summarize(front, call, caller)


def _summarize(front: Front, call: Call, caller: Caller) -> dict[str, Any]:
    if call.get("StackName"):
        stack = require_stack(front, call)
        body = stack.intent.body
    else:
        body = read_body(front, call, caller, before=Intent(""))
    written, template = read_untransformed(body), read_template(body)
    capabilities = list_capabilities(template)
    types = dict.fromkeys(one.type for one in template.resources.values())
    summary: dict[str, Any] = {
        "Parameters": _show_parameters(template), "ResourceTypes": list(types), "Capabilities": capabilities,
        "DeclaredTransforms": list(written.transforms),
        "Version": str(written.data.get("AWSTemplateFormatVersion", "")),
    }  # fmt: skip
    if capabilities:
        iam = ", ".join(one for one in types if one.startswith("AWS::IAM::"))
        summary["CapabilitiesReason"] = _REASON.format(types=iam)
    for section in ("Description", "Metadata"):
        if section in written.data:
            summary[section] = write_text(written.data[section])
    return summary


def _show_parameters(template: Template) -> list[dict[str, Any]]:
    shown = []
    for name, definition in template.parameters.items():
        one: dict[str, Any] = {
            "ParameterKey": name, "ParameterType": str(definition.get("Type", "String")),
            "NoEcho": is_true(definition.get("NoEcho", False)),
        }  # fmt: skip
        if "Default" in definition:
            one["DefaultValue"] = write_text(definition["Default"])
        if definition.get("Description"):
            one["Description"] = str(definition["Description"])
        allowed: Any = definition.get("AllowedValues")
        one["ParameterConstraints"] = {"AllowedValues": list(map(write_text, allowed))} if allowed else {}
        shown.append(one)
    return shown


OPERATIONS: dict[str, Operation] = {
    "GetTemplate": get_template,
    "ValidateTemplate": validate_template,
    "GetTemplateSummary": get_summary,
}

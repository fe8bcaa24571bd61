"""CloudFormation's own: stacks in stacks, and what stands for nothing."""

from typing import Any

from keypost.endpoint.cloudformation.failure import StackFailure
from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Properties, Stack
from keypost.endpoint.cloudformation.stacks import find_stack
from keypost.endpoint.cloudformation.types.declare import Change, Made, Type
from keypost.endpoint.cloudformation.types.perform import IncompleteError
from keypost.endpoint.refusal import RefusalError

_FAILED = "Embedded stack {id} was not successfully {verb}: {reason}"
_NO_CHANGES = "No updates are to be performed."


def _ask(hands: Hands, properties: Properties) -> dict[str, Any]:
    parent = _require(hands, hands.stack_id)
    parameters = properties.get("Parameters") or {}
    given: dict[str, Any] = {
        "TemplateURL": properties.get("TemplateURL"),
        "Parameters": [
            {"ParameterKey": key, "ParameterValue": _join(value)} for key, value in parameters.items()
        ],
        "Capabilities": list(parent.intent.capabilities), "NotificationARNs": properties.get("NotificationARNs") or [],
    }  # fmt: skip
    tags = properties.get("Tags")
    return given | ({"Tags": tags} if tags else {})


def _join(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _create(hands: Hands, properties: Properties) -> Made:
    name, parent = hands.name(most=128), _require(hands, hands.stack_id)
    made = hands.call("cloudformation", "CreateStack", {"StackName": name, **_ask(hands, properties)})
    stack = _require(hands, str(made["StackId"]))
    stack.parent, stack.root = parent.id, parent.root or parent.id
    if stack.status != "CREATE_COMPLETE":
        failure = StackFailure(_FAILED.format(id=stack.id, verb="created", reason=_tell(stack)))
        raise IncompleteError(stack.id, {}) from failure
    return Made(stack.id)


def _update(hands: Hands, change: Change) -> None:
    try:
        hands.call("cloudformation", "UpdateStack", {"StackName": change.id, **_ask(hands, change.after)})
    except RefusalError as refusal:
        if refusal.message != _NO_CHANGES:
            raise
    stack = _require(hands, change.id)
    if stack.status not in {"UPDATE_COMPLETE", "CREATE_COMPLETE"}:
        raise StackFailure(_FAILED.format(id=stack.id, verb="updated", reason=_tell(stack)))


def _delete(hands: Hands, change: Change) -> None:
    stack = _require(hands, change.id)
    hands.call("cloudformation", "DeleteStack", {"StackName": change.id})
    if stack.status != "DELETE_COMPLETE":
        raise StackFailure(_FAILED.format(id=stack.id, verb="deleted", reason=_tell(stack)))


def _tell(stack: Stack) -> str:
    """Return why the stack failed: the reason that came with the first status that tells one."""
    told = [one.reason for one in stack.events if one.logical_id == stack.name and one.reason != "User Initiated"]
    return next((one for one in told if one), stack.status)


def _require(hands: Hands, stack_id: str) -> Stack:
    found = find_stack(hands.front, stack_id, account=hands.account, region=hands.region)
    if found is None:
        raise StackFailure(f"Stack with id {stack_id} does not exist")
    return found


def _outputs(hands: Hands, stack_id: str) -> dict[str, Any]:
    return {f"Outputs.{one.key}": one.value for one in _require(hands, stack_id).outputs}


def _handle(hands: Hands, _properties: Properties) -> Made:
    host = f"https://cloudformation-waitcondition-{hands.region}.s3.{hands.region}.amazonaws.com"
    return Made(f"{host}/{hands.name(separator='/')}")


def _stand_in(hands: Hands, _properties: Properties) -> Made:
    return Made(hands.name())


STACK = Type(
    "cloudformation",
    create=_create,
    update=_update,
    delete=_delete,
    id="",
    attributes={"StackId": "{id}"},
    tells=_outputs,
    knows=frozenset({"TemplateURL", "Parameters", "NotificationARNs", "TimeoutInMinutes"}),
    label="CloudFormation",
)
WAIT_HANDLE = Type("cloudformation", create=_handle, delete=None, id="", tags="", label="CloudFormation")
# What the AWS CDK puts into stacks to be counted.
CDK_METADATA = Type(
    "cloudformation", create=_stand_in, delete=None, id="", knows=frozenset({"Analytics"}), tags="",
    label="CloudFormation",
)  # fmt: skip

TYPES = {
    "AWS::CloudFormation::Stack": STACK,
    "AWS::CloudFormation::WaitConditionHandle": WAIT_HANDLE,
    "AWS::CDK::Metadata": CDK_METADATA,
}

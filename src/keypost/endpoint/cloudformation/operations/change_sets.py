"""Change sets: what a stack would become, seen before it does (CloudFormation API reference)."""

import re
import uuid
from typing import Any

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.cloudformation.deployment import Deployment
from keypost.endpoint.cloudformation.engine import change, check_updatable, make
from keypost.endpoint.cloudformation.failure import StackFailure, invalid
from keypost.endpoint.cloudformation.intents import read_intent
from keypost.endpoint.cloudformation.operations.find import IN_BRACKETS, require_stack
from keypost.endpoint.cloudformation.parameters import HIDDEN
from keypost.endpoint.cloudformation.preview import preview
from keypost.endpoint.cloudformation.records import ChangeSet, Stack
from keypost.endpoint.cloudformation.stacks import add_stack, find_stack, list_stacks
from keypost.endpoint.front import Front, Operation, Result
from keypost.endpoint.refusal import RefusalError

_REVIEW = "REVIEW_IN_PROGRESS"
_NO_CHANGES = (
    "The submitted information didn't contain changes. Submit different information to create a change set."
)  # fmt: skip


def create(front: Front, call: Call, caller: Caller) -> Result:
    """Make a change set; of a stack that isn't there yet, a stack to be reviewed too."""
    kind, name = call.get("ChangeSetType") or "UPDATE", call.get("ChangeSetName")
    stack = _find_or_begin(front, call, kind)
    if name in stack.change_sets:
        raise RefusalError("AlreadyExistsException", f"ChangeSet [{name}] already exists")
    intent = read_intent(front, call, caller, before=stack.intent, reviews=True)
    arn = f"arn:aws:cloudformation:{stack.region}:{stack.account}:changeSet/{name}/{uuid.uuid4()}"
    made = ChangeSet(name, id=arn, kind=kind, intent=intent)
    made.description = call.get("Description")
    if kind == "CREATE" and not stack.events:
        add_stack(front, stack)
        stack.turn(_REVIEW, reason="User Initiated")
    stack.change_sets[name] = made
    _fill(front, caller, stack, made)
    return {"Id": made.id, "StackId": stack.id}


def _find_or_begin(front: Front, call: Call, kind: str) -> Stack:
    name, set_name = call.get("StackName"), call.get("ChangeSetName")
    stack = find_stack(front, name, account=call.account, region=call.region)
    if kind not in {"CREATE", "UPDATE"}:
        raise invalid(f"keypost local doesn't build change sets of type {kind}.")
    if kind == "UPDATE":
        if stack is None or stack.status == "DELETE_COMPLETE":
            raise invalid(IN_BRACKETS.format(name=name))
        check_updatable(stack, keeps_failed=True)
        return stack
    if stack is not None and stack.status != _REVIEW:
        raise invalid(f"Stack [{name}] already exists and cannot be created again with the changeSet [{set_name}].")
    return stack or Stack(name, account=call.account, region=call.region, status=_REVIEW)


def _fill(front: Front, caller: Caller, stack: Stack, made: ChangeSet) -> None:
    """Find what would change; a change set without changes fails."""
    before = stack.intent
    stack.intent = before._replace(role=made.intent.role)
    try:
        found = preview(front, Deployment(front, caller, stack), made.intent)
    except (StackFailure, RefusalError) as error:
        made.status, made.reason = "FAILED", error.reason if isinstance(error, StackFailure) else error.message
        return
    finally:
        stack.intent = before
    made.changes = found.changes
    if found.is_same and made.kind == "UPDATE":
        made.status, made.reason = "FAILED", _NO_CHANGES
    else:
        made.status, made.execution = "CREATE_COMPLETE", "AVAILABLE"


def describe(front: Front, call: Call, _caller: Caller) -> Result:
    """Return a change set with all its changes."""
    stack, found = _require(front, call)
    intent = found.intent
    shown: dict[str, Any] = {
        **_summarize(stack, found),
        "NotificationARNs": list(intent.topics),
        "Capabilities": list(intent.capabilities),
        "Tags": [{"Key": key, "Value": value} for key, value in intent.tags.items()],
        "Changes": found.changes,
        "Parameters": [
            {"ParameterKey": key, "ParameterValue": HIDDEN if key in intent.hidden else value}
            for key, value in intent.parameters.items()
        ],
    }
    return shown


def execute(front: Front, call: Call, caller: Caller) -> Result:
    """Do what a change set says; its stack's other change sets are void then."""
    stack, found = _require(front, call)
    if found.execution != "AVAILABLE":
        message = (
            f"ChangeSet [{found.id}] cannot be executed in its current execution status of [{found.execution}]"
        )  # fmt: skip
        raise RefusalError("InvalidChangeSetStatus", message)
    keeps = call.parameters.get("DisableRollback")
    intent = found.intent if keeps is None else found.intent._replace(keeps_failed=bool(keeps))
    intent = intent._replace(token=call.get("ClientRequestToken"))
    found.execution, stack.change_set = "EXECUTE_IN_PROGRESS", found.id
    if found.kind == "CREATE":
        make(front, caller, stack, intent)
    else:
        change(front, caller, stack, intent)
    found.execution = "EXECUTE_COMPLETE" if stack.status in {"CREATE_COMPLETE", "UPDATE_COMPLETE"} else "EXECUTE_FAILED"
    stack.change_sets = {found.name: found}
    return {}


def delete(front: Front, call: Call, _caller: Caller) -> Result:
    """Forget a change set."""
    try:
        stack, found = _require(front, call)
    except RefusalError:
        return {}
    if found.execution == "EXECUTE_IN_PROGRESS":
        raise RefusalError("InvalidChangeSetStatus", f"ChangeSet [{found.id}] is being executed")
    del stack.change_sets[found.name]
    return {}


def list_all(front: Front, call: Call, _caller: Caller) -> Result:
    """Return short descriptions of a stack's change sets."""
    stack = require_stack(front, call, message=IN_BRACKETS)
    return {"Summaries": [_summarize(stack, one) for one in stack.change_sets.values()]}


def _require(front: Front, call: Call) -> tuple[Stack, ChangeSet]:
    name = call.get("ChangeSetName")
    if not call.get("StackName") and not re.match("arn:", name):
        raise invalid("StackName must be specified if ChangeSetName is not specified as an ARN.")
    for stack in _list_candidates(front, call):
        for one in stack.change_sets.values():
            if name in {one.name, one.id}:
                return stack, one
    raise RefusalError("ChangeSetNotFound", f"ChangeSet [{name}] does not exist", status=404)


def _list_candidates(front: Front, call: Call) -> list[Stack]:
    if call.get("StackName"):
        return [require_stack(front, call, message=IN_BRACKETS)]
    return list_stacks(front, call.account, call.region)


def _summarize(stack: Stack, one: ChangeSet) -> dict[str, Any]:
    shown = {
        "ChangeSetName": one.name, "ChangeSetId": one.id, "StackId": stack.id, "StackName": stack.name,
        "CreationTime": one.created, "ExecutionStatus": one.execution, "Status": one.status,
        "IncludeNestedStacks": False,
    }  # fmt: skip
    more = {"StatusReason": one.reason, "Description": one.description}
    return shown | {key: value for key, value in more.items() if value}


OPERATIONS: dict[str, Operation] = {
    "CreateChangeSet": create,
    "DescribeChangeSet": describe,
    "ExecuteChangeSet": execute,
    "DeleteChangeSet": delete,
    "ListChangeSets": list_all,
}

"""Stacks made, changed, deleted (CloudFormation API reference)."""

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.cloudformation import engine
from keypost.endpoint.cloudformation.failure import invalid
from keypost.endpoint.cloudformation.operations.find import IN_BRACKETS, require_stack
from keypost.endpoint.front import Front, Operation, Result


def create_stack(front: Front, call: Call, caller: Caller) -> Result:
    """Make a stack; how that went is told by its status."""
    return {"StackId": engine.create_stack(front, call, caller).id}


def update_stack(front: Front, call: Call, caller: Caller) -> Result:
    """Change a stack."""
    return {"StackId": engine.update_stack(front, call, caller).id}


def delete_stack(front: Front, call: Call, caller: Caller) -> Result:
    """Delete a stack; one that isn't there is none the worse."""
    engine.delete_stack(front, call, caller)
    return {}


def update_termination_protection(front: Front, call: Call, _caller: Caller) -> Result:
    """Protect a stack from being deleted, or not any more."""
    stack = require_stack(front, call, message=IN_BRACKETS)
    if stack.parent:
        raise invalid("TerminationProtection cannot be set on nested stacks")
    stack.is_protected = bool(call.parameters.get("EnableTerminationProtection"))
    return {"StackId": stack.id}


OPERATIONS: dict[str, Operation] = {
    "CreateStack": create_stack,
    "UpdateStack": update_stack,
    "DeleteStack": delete_stack,
    "UpdateTerminationProtection": update_termination_protection,
}

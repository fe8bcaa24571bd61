"""A stack made, changed or deleted in one call, as a principal, in an account and Region."""

from threading import Lock

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.cloudformation.deployment import Deployment
from keypost.endpoint.cloudformation.failure import StackFailure, invalid
from keypost.endpoint.cloudformation.intents import read_intent
from keypost.endpoint.cloudformation.preview import preview
from keypost.endpoint.cloudformation.records import Intent, Stack
from keypost.endpoint.cloudformation.stacks import add_stack, find_stack
from keypost.endpoint.cloudformation.template import read_template
from keypost.endpoint.cloudformation.updating import Update
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError

_NEW = Intent("")
_UPDATABLE = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE"})
_FAILED = frozenset({"CREATE_FAILED", "UPDATE_FAILED"})
_lock = Lock()


def create_stack(front: Front, call: Call, caller: Caller) -> Stack:
    """Make a stack as `CreateStack` asks (the call's parameters); its status, reason and events tell how that went.

    Nothing is authorized here but the calls that make the resources, as `caller` or the role that the call names.

    Raises:
        RefusalError: no stack comes into being: the template is wrong, or the name is taken.
    """
    name = call.get("StackName")
    intent = read_intent(front, call, caller, before=_NEW)
    if find_stack(front, name, account=call.account, region=call.region) is not None:
        raise RefusalError("AlreadyExistsException", f"Stack [{name}] already exists")
    stack = Stack(name, account=call.account, region=call.region, status="CREATE_IN_PROGRESS")
    stack.is_protected = bool(call.parameters.get("EnableTerminationProtection"))
    make(front, caller, stack, intent)
    return stack


def make(front: Front, caller: Caller, stack: Stack, intent: Intent) -> None:
    """Make a new stack what is intended.

    Raises:
        RefusalError: its resources need each other, or its role can't be assumed.
    """
    stack.intent = intent
    deployment = Deployment(front, caller, stack)
    template = read_template(intent.body)
    stack.description = str(template.data.get("Description") or "")
    deployment.rehearse(template)  # what is wrong with the template is told before there is a stack
    with _lock:
        other = find_stack(front, stack.name, account=stack.account, region=stack.region)
        if other is not None and other is not stack:
            raise RefusalError("AlreadyExistsException", f"Stack [{stack.name}] already exists")
        add_stack(front, stack)
    stack.turn("CREATE_IN_PROGRESS", reason="User Initiated")
    deployment.create()


def update_stack(front: Front, call: Call, caller: Caller) -> Stack:
    """Change a stack as `UpdateStack` asks.

    Raises:
        RefusalError: there is no such stack, it can't be changed now, or nothing would change.
    """
    name = call.get("StackName")
    stack = find_stack(front, name, account=call.account, region=call.region)
    if stack is None or stack.status == "DELETE_COMPLETE":
        raise invalid(f"Stack [{name}] does not exist")
    intent = read_intent(front, call, caller, before=stack.intent)
    check_updatable(stack, keeps_failed=intent.keeps_failed)
    deployment = Deployment(front, caller, stack)
    try:
        is_same = preview(front, deployment, intent).is_same and stack.status not in _FAILED
    except StackFailure:
        is_same = False  # the update will tell
    if is_same:
        raise invalid("No updates are to be performed.")
    change(front, caller, stack, intent)
    return stack


def change(front: Front, caller: Caller, stack: Stack, intent: Intent) -> None:
    """Make a stack what is intended now.

    Raises:
        RefusalError: somebody else is changing it, or its role can't be assumed.
    """
    before = stack.intent
    with _lock:
        check_updatable(stack, keeps_failed=intent.keeps_failed)
        was, stack.status, stack.intent = stack.status, "UPDATE_IN_PROGRESS", intent
    try:
        deployment = Deployment(front, caller, stack)
    except RefusalError:
        stack.status, stack.intent = was, before
        raise
    template = read_template(intent.body)
    stack.description = str(template.data.get("Description") or "")
    Update(deployment, before).run()
    stack.updated = stack.events[-1].at


def check_updatable(stack: Stack, *, keeps_failed: bool = False) -> None:
    """Let a stack be changed only in a state in which it can be.

    Raises:
        RefusalError: it can't be.
    """
    if stack.status not in _UPDATABLE and not (stack.status in _FAILED and keeps_failed):
        raise invalid(f"Stack:{stack.id} is in {stack.status} state and can not be updated.")


def delete_stack(front: Front, call: Call, caller: Caller) -> Stack | None:
    """Delete a stack as `DeleteStack` asks; None where there is none to delete.

    Raises:
        RefusalError: it is protected, or something is being done to it.
    """
    name = call.get("StackName")
    stack = find_stack(front, name, account=call.account, region=call.region)
    if stack is None or stack.status == "DELETE_COMPLETE":
        return None
    if stack.is_protected:
        raise invalid(f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
    with _lock:
        if stack.is_busy:
            raise invalid(f"Stack [{stack.id}] cannot be deleted while in status {stack.status}")
        before, stack.status = stack.status, "DELETE_IN_PROGRESS"
    if call.get("RoleARN"):
        stack.intent = stack.intent._replace(role=call.get("RoleARN"))
    try:
        deployment = Deployment(front, caller, stack)
    except RefusalError:
        stack.status = before
        raise
    if not deployment.is_imported(before):
        deployment.delete(retained=tuple(call.parameters.get("RetainResources") or ()))
    return stack

"""CreateStackSet, UpdateStackSet, DeleteStackSet, and the trust that stack sets of an organization need.

Sources: CloudFormation API reference, CreateStackSet, UpdateStackSet, DeleteStackSet, ActivateOrganizationsAccess; the
sentences about service-managed permissions are those that people quote.
"""

import re
from collections.abc import Iterable

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.cloudformation.intents import read_body
from keypost.endpoint.cloudformation.records import Intent
from keypost.endpoint.cloudformation.template import read_template
from keypost.endpoint.front import Front, Operation, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.stacksets import run
from keypost.endpoint.stacksets.enter import name_role
from keypost.endpoint.stacksets.instances import list_named, read_parameters
from keypost.endpoint.stacksets.records import (
    INOPERABLE,
    OUTDATED,
    SELF_MANAGED,
    SERVICE_MANAGED,
    Definition,
    Instance,
    Permission,
    StackSet,
    find_set,
    list_sets,
    refuse_taken,
)
from keypost.endpoint.stacksets.targets import names_places
from keypost.endpoint.store.units import find_organization, is_trusted

_NAME = re.compile(r"[a-zA-Z][-a-zA-Z0-9]{0,127}")
_WRONG_NAME = (
    "1 validation error detected: Value '{name}' at 'stackSetName' failed to satisfy constraint: Member must satisfy "
    "regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*"
)
_ADMINISTRATION = "AWSCloudFormationStackSetAdministrationRole"
_EXECUTION = "AWSCloudFormationStackSetExecutionRole"
_TRUSTED = "member.org.stacksets.cloudformation.amazonaws.com"
_NOT_TRUSTED = "You must enable organizations access to operate a service managed stack set"
_NOT_MANAGING = "Account used is not a delegated administrator"


def create_set(front: Front, call: Call, caller: Caller) -> Result:
    """Make a stack set without instances."""
    name, kept = call.get("StackSetName"), list_sets(front, call)
    if not _NAME.fullmatch(name):
        raise RefusalError("ValidationError", _WRONG_NAME.format(name=name))
    if name in kept:
        raise refuse_taken("NameAlreadyExistsException", f"StackSet {name} already exists")
    body = _read_body(front, call, caller, before="")
    permission = _read_permission(call, None)
    made = StackSet(
        name, account=call.account, region=call.region, definition=_define(call, body, None), permission=permission
    )
    made.automatic = call.parameters.get("AutoDeployment") or {}
    made.managed_execution = bool((call.parameters.get("ManagedExecution") or {}).get("Active"))
    kept[name] = made
    return {"StackSetId": made.id}


def update_set(front: Front, call: Call, caller: Caller) -> Result:
    """Change what a stack set says, and with it the instances that are named; all of them where none is."""
    stack_set = find_set(front, call)
    body = _read_body(front, call, caller, before=stack_set.definition.body)
    permission = _read_permission(call, stack_set.permission)
    chosen = list_named(call, stack_set) if names_places(call) else list(stack_set.instances.values())
    operation = run.begin(stack_set, call, "UPDATE")
    stack_set.permission = permission
    stack_set.definition = _define(call, body, stack_set.definition)
    stack_set.automatic = call.parameters.get("AutoDeployment") or stack_set.automatic
    _age(stack_set.instances.values(), chosen)
    run.run(operation, [one for one in chosen if one.status != INOPERABLE], run.put(front, stack_set))
    return {"OperationId": operation.id}


def delete_set(front: Front, call: Call, _caller: Caller) -> Result:
    """Forget a stack set that has no instances any more."""
    stack_set = find_set(front, call)
    if stack_set.instances:
        raise refuse_taken("StackSetNotEmptyException", "StackSet is not empty")
    del list_sets(front, call)[stack_set.name]
    return {}


def activate_access(front: Front, call: Call, caller: Caller) -> Result:
    """Let the organization trust stack sets."""
    trust = Call("organizations", "EnableAWSServiceAccess", {"ServicePrincipal": _TRUSTED}, call.account, call.region)
    front.call(trust, caller)
    return {}


def deactivate_access(front: Front, call: Call, caller: Caller) -> Result:
    """Let the organization trust stack sets no longer."""
    trust = Call("organizations", "DisableAWSServiceAccess", {"ServicePrincipal": _TRUSTED}, call.account, call.region)
    front.call(trust, caller)
    return {}


def describe_access(_front: Front, call: Call, _caller: Caller) -> Result:
    """Tell whether the organization trusts stack sets."""
    return {"Status": "ENABLED" if is_trusted(_TRUSTED, account=call.account) else "DISABLED"}


def _read_body(front: Front, call: Call, caller: Caller, *, before: str) -> str:
    """Return the template's text, which is a template.

    Raises:
        RefusalError: there is none, it can't be read, or it isn't one.
    """
    body = read_body(front, call, caller, before=Intent(before))
    read_template(body)
    return body


def _define(call: Call, body: str, before: Definition | None) -> Definition:
    """Return what the call makes of the definition; what it doesn't mention stays as it was before."""
    earlier = before or Definition(body)
    given, tags = call.parameters.get("Parameters"), call.parameters.get("Tags")
    return Definition(
        body,
        parameters=earlier.parameters if given is None else read_parameters(given, earlier.parameters),
        tags=earlier.tags if tags is None else {str(one["Key"]): str(one["Value"]) for one in tags},
        capabilities=tuple(call.parameters.get("Capabilities") or earlier.capabilities),
        description=call.get("Description") or earlier.description,
    )


def _read_permission(call: Call, before: Permission | None) -> Permission:
    """Return how the stack set gets into its accounts.

    Raises:
        RefusalError: service-managed permissions are asked for, and the organization doesn't let them be used.
    """
    model = call.get("PermissionModel") or (before.model if before else SELF_MANAGED)
    if model == SERVICE_MANAGED:
        _require_organization(call.account)
        return Permission(model, "", "")
    administration = before.administration_role if before else name_role(call.account, _ADMINISTRATION)
    execution = before.execution_role if before else _EXECUTION
    return Permission(
        model, call.get("AdministrationRoleARN") or administration, call.get("ExecutionRoleName") or execution
    )


def _require_organization(account: str) -> None:
    organization = find_organization(account)
    if organization is None or not is_trusted(_TRUSTED, account=account):
        raise RefusalError("ValidationError", _NOT_TRUSTED)
    if organization.account != account:
        raise RefusalError("ValidationError", _NOT_MANAGING)


def _age(instances: Iterable[Instance], chosen: list[Instance]) -> None:
    """Let the instances that an update leaves alone be outdated."""
    for instance in instances:
        if instance not in chosen and instance.status != INOPERABLE:
            instance.turn(OUTDATED, "PENDING")


OPERATIONS: dict[str, Operation] = {
    "CreateStackSet": create_set,
    "UpdateStackSet": update_set,
    "DeleteStackSet": delete_set,
    "ActivateOrganizationsAccess": activate_access,
    "DeactivateOrganizationsAccess": deactivate_access,
    "DescribeOrganizationsAccess": describe_access,
}

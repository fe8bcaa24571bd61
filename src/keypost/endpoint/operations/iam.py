"""IAM: AWS managed policies, which moto knows only when provided, and users' boundaries (IAM API reference)."""

import json

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.front import Front, Operation, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.identities import find_managed_policy, provide_managed_policy, set_trust, set_user_boundary
from keypost.endpoint.store.perform import perform

_NAMING_POLICIES = (
    "AttachGroupPolicy", "AttachRolePolicy", "AttachUserPolicy", "GetPolicy", "GetPolicyVersion", "ListPolicyVersions",
    "ListEntitiesForPolicy", "CreateRole", "PutRolePermissionsBoundary",
)  # fmt: skip


def with_policy(_front: Front, call: Call, _caller: Caller) -> Result:
    """Carry out an operation that may name a policy of AWS's own."""
    for parameter in ("PolicyArn", "PermissionsBoundary"):
        provide_managed_policy(call.get(parameter), account=call.account)
    return perform(call.service, call.operation, call.parameters, account=call.account, region=call.region)


def create_user(_front: Front, call: Call, caller: Caller) -> Result:
    """Make a user, with its permissions boundary."""
    result = perform(call.service, call.operation, call.parameters, account=call.account, region=call.region)
    if call.get("PermissionsBoundary"):
        put_user_boundary(_front, call, caller)
    return result


def put_user_boundary(_front: Front, call: Call, _caller: Caller) -> Result:
    """Set or take away a user's permissions boundary."""
    boundary = call.get("PermissionsBoundary")
    provide_managed_policy(boundary, account=call.account)
    if boundary and find_managed_policy(boundary, account=call.account) is None:
        raise RefusalError("NoSuchEntity", f"Policy {boundary} does not exist.", status=404)
    name = call.get("UserName")
    if not set_user_boundary(f"arn:aws:iam::{call.account}:user/{name}", boundary):
        raise RefusalError("NoSuchEntity", f"The user with name {name} cannot be found.", status=404)
    return {}


def put_inline_policy(_front: Front, call: Call, _caller: Caller) -> Result:
    """Write an inline policy; moto takes none without a version, AWS does.

    A document without a version is one of 2008, which differs in policy variables only (IAM User Guide, Version).
    """
    parameters = {**call.parameters, "PolicyDocument": _add_version(call.get("PolicyDocument"))}
    return perform(call.service, call.operation, parameters, account=call.account, region=call.region)


def _add_version(document: str) -> str:
    try:
        policy = json.loads(document)
    except ValueError:
        return document
    if not isinstance(policy, dict) or "Version" in policy or "${" in document:
        return document
    return json.dumps({"Version": "2012-10-17", **policy})


def update_trust(_front: Front, call: Call, _caller: Caller) -> Result:
    """Replace a role's trust policy: moto takes three actions in it only, and none about tags of sessions."""
    name = call.get("RoleName")
    if not set_trust(name, call.get("PolicyDocument"), account=call.account):
        raise RefusalError("NoSuchEntity", f"The role with name {name} cannot be found.", status=404)
    return {}


OPERATIONS: dict[str, Operation] = {
    **dict.fromkeys(_NAMING_POLICIES, with_policy),
    **dict.fromkeys(("PutGroupPolicy", "PutRolePolicy", "PutUserPolicy"), put_inline_policy),
    "CreateUser": create_user,
    "UpdateAssumeRolePolicy": update_trust,
    "PutUserPermissionsBoundary": put_user_boundary,
    "DeleteUserPermissionsBoundary": put_user_boundary,
}

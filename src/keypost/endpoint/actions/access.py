"""IAM, STS and Organizations (Service Authorization Reference)."""

from collections.abc import Iterator

from keypost.arn import parse_arn
from keypost.endpoint.actions.declare import EVERYTHING, Demand, Table, build_arn, by_parameters, pass_role
from keypost.endpoint.call import NOTHING, Call, Context
from keypost.endpoint.store.identities import find_entity, find_user_key

# The parameters that name what an operation is about, and what kind of thing that is; the first that is given counts:
# who is given a policy, not the policy.
_NAMED = {
    "InstanceProfileName": "instance-profile",
    "RoleName": "role",
    "UserName": "user",
    "GroupName": "group",
    "ServerCertificateName": "server-certificate",
    "VirtualMFADeviceName": "mfa",
}
_ARNS = ("PolicyArn", "SAMLProviderArn", "OpenIDConnectProviderArn", "PolicySourceArn", "SerialNumber", "Arn")
_OWN = frozenset({"ListUsers", "ListRoles", "ListGroups", "ListPolicies", "GetAccountSummary"})
# These are about the group, though they name a user as well.
_OF_GROUPS = frozenset({"AddUserToGroup", "RemoveUserFromGroup"})
# Renaming and moving needs the permission on what comes out as well (IAM API reference, UpdateUser).
_MOVED = {"UpdateUser": ("user", "NewUserName"), "UpdateGroup": ("group", "NewGroupName")} | {
    "UpdateServerCertificate": ("server-certificate", "NewServerCertificateName")
}


def _iam_resource(call: Call) -> str:
    if call.operation in _OWN:
        return EVERYTHING
    if call.operation in _MADE:
        return _name_new(call)
    for parameter, kind in _NAMED.items():
        if call.get(parameter) and not (kind == "user" and call.operation in _OF_GROUPS):
            return _find(call, kind, call.get(parameter))
    arn = next((call.get(name) for name in _ARNS if parse_arn(call.get(name)) is not None), "")
    return arn or _name_owner_of_key(call)


def _find(call: Call, kind: str, name: str) -> str:
    """Return the ARN of what has that name, with its path; of what nobody has, the one without."""
    found = find_entity(kind, name, account=call.account)
    return found or build_arn(call, "iam", f"{kind}/{name}", is_global=True)


# What is made, with the parameter that names it.
_MADE = {
    "CreateRole": ("role", "RoleName"), "CreateUser": ("user", "UserName"), "CreateGroup": ("group", "GroupName"),
    "CreatePolicy": ("policy", "PolicyName"), "CreateInstanceProfile": ("instance-profile", "InstanceProfileName"),
    "CreateVirtualMFADevice": ("mfa", "VirtualMFADeviceName"), "CreateSAMLProvider": ("saml-provider", "Name"),
    "CreateOpenIDConnectProvider": ("oidc-provider", "Url"), "CreateServiceLinkedRole": ("role", "AWSServiceName"),
    "UploadServerCertificate": ("server-certificate", "ServerCertificateName"),
}  # fmt: skip


def _name_new(call: Call) -> str:
    kind, parameter = _MADE[call.operation]
    name, path = call.get(parameter).removeprefix("https://"), (call.get("Path") or "/").lstrip("/")
    if call.operation == "CreateServiceLinkedRole":
        path, name = f"aws-service-role/{name}/", "*"  # IAM makes the name up
    return build_arn(call, "iam", f"{kind}/{path}{name}", is_global=True)


def _name_owner_of_key(call: Call) -> str:
    key = find_user_key(call.get("AccessKeyId")) if call.get("AccessKeyId") else None
    return EVERYTHING if key is None else key.user_arn


def _iam_context(call: Call) -> Context:
    told: dict[str, tuple[str, ...]] = {}
    if call.operation.startswith(("Attach", "Detach")) and call.get("PolicyArn"):
        told["iam:PolicyARN"] = (call.get("PolicyArn"),)
    if call.get("PermissionsBoundary"):
        told["iam:PermissionsBoundary"] = (call.get("PermissionsBoundary"),)
    if call.get("AWSServiceName"):
        told["iam:AWSServiceName"] = (call.get("AWSServiceName"),)
    return told or NOTHING


def _iam_further(call: Call) -> Iterator[Demand]:
    """Yield what something is renamed or moved to, and the role that an instance is to have."""
    if call.operation in _MOVED:
        kind, parameter = _MOVED[call.operation]
        name = call.get(parameter) or call.get(parameter.removeprefix("New"))
        path = call.get("NewPath").lstrip("/")
        if call.get(parameter) or call.get("NewPath"):
            yield Demand(f"iam:{call.operation}", build_arn(call, "iam", f"{kind}/{path}{name}", is_global=True))
    if call.operation == "AddRoleToInstanceProfile":
        yield pass_role(call, call.get("RoleName"), "ec2.amazonaws.com")


def _sts_context(call: Call) -> Context:
    told: dict[str, tuple[str, ...]] = {}
    if call.get("ExternalId"):
        told["sts:ExternalId"] = (call.get("ExternalId"),)
    if call.get("RoleSessionName"):
        told["sts:RoleSessionName"] = (call.get("RoleSessionName"),)
    if call.get("SourceIdentity"):
        told["sts:SourceIdentity"] = (call.get("SourceIdentity"),)
    if call.parameters.get("TransitiveTagKeys"):
        told["sts:TransitiveTagKeys"] = tuple(call.parameters["TransitiveTagKeys"])
    return told or NOTHING


def _sts_resource(call: Call) -> str:
    if call.operation == "GetFederationToken":
        return build_arn(call, "sts", f"federated-user/{call.get('Name')}", is_global=True)
    role = call.get("RoleArn")
    return role if parse_arn(role) is not None else EVERYTHING


def _organizations_context(call: Call) -> Context:
    service = call.get("ServicePrincipal")
    return {"organizations:ServicePrincipal": (service,)} if service else NOTHING


def _sts_further(call: Call) -> Iterator[Demand]:
    """Yield what sessions that carry something need beside (IAM User Guide, pass session tags; source identity)."""
    if call.operation not in {"AssumeRole", "GetFederationToken"}:
        return
    if call.parameters.get("Tags"):
        yield Demand("sts:TagSession", _sts_resource(call), _sts_context(call))
    if call.get("SourceIdentity"):
        yield Demand("sts:SetSourceIdentity", _sts_resource(call), _sts_context(call))


IAM = Table("iam", _iam_resource, context=_iam_context, further=_iam_further)
# Nobody needs a permission to learn who they are, or for a session of their own (AWS STS API reference).
STS = Table(
    "sts",
    _sts_resource,
    renamed={"GetCallerIdentity": (), "GetSessionToken": ()},
    context=_sts_context,
    further=_sts_further,
)
ORGANIZATIONS = Table("organizations", by_parameters("organizations", {}), context=_organizations_context)

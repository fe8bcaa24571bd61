"""IAM, STS and Organizations (Service Authorization Reference)."""

from keypost.arn import parse_arn
from keypost.endpoint.actions.declare import EVERYTHING, Table, build_arn, by_parameters
from keypost.endpoint.call import NOTHING, Call, Context

_NAMED = by_parameters(
    "iam",
    {
        "PolicyArn": "{}",
        "RoleName": "role/{}",
        "UserName": "user/{}",
        "GroupName": "group/{}",
        "InstanceProfileName": "instance-profile/{}",
        "PolicyName": "policy/{}",
        "SAMLProviderArn": "{}",
        "OpenIDConnectProviderArn": "{}",
    },
    is_global=True,
)
# Operations that attach a policy to somebody are about that somebody.
_ATTACHED_TO = {"RoleName": "role/{}", "UserName": "user/{}", "GroupName": "group/{}"}


def _iam_resource(call: Call) -> str:
    for name, pattern in _ATTACHED_TO.items():
        value = call.get(name)
        if value:
            path = (call.get("Path") or "/").lstrip("/") if call.operation.startswith("Create") else ""
            return build_arn(call, "iam", pattern.format(path + value), is_global=True)
    if call.operation in _OWN:
        return EVERYTHING
    return _NAMED(call)


_OWN = frozenset({"ListUsers", "ListRoles", "ListGroups", "ListPolicies", "GetAccountSummary"})


def _iam_context(call: Call) -> Context:
    told = {}
    if call.operation.startswith(("Attach", "Detach")) and call.get("PolicyArn"):
        told["iam:PolicyARN"] = (call.get("PolicyArn"),)
    if call.get("PermissionsBoundary"):
        told["iam:PermissionsBoundary"] = (call.get("PermissionsBoundary"),)
    return told or NOTHING


def _sts_context(call: Call) -> Context:
    told = {}
    if call.get("ExternalId"):
        told["sts:ExternalId"] = (call.get("ExternalId"),)
    if call.get("RoleSessionName"):
        told["sts:RoleSessionName"] = (call.get("RoleSessionName"),)
    for tag in call.parameters.get("Tags") or ():
        told[f"aws:RequestTag/{tag.get('Key', '')}"] = (str(tag.get("Value", "")),)
    return told or NOTHING


def _sts_resource(call: Call) -> str:
    role = call.get("RoleArn")
    return role if parse_arn(role) is not None else EVERYTHING


def _organizations_context(call: Call) -> Context:
    service = call.get("ServicePrincipal")
    return {"organizations:ServicePrincipal": (service,)} if service else NOTHING


IAM = Table("iam", _iam_resource, context=_iam_context)
# Nobody needs a permission to learn who they are, or for a session of their own (AWS STS API reference).
STS = Table("sts", _sts_resource, renamed={"GetCallerIdentity": (), "GetSessionToken": ()}, context=_sts_context)
ORGANIZATIONS = Table("organizations", by_parameters("organizations", {}), context=_organizations_context)

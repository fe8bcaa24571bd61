"""IAM: roles, users and groups with their policies and boundaries, at once.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
Policies of AWS's own come with it; those that something here has are kept.
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part, Reach
from keypost.readers.live.reply import Item, Value, settle
from keypost.readers.snapshot.record import Record

_CALL = "iam:GetAccountAuthorizationDetails"


def _fetch(api: Api) -> Iterator[Record]:
    policies: list[Item] = []
    used: set[Value] = set()
    for page in api.pages("GetAccountAuthorizationDetails"):
        policies += page.get("Policies", ())
        for record in _read_page(page):
            used |= {*_listed(record, "ManagedPolicyArns"), record.properties.get("PermissionsBoundary")}
            yield record
    yield from (_policy(one) for one in policies if ":iam::aws:" not in one["Arn"] or one["Arn"] in used)


def _read_page(page: Item) -> Iterator[Record]:
    for role in page.get("RoleDetailList", ()):
        yield _role(role)
        yield from (_instance_profile(profile) for profile in role.get("InstanceProfileList", ()))
    for user in page.get("UserDetailList", ()):
        yield _identity("User", user, {"Groups": user.get("GroupList") or None})
    for group in page.get("GroupDetailList", ()):
        yield _identity("Group", group, {})


def _listed(record: Record, name: str) -> list[Value]:
    listed = record.properties.get(name)
    return listed if isinstance(listed, list) else []


def _role(role: Item) -> Record:
    return _identity("Role", role, {"AssumeRolePolicyDocument": role.get("AssumeRolePolicyDocument")})


def _identity(kind: str, detail: Item, own: dict[str, Value]) -> Record:
    attached = [policy["PolicyArn"] for policy in detail.get("AttachedManagedPolicies", ())]
    boundary = detail.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
    properties: dict[str, Value] = {
        f"{kind}Name": detail[f"{kind}Name"],
        "Path": detail.get("Path"),
        "Policies": detail.get(f"{kind}PolicyList") or None,
        "ManagedPolicyArns": attached or None,
        "PermissionsBoundary": boundary,
    }
    arn = detail["Arn"]
    return Record(f"AWS::IAM::{kind}", arn, arn, detail[f"{kind}Name"], settle(properties | own), _CALL)


def _instance_profile(profile: Item) -> Record:
    arn, name = profile["Arn"], profile["InstanceProfileName"]
    roles = [role["RoleName"] for role in profile.get("Roles", ())]
    return Record("AWS::IAM::InstanceProfile", arn, arn, name, {"InstanceProfileName": name, "Roles": roles}, _CALL)


def _policy(policy: Item) -> Record:
    """Return the version of a managed policy that counts."""
    arn, name = policy["Arn"], policy["Arn"].rsplit("/", 1)[-1]
    documents = (one.get("Document") for one in policy.get("PolicyVersionList", ()) if one.get("IsDefaultVersion"))
    properties = {"ManagedPolicyName": name, "Path": policy.get("Path"), "PolicyDocument": next(documents, None)}
    return Record("AWS::IAM::ManagedPolicy", arn, arn, name, settle(properties), _CALL)


PART = Part("iam", "iam", {"GetAccountAuthorizationDetails": _CALL}, _fetch, Reach.ACCOUNT)

"""IAM: roles, users, groups, and the policies of each."""

from collections.abc import Callable
from typing import Any

from keypost.endpoint.cloudformation.fit import write_text
from keypost.endpoint.cloudformation.hands import Hands
from keypost.endpoint.cloudformation.records import Properties
from keypost.endpoint.cloudformation.types.declare import Change, Made, Part, Request, Type, same
from keypost.endpoint.cloudformation.types.parts import tags

_HOLDERS = {"Roles": "Role", "Users": "User", "Groups": "Group"}


def _inline(holder: str) -> Part:
    def apply(hands: Hands, change: Change) -> None:
        old = {str(one["PolicyName"]): one for one in change.before.get("Policies") or ()}
        new = {str(one["PolicyName"]): one for one in change.after.get("Policies") or ()}
        for name in old.keys() - new.keys():
            hands.call("iam", f"Delete{holder}Policy", {f"{holder}Name": change.id, "PolicyName": name})
        for name, one in new.items():
            if one != old.get(name):
                _put_inline(hands, holder, change.id, one)

    return Part(("Policies",), apply, is_undone=True)


def _put_inline(hands: Hands, holder: str, name: str, policy: Properties) -> None:
    given = {"PolicyName": policy["PolicyName"], "PolicyDocument": policy["PolicyDocument"]}
    hands.call("iam", f"Put{holder}Policy", {f"{holder}Name": name, **given})


def _managed(holder: str) -> Part:
    def apply(hands: Hands, change: Change) -> None:
        old, new = change.before.get("ManagedPolicyArns") or [], change.after.get("ManagedPolicyArns") or []
        for verb, arns in (("Detach", [one for one in old if one not in new]),
                           ("Attach", [one for one in new if one not in old])):  # fmt: skip
            for arn in arns:
                hands.call("iam", f"{verb}{holder}Policy", {f"{holder}Name": change.id, "PolicyArn": arn})

    return Part(("ManagedPolicyArns",), apply, is_undone=True)


def _bound(holder: str) -> Part:
    def apply(hands: Hands, change: Change) -> None:
        if not change.before:
            return  # made with it
        boundary = change.after.get("PermissionsBoundary")
        given = {"PermissionsBoundary": boundary} if boundary else {}
        verb = "Put" if boundary else "Delete"
        hands.call("iam", f"{verb}{holder}PermissionsBoundary", {f"{holder}Name": change.id, **given})

    return Part(("PermissionsBoundary",), apply)


def _tagged(holder: str) -> Part:
    name = {f"{holder}Name": "{id}"}
    return tags(
        "iam", Request(f"Tag{holder}", {"Tags": "Tags"}, name), Request(f"Untag{holder}", given=name), keys="TagKeys"
    )


def _update_role(hands: Hands, change: Change) -> None:
    if change.touches("AssumeRolePolicyDocument"):
        given = {"RoleName": change.id, "PolicyDocument": change.after["AssumeRolePolicyDocument"]}
        hands.call("iam", "UpdateAssumeRolePolicy", given)
    if change.touches("Description", "MaxSessionDuration"):
        given = {"Description": change.after.get("Description", "")}
        given["MaxSessionDuration"] = change.after.get("MaxSessionDuration", 3600)
        hands.call("iam", "UpdateRole", {"RoleName": change.id, **given})


ROLE = Type(
    "iam",
    create=Request(
        "CreateRole",
        same("AssumeRolePolicyDocument", "Description", "MaxSessionDuration", "Path", "PermissionsBoundary",
             "RoleName", "Tags"),
    ),
    update=_update_role,
    delete=Request("DeleteRole", given={"RoleName": "{id}"}),
    id="{RoleName}",
    attributes={"Arn": "=Role.Arn", "RoleId": "=Role.RoleId"},
    named="RoleName",
    longest=64,
    replaces=frozenset({"RoleName", "Path"}),
    parts=(_inline("Role"), _managed("Role"), _bound("Role"), _tagged("Role")),
    label="Iam",
)  # fmt: skip


def _join_groups(hands: Hands, change: Change) -> None:
    old, new = change.before.get("Groups") or [], change.after.get("Groups") or []
    for group in [one for one in old if one not in new]:
        hands.call("iam", "RemoveUserFromGroup", {"UserName": change.id, "GroupName": group})
    for group in [one for one in new if one not in old]:
        hands.call("iam", "AddUserToGroup", {"UserName": change.id, "GroupName": group})


def _log_in(hands: Hands, change: Change) -> None:
    profile = change.after.get("LoginProfile")
    verb = "Delete" if profile is None else "Update" if change.before.get("LoginProfile") else "Create"
    hands.call("iam", f"{verb}LoginProfile", {"UserName": change.id, **(profile or {})})


USER = Type(
    "iam",
    create=Request("CreateUser", same("Path", "PermissionsBoundary", "UserName", "Tags")),
    update=Request("UpdateUser", {"Path": "NewPath"}, {"UserName": "{id}"}),
    delete=Request("DeleteUser", given={"UserName": "{id}"}),
    id="{UserName}",
    attributes={"Arn": "=User.Arn"},
    named="UserName",
    longest=64,
    replaces=frozenset({"UserName"}),
    parts=(
        _inline("User"), _managed("User"), _bound("User"), _tagged("User"),
        Part(("Groups",), _join_groups, is_undone=True), Part(("LoginProfile",), _log_in, is_undone=True),
    ),
    label="Iam",
)  # fmt: skip
GROUP = Type(
    "iam",
    create=Request("CreateGroup", same("Path", "GroupName")),
    update=Request("UpdateGroup", {"Path": "NewPath"}, {"GroupName": "{id}"}),
    delete=Request("DeleteGroup", given={"GroupName": "{id}"}),
    id="{GroupName}",
    attributes={"Arn": "=Group.Arn"},
    named="GroupName",
    longest=128,
    replaces=frozenset({"GroupName"}),
    parts=(_inline("Group"), _managed("Group")),
    tags="",
    label="Iam",
)


def _give(put: Callable[[Hands, str, str, Change], None], take: Callable[[Hands, str, str, Change], None]) -> Part:
    """Return the part that gives a policy to the roles, users and groups that are named, and takes it from others."""

    def apply(hands: Hands, change: Change) -> None:
        for names, holder in _HOLDERS.items():
            old, new = change.before.get(names) or [], change.after.get(names) or []
            for name in [one for one in old if one not in new]:
                take(hands, holder, str(name), change)
            for name in new:
                put(hands, holder, str(name), change)

    return Part((*_HOLDERS, "PolicyDocument", "PolicyName"), apply, is_undone=True)


def _put_on(hands: Hands, holder: str, name: str, change: Change) -> None:
    old = change.before.get("PolicyName")
    if old not in {None, change.after["PolicyName"]} and name in (change.before.get(f"{holder}s") or ()):
        _take_from(hands, holder, name, change)
    _put_inline(hands, holder, name, change.after)


def _take_from(hands: Hands, holder: str, name: str, change: Change) -> None:
    given = {f"{holder}Name": name, "PolicyName": change.before["PolicyName"]}
    hands.call("iam", f"Delete{holder}Policy", given)


def _made_up(hands: Hands, _properties: Properties) -> Made:
    return Made(hands.name(most=64))


POLICY = Type(
    "iam", create=_made_up, delete=None, id="", attributes={"Id": "{id}"}, parts=(_give(_put_on, _take_from),),
    tags="", label="Iam",
)  # fmt: skip


def _attach(verb: str) -> Callable[[Hands, str, str, Change], None]:
    def apply(hands: Hands, holder: str, name: str, change: Change) -> None:
        hands.call("iam", f"{verb}{holder}Policy", {f"{holder}Name": name, "PolicyArn": change.id})

    return apply


def _write_version(hands: Hands, change: Change) -> None:
    """Make the document the default version; of five that there may be, the old default goes."""
    if not change.touches("PolicyDocument"):
        return
    listed = hands.call("iam", "ListPolicyVersions", {"PolicyArn": change.id})["Versions"]
    for one in listed:
        if not one["IsDefaultVersion"]:
            hands.call("iam", "DeletePolicyVersion", {"PolicyArn": change.id, "VersionId": one["VersionId"]})
    policy = {"PolicyDocument": change.after["PolicyDocument"], "SetAsDefault": True}
    hands.call("iam", "CreatePolicyVersion", {"PolicyArn": change.id, **policy})


def _delete_policy(hands: Hands, change: Change) -> None:
    for one in hands.call("iam", "ListPolicyVersions", {"PolicyArn": change.id})["Versions"]:
        if not one["IsDefaultVersion"]:
            hands.call("iam", "DeletePolicyVersion", {"PolicyArn": change.id, "VersionId": one["VersionId"]})
    hands.call("iam", "DeletePolicy", {"PolicyArn": change.id})


def _attached() -> Part:
    part = _give(_attach("Attach"), _attach("Detach"))
    return Part(tuple(_HOLDERS), part.apply, is_undone=True)


MANAGED_POLICY = Type(
    "iam",
    create=Request("CreatePolicy", {"ManagedPolicyName": "PolicyName"} | same("Description", "Path", "PolicyDocument")),
    update=_write_version,
    delete=_delete_policy,
    id="=Policy.Arn",
    attributes={"PolicyArn": "{id}", "PolicyId": "=Policy.PolicyId", "DefaultVersionId": "=Policy.DefaultVersionId"},
    named="ManagedPolicyName",
    longest=128,
    replaces=frozenset({"ManagedPolicyName", "Description", "Path"}),
    parts=(_attached(),),
    tags="",
    label="Iam",
)


def _holder_policy(holder: str) -> Type:
    """Return the type of one inline policy of a role, user or group."""

    def put(hands: Hands, change: Change) -> None:
        _put_inline(hands, holder, str(change.after[f"{holder}Name"]), change.after)

    def create(hands: Hands, properties: Properties) -> Made:
        put(hands, Change("", {}, properties))
        return Made(f"{properties['PolicyName']}|{properties[f'{holder}Name']}")

    names = {f"{holder}Name": f"{{{holder}Name}}", "PolicyName": "{PolicyName}"}
    return Type(
        "iam", create=create, update=put, delete=Request(f"Delete{holder}Policy", given=names), id="",
        knows=frozenset({"PolicyDocument", *names}), replaces=frozenset(names), tags="", label="Iam",
    )  # fmt: skip


def _set_key(hands: Hands, change: Change) -> None:
    status = write_text(change.after.get("Status") or "Active")
    if change.before or status != "Active":
        given: dict[str, Any] = {"UserName": (change.after or change.before)["UserName"], "Status": status}
        hands.call("iam", "UpdateAccessKey", {"AccessKeyId": change.id, **given})


ACCESS_KEY = Type(
    "iam",
    create=Request("CreateAccessKey", same("UserName")),
    delete=Request("DeleteAccessKey", given={"UserName": "{UserName}", "AccessKeyId": "{id}"}),
    id="=AccessKey.AccessKeyId",
    attributes={"SecretAccessKey": "=AccessKey.SecretAccessKey"},
    replaces=frozenset({"UserName", "Serial"}),
    knows=frozenset({"Serial"}),
    parts=(Part(("Status",), _set_key),),
    tags="",
    label="AmazonIdentityManagement",
    is_legacy=True,
)


def _hold_roles(hands: Hands, change: Change) -> None:
    old, new = change.before.get("Roles") or [], change.after.get("Roles") or []
    for verb, roles in (("RemoveRoleFrom", [one for one in old if one not in new]),
                        ("AddRoleTo", [one for one in new if one not in old])):  # fmt: skip
        for role in roles:
            hands.call("iam", f"{verb}InstanceProfile", {"InstanceProfileName": change.id, "RoleName": role})


INSTANCE_PROFILE = Type(
    "iam",
    create=Request("CreateInstanceProfile", same("InstanceProfileName", "Path")),
    delete=Request("DeleteInstanceProfile", given={"InstanceProfileName": "{id}"}),
    id="{InstanceProfileName}",
    attributes={"Arn": "=InstanceProfile.Arn"},
    named="InstanceProfileName",
    longest=128,
    replaces=frozenset({"InstanceProfileName", "Path"}),
    parts=(Part(("Roles",), _hold_roles, is_undone=True),),
    tags="",
    label="Iam",
)


def _add_users(hands: Hands, change: Change) -> None:
    old, new = change.before.get("Users") or [], change.after.get("Users") or []
    for user in [one for one in old if one not in new or change.touches("GroupName")]:
        hands.call("iam", "RemoveUserFromGroup", {"UserName": user, "GroupName": change.before["GroupName"]})
    for user in [one for one in new if one not in old or change.touches("GroupName")]:
        hands.call("iam", "AddUserToGroup", {"UserName": user, "GroupName": change.after["GroupName"]})


ADDITION = Type(
    "iam", create=_made_up, delete=None, id="", attributes={"Id": "{id}"},
    parts=(Part(("GroupName", "Users"), _add_users, is_undone=True),), tags="", label="Iam",
)  # fmt: skip

TYPES = {
    "AWS::IAM::Role": ROLE,
    "AWS::IAM::User": USER,
    "AWS::IAM::Group": GROUP,
    "AWS::IAM::Policy": POLICY,
    "AWS::IAM::ManagedPolicy": MANAGED_POLICY,
    "AWS::IAM::RolePolicy": _holder_policy("Role"),
    "AWS::IAM::UserPolicy": _holder_policy("User"),
    "AWS::IAM::GroupPolicy": _holder_policy("Group"),
    "AWS::IAM::AccessKey": ACCESS_KEY,
    "AWS::IAM::InstanceProfile": INSTANCE_PROFILE,
    "AWS::IAM::UserToGroupAddition": ADDITION,
}

"""IAM: roles, users, groups, policies, and what attaches one to the other; who runs Terraform, and where."""

from keypost.readers.terraform.types.declare import Blocks, Joined, Part, Properties, Type, Types, policy, text

_NAMED = {"id": "{Name}", "name": "{Name}"}
_MANAGED_POLICY: Properties = {
    "ManagedPolicyName": text("name"),
    "Path": text("path"),
    "PolicyDocument": policy("policy"),
}


def _inline(of: str, by: str) -> Type:
    policies = Joined(({"PolicyName": text("name"), "PolicyDocument": policy("policy")},))
    return Type(parts=(Part(of, by=by, properties={"Policies": policies}, key="PolicyName", guards=True),))


def _attached(of: str, by: str) -> Part:
    return Part(of, by=by, properties={"ManagedPolicyArns": Joined(("policy_arn",))}, guards=True)


IDENTITIES: Types = {
    "aws_iam_role": Type(
        "AWS::IAM::Role",
        {
            "RoleName": text("name"),
            "Path": text("path"),
            "AssumeRolePolicyDocument": policy("assume_role_policy"),
            "PermissionsBoundary": "permissions_boundary",
            "ManagedPolicyArns": "managed_policy_arns[]",
            "Policies": Blocks(
                "inline_policy", {"PolicyName": text("name"), "PolicyDocument": policy("policy")}, computed=True
            ),
        },
        gives=_NAMED | {"unique_id": "{Id}"},
    ),
    "aws_iam_user": Type(
        "AWS::IAM::User",
        {"UserName": text("name"), "Path": text("path"), "PermissionsBoundary": "permissions_boundary"},
        gives=_NAMED | {"unique_id": "{Id}"},
    ),
    "aws_iam_group": Type(
        "AWS::IAM::Group",
        {"GroupName": text("name"), "Path": text("path")},
        gives=_NAMED | {"unique_id": "{Id}"},
    ),
    "aws_iam_group_membership": Type("AWS::IAM::UserToGroupAddition", {"GroupName": "group", "Users": "users[]"}),
    "aws_iam_user_group_membership": Type(
        parts=(Part("AWS::IAM::User", by="user", properties={"Groups": "groups[]"}),)
    ),
    "aws_iam_policy": Type(
        "AWS::IAM::ManagedPolicy", _MANAGED_POLICY, gives={"id": "{Arn}", "name": "{Name}", "policy_id": "{Id}"}
    ),
    "data.aws_iam_policy": Type("AWS::IAM::ManagedPolicy", _MANAGED_POLICY, gives={"id": "{Arn}", "name": "{Name}"}),
    "aws_iam_role_policy": _inline("AWS::IAM::Role", "role"),
    "aws_iam_user_policy": _inline("AWS::IAM::User", "user"),
    "aws_iam_group_policy": _inline("AWS::IAM::Group", "group"),
    "aws_iam_role_policy_attachment": Type(parts=(_attached("AWS::IAM::Role", "role"),)),
    "aws_iam_user_policy_attachment": Type(parts=(_attached("AWS::IAM::User", "user"),)),
    "aws_iam_group_policy_attachment": Type(parts=(_attached("AWS::IAM::Group", "group"),)),
    "aws_iam_policy_attachment": Type(
        parts=(
            _attached("AWS::IAM::Role", "roles[]"),
            _attached("AWS::IAM::User", "users[]"),
            _attached("AWS::IAM::Group", "groups[]"),
        )
    ),
    "aws_iam_instance_profile": Type(
        "AWS::IAM::InstanceProfile",
        {"InstanceProfileName": text("name"), "Path": text("path"), "Roles": Joined(("role",))},
        gives=_NAMED,
    ),
    "data.aws_caller_identity": Type(gives={"account_id": "{Account}", "id": "{Account}", "arn": ""}),
    "data.aws_partition": Type(gives={"partition": "{Partition}", "id": "{Partition}", "dns_suffix": "{UrlSuffix}"}),
    "data.aws_region": Type(gives={"name": "{Region}", "id": "{Region}", "region": "{Region}"}),
}

"""AWS Organizations: accounts, units, and policies with what they are attached to.

What stands over an account is known as far as CloudFormation would show it: `readers/building/organization.py`. That a
plan knows which policy types are enabled says nothing of what else is attached, so it isn't read.
"""

from keypost.readers.terraform.types.declare import Joined, Part, Type, Types, policy, text

_POLICY = "AWS::Organizations::Policy"
ORGANIZATIONS: Types = {
    "aws_organizations_organization": Type(
        "AWS::Organizations::Organization",
        {
            "Id": text("id"),
            "FeatureSet": text("feature_set"),
            "ManagementAccountId": text("master_account_id"),
        },
    ),
    "aws_organizations_organizational_unit": Type(
        "AWS::Organizations::OrganizationalUnit",
        {"Id": text("id"), "Name": text("name"), "ParentId": "parent_id"},
        gives={"id": "{Ref}"},
    ),
    "aws_organizations_account": Type(
        "AWS::Organizations::Account",
        {"AccountId": text("id"), "AccountName": text("name"), "ParentIds": Joined(("parent_id",))},
        gives={"id": "{Ref}"},
    ),
    "aws_organizations_policy": Type(
        _POLICY,
        {"Id": text("id"), "Name": text("name"), "Type": text("type"), "Content": policy("content")},
        gives={"id": "{Ref}"},
    ),
    "aws_organizations_policy_attachment": Type(
        parts=(Part(_POLICY, by="policy_id", properties={"TargetIds": Joined(("target_id",))}),)
    ),
}

"""The statement without which nobody could change the key any more.

It lets the identity policies of the key's account administer the key, and use it for nothing (KMS Developer Guide,
default key policy, allows key administrators; what uses a key, grants or shares it is left out).
"""

from keypost.arn import parse_arn
from keypost.policy.document import NamedPrincipal, PrincipalForm, Statement, build_allow

SID = "AccountAdministration"
_ADMINISTRATION = (
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:Delete*",
    "kms:Describe*",
    "kms:Disable*",
    "kms:Enable*",
    "kms:Get*",
    "kms:List*",
    "kms:Put*",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:Update*",
)


def build_administration(key: str) -> Statement:
    """Return the statement for the account of the key, an ARN.

    Raises ValueError where it isn't one: without an account there is nobody whom the statement may name.
    """
    arn = parse_arn(key)
    if arn is None:
        raise ValueError(key)
    principal = NamedPrincipal(PrincipalForm.AWS, f"arn:{arn.partition}:iam::{arn.account}:root")
    return build_allow(_ADMINISTRATION, resource="*", principals=(principal,), sid=SID)

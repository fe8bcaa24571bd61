"""An organization in which a landing zone can be set up."""

from collections.abc import Mapping
from typing import Any

from tests.endpoint.local import ACCOUNT, DELEGATION, Keys, Local, document

REGION = "us-east-1"
TRAIL = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:trail/aws-controltower-BaselineCloudTrail"
# The role's name, who may assume it, its managed policy and its inline statement (walkthrough of the user guide).
_MANAGED = "arn:aws:iam::aws:policy/service-role"
_ROLES = {
    "AWSControlTowerAdmin": ("controltower", f"{_MANAGED}/AWSControlTowerServiceRolePolicy"),
    "AWSControlTowerCloudTrailRole": ("cloudtrail", f"{_MANAGED}/AWSControlTowerCloudTrailRolePolicy"),
    "AWSControlTowerStackSetRole": ("cloudformation", ""),
    "AWSControlTowerConfigAggregatorRoleForOrganizations": ("config", f"{_MANAGED}/AWSConfigRoleForOrganizations"),
}
FOR_CONFIG = {
    "Effect": "Allow",
    "Principal": {"Service": "config.amazonaws.com"},
    "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
    "Resource": "*",
}
FOR_CLOUDTRAIL = {
    "Effect": "Allow",
    "Principal": {"Service": "cloudtrail.amazonaws.com"},
    "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
    "Resource": "*",
    "Condition": {
        "StringEquals": {"aws:SourceArn": TRAIL},
        "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": f"arn:aws:cloudtrail:*:{ACCOUNT}:trail/*"},
    },
}


class Site:
    """The management account with its organization, two accounts, the roles and a key."""

    def __init__(self, local: Local) -> None:
        self.local = local
        self.controltower, self.kms = local.client("controltower"), local.client("kms")
        self.cloudformation = local.client("cloudformation")
        organizations = local.client("organizations")
        self.organization = organizations.create_organization(FeatureSet="ALL")["Organization"]["Id"]
        self.log, self.audit = (
            str(organizations.create_account(Email=f"{name}@example.com", AccountName=name)["CreateAccountStatus"][
                "AccountId"
            ])
            for name in ("log", "audit")
        )  # fmt: skip
        for name in _ROLES:
            self.provide_role(name)
        self.key = local.key()
        self.bucket = f"aws-controltower-logs-{self.log}-{REGION}"

    def provide_role(self, name: str) -> None:
        service, policy = _ROLES[name]
        iam = self.local.client("iam")
        who = {"Service": f"{service}.amazonaws.com"}
        trust = document({"Effect": "Allow", "Principal": who, "Action": "sts:AssumeRole"})
        iam.create_role(RoleName=name, Path="/service-role/", AssumeRolePolicyDocument=trust)
        if policy:
            iam.attach_role_policy(RoleName=name, PolicyArn=policy)
            return
        own = {
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Resource": "arn:aws:iam::*:role/AWSControlTowerExecution",
        }
        iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=document(own))

    def manifest(self, key: str | None = "") -> dict[str, Any]:
        """Return the manifest; `key` is the site's own unless it is given, none at all for None."""
        days = {"retentionDays": 365}
        settings: dict[str, Any] = {"loggingBucket": days, "accessLoggingBucket": days}
        if key is not None:
            settings["kmsKeyArn"] = key or self.key
        return {
            "governedRegions": [REGION],
            "organizationStructure": {"security": {"name": "Security"}, "sandbox": {"name": "Sandbox"}},
            "centralizedLogging": {"accountId": self.log, "enabled": True, "configurations": settings},
            "securityRoles": {"accountId": self.audit},
            "accessManagement": {"enabled": True},
        }

    def create(self, **more: Any) -> tuple[str, str]:
        """Create a landing zone; return its ARN and the operation."""
        made = self.controltower.create_landing_zone(**{"version": "3.3", "manifest": self.manifest(), **more})
        return str(made["arn"]), str(made["operationIdentifier"])

    def reset(self, zone: str) -> tuple[str, str]:
        """Reset the landing zone; return how that went."""
        return self.tell(self.controltower.reset_landing_zone(landingZoneIdentifier=zone)["operationIdentifier"])

    def tell(self, operation: str) -> tuple[str, str]:
        """Return the operation's status, and why it failed."""
        told = self.controltower.get_landing_zone_operation(operationIdentifier=operation)["operationDetails"]
        return told["status"], told.get("statusMessage", "")

    def put(self, *statements: Mapping[str, Any]) -> None:
        """Let the key have these statements beside the default one."""
        self.kms.put_key_policy(KeyId=self.key, PolicyName="default", Policy=document(DELEGATION, *statements))

    def in_account(self, service: str, account: str) -> Any:
        return self.local.client(service, keys(account))

    def list_objects(self) -> dict[str, str]:
        """Return the keys that the objects of the bucket are encrypted with, by their names."""
        s3 = self.in_account("s3", self.log)
        names = [one["Key"] for one in s3.list_objects_v2(Bucket=self.bucket).get("Contents", [])]
        return {name: s3.head_object(Bucket=self.bucket, Key=name).get("SSEKMSKeyId", "") for name in names}


def keys(account: str) -> Keys:
    return account, "test", None

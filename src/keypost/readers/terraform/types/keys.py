"""KMS keys, their policies and aliases.

A data source `aws_kms_alias` or `aws_kms_key` stands for a key by the name that it was looked up with: wherever a key
is named, its alias does as well.
"""

from keypost.readers.terraform.types.declare import Block, Fixed, Joined, Part, Properties, Type, Types, policy, text

_GIVES = {"id": "{Name}", "key_id": "{Name}"}
_POLICY: Properties = {
    "KeyPolicy": policy("policy"),
    "BypassPolicyLockoutSafetyCheck": text("bypass_policy_lockout_safety_check"),
}

KEYS: Types = {
    "aws_kms_key": Type(
        "AWS::KMS::Key",
        {
            **_POLICY,
            "Enabled": text("is_enabled"),
            "KeySpec": text("customer_master_key_spec"),
            "KeyUsage": text("key_usage"),
            "MultiRegion": text("multi_region"),
        },
        gives=_GIVES,
    ),
    "aws_kms_external_key": Type(
        "AWS::KMS::Key",
        {
            **_POLICY,
            "Enabled": text("enabled"),
            "KeyUsage": text("key_usage"),
            "MultiRegion": text("multi_region"),
            "Origin": Fixed("EXTERNAL"),
        },
        gives={"id": "{Name}"},
    ),
    "aws_kms_replica_key": Type(
        "AWS::KMS::ReplicaKey",
        {
            **_POLICY,
            "Enabled": text("enabled"),
            "KeySpec": text("key_spec"),
            "KeyUsage": text("key_usage"),
            "PrimaryKeyArn": "primary_key_arn",
        },
        gives=_GIVES,
    ),
    "aws_kms_key_policy": Type(parts=(Part("AWS::KMS::Key", by="key_id", properties=_POLICY, guards=True),)),
    "aws_kms_grant": Type(
        parts=(
            Part(
                "AWS::KMS::Key",
                by="key_id",
                properties={
                    "Grants": Joined(
                        (
                            {
                                "GranteePrincipal": "grantee_principal",
                                "Operations": text("operations"),
                                "RetiringPrincipal": "retiring_principal",
                                "Constraints": Block(
                                    "constraints",
                                    {
                                        "EncryptionContextEquals": text("encryption_context_equals"),
                                        "EncryptionContextSubset": text("encryption_context_subset"),
                                    },
                                ),
                            },
                        )
                    )
                },
                guards=True,
            ),
        )
    ),
    "aws_kms_alias": Type(
        "AWS::KMS::Alias",
        {"AliasName": text("name"), "TargetKeyId": "target_key_id"},
        gives={"id": "{Name}", "name": "{Name}", "target_key_arn": "{Arn}", "target_key_id": "{TargetKeyId}"},
    ),
    "data.aws_kms_alias": Type(
        "AWS::KMS::Alias",
        {"AliasName": text("name"), "TargetKeyId": "target_key_id"},
        gives={"id": "{Arn}", "name": "{Name}", "target_key_arn": "{Arn}", "target_key_id": "{Arn}"},
    ),
    "data.aws_kms_key": Type(
        properties={"KeyId": "key_id"}, gives={"arn": "{KeyId}", "id": "{KeyId}", "key_id": "{KeyId}"}
    ),
}

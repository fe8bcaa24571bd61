"""AWS Backup: vaults, plans, selections and reports."""

from keypost.readers.terraform.types.declare import Blocks, Part, Type, Types, pattern, policy, text

_VAULT = "AWS::Backup::BackupVault"
_COPIES = Blocks("copy_action", {"DestinationBackupVaultArn": "destination_vault_arn"})

BACKUP: Types = {
    "aws_backup_vault": Type(
        _VAULT,
        {"BackupVaultName": text("name"), "EncryptionKeyArn": "kms_key_arn"},
        gives={"id": "{Name}", "name": "{Name}"},
    ),
    "aws_backup_logically_air_gapped_vault": Type(
        "AWS::Backup::LogicallyAirGappedBackupVault",
        {"BackupVaultName": text("name")},
        gives={"id": "{Name}", "name": "{Name}"},
    ),
    "aws_backup_vault_policy": Type(
        parts=(Part(_VAULT, by="backup_vault_name", properties={"AccessPolicy": policy("policy")}, guards=True),)
    ),
    "aws_backup_vault_notifications": Type(
        parts=(Part(_VAULT, by="backup_vault_name", properties={"Notifications": {"SNSTopicArn": "sns_topic_arn"}}),)
    ),
    "aws_backup_plan": Type(
        "AWS::Backup::BackupPlan",
        {
            "BackupPlan": {
                "BackupPlanName": text("name"),
                "BackupPlanRule": Blocks("rule", {"TargetBackupVault": "target_vault_name", "CopyActions": _COPIES}),
            }
        },
        gives={"id": "{Name}"},
    ),
    "aws_backup_selection": Type(
        "AWS::Backup::BackupSelection",
        {
            "BackupPlanId": "plan_id",
            "BackupSelection": {
                "SelectionName": text("name"),
                "IamRoleArn": "iam_role_arn",
                "Resources": pattern("resources[]"),
            },
        },
    ),
    "aws_backup_report_plan": Type(
        "AWS::Backup::ReportPlan",
        {
            "ReportPlanName": text("name"),
            "ReportDeliveryChannel": {
                "S3BucketName": "report_delivery_channel.s3_bucket_name",
                "S3KeyPrefix": text("report_delivery_channel.s3_key_prefix"),
            },
        },
        gives={"name": "{Name}"},
    ),
}

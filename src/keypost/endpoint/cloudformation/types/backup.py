"""AWS Backup: vaults, plans, selections."""

from keypost.endpoint.cloudformation.types.declare import Request, Type, same
from keypost.endpoint.cloudformation.types.parts import setting, tags

_VAULT = {"BackupVaultName": "{id}"}
VAULT = Type(
    "backup",
    create=Request("CreateBackupVault", same("BackupVaultName", "EncryptionKeyArn", "BackupVaultTags")),
    delete=Request("DeleteBackupVault", given=_VAULT),
    id="{BackupVaultName}",
    attributes={"BackupVaultArn": "=BackupVaultArn", "BackupVaultName": "{id}"},
    replaces=frozenset({"BackupVaultName", "EncryptionKeyArn"}),
    parts=(
        setting("backup", Request("PutBackupVaultAccessPolicy", {"AccessPolicy": "Policy"}, _VAULT),
                remove=Request("DeleteBackupVaultAccessPolicy", given=_VAULT)),
        setting("backup", Request("PutBackupVaultNotifications", {
                    "Notifications/SNSTopicArn": "SNSTopicArn",
                    "Notifications/BackupVaultEvents": "BackupVaultEvents"}, _VAULT),
                remove=Request("DeleteBackupVaultNotifications", given=_VAULT)),
        setting("backup", Request("PutBackupVaultLockConfiguration", {
                    f"LockConfiguration/{name}": name
                    for name in ("MinRetentionDays", "MaxRetentionDays", "ChangeableForDays")}, _VAULT),
                remove=Request("DeleteBackupVaultLockConfiguration", given=_VAULT)),
        tags("backup", Request("TagResource", {"BackupVaultTags": "Tags"}, {"ResourceArn": "{BackupVaultArn}"}),
             Request("UntagResource", given={"ResourceArn": "{BackupVaultArn}"}), keys="TagKeyList",
             name="BackupVaultTags"),
    ),
    tags="BackupVaultTags",
    label="Backup",
)  # fmt: skip

_RENAMED = {"BackupPlanRule": "Rules", "TargetBackupVault": "TargetBackupVaultName"}
PLAN = Type(
    "backup",
    create=Request("CreateBackupPlan", same("BackupPlan", "BackupPlanTags"), renamed=_RENAMED),
    update=Request("UpdateBackupPlan", same("BackupPlan"), {"BackupPlanId": "{id}"}, _RENAMED),
    delete=Request("DeleteBackupPlan", given={"BackupPlanId": "{id}"}),
    id="=BackupPlanId",
    attributes={"BackupPlanId": "{id}", "BackupPlanArn": "=BackupPlanArn", "VersionId": "=VersionId"},
    tags="BackupPlanTags",
    label="Backup",
)
SELECTION = Type(
    "backup",
    create=Request("CreateBackupSelection", same("BackupPlanId", "BackupSelection")),
    delete=Request("DeleteBackupSelection", given={"BackupPlanId": "{BackupPlanId}", "SelectionId": "{id}"}),
    id="=SelectionId",
    attributes={"Id": "{id}", "SelectionId": "{id}", "BackupPlanId": "{BackupPlanId}"},
    replaces=frozenset({"BackupPlanId", "BackupSelection"}),
    tags="",
    label="Backup",
)

TYPES = {
    "AWS::Backup::BackupVault": VAULT,
    "AWS::Backup::BackupPlan": PLAN,
    "AWS::Backup::BackupSelection": SELECTION,
}

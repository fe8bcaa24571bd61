"""AWS Backup: vaults with their policies and notifications, plans, selections and report plans.

https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Operations_AWS_Backup.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, Value, settle, wrap
from keypost.readers.snapshot.record import Record

_AIR_GAPPED = "LOGICALLY_AIR_GAPPED_BACKUP_VAULT"
_ABSENT = ["ResourceNotFoundException"]  # the vault stands, it has no policy or tells nobody
_RULE = ("TargetBackupVaultName", "TargetLogicallyAirGappedBackupVaultArn", "CopyActions")


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListBackupVaults", "BackupVaultList"), _fetch_vault)
    yield from api.each(api.items("ListBackupPlans", "BackupPlansList"), _fetch_plan)
    yield from map(_report_plan, api.items("ListReportPlans", "ReportPlans"))


def _fetch_vault(api: Api, vault: Item) -> Iterator[Record]:
    arn, name = vault["BackupVaultArn"], vault["BackupVaultName"]
    policy = api.call("GetBackupVaultAccessPolicy", about=arn, absent=_ABSENT, BackupVaultName=name)
    told = api.call("GetBackupVaultNotifications", about=arn, absent=_ABSENT, BackupVaultName=name)
    properties = {
        "BackupVaultName": name,
        "EncryptionKeyArn": vault.get("EncryptionKeyArn"),
        "AccessPolicy": policy.document("Policy"),
        "Notifications": wrap("SNSTopicArn", told.get("SNSTopicArn")),
    }
    kind = "LogicallyAirGappedBackupVault" if vault.get("VaultType") == _AIR_GAPPED else "BackupVault"
    calls = {"AccessPolicy": "backup:GetBackupVaultAccessPolicy", "Notifications": "backup:GetBackupVaultNotifications"}
    yield Record(f"AWS::Backup::{kind}", arn, arn, name, settle(properties), "backup:ListBackupVaults", calls)


def _fetch_plan(api: Api, plan: Item) -> Iterator[Record]:
    arn, name = plan["BackupPlanArn"], plan["BackupPlanId"]
    reply = api.call("GetBackupPlan", about=arn, BackupPlanId=name)
    rules = reply.get("BackupPlan", "Rules")
    told: Value = {"BackupPlanRule": [_rule(rule) for rule in rules]} if isinstance(rules, list) else rules
    yield Record("AWS::Backup::BackupPlan", arn, arn, name, settle({"BackupPlan": told}), "backup:GetBackupPlan")
    listed = api.items("ListBackupSelections", "BackupSelectionsList", about=arn, BackupPlanId=name)
    for selection in listed:
        yield _fetch_selection(api, name, selection["SelectionId"])


def _rule(rule: Item) -> dict[str, Value]:
    """CloudFormation calls the vault's name `TargetBackupVault`."""
    told = settle({name: rule.get(name) for name in _RULE})
    return {"TargetBackupVault": told.pop("TargetBackupVaultName", None), **told}


def _fetch_selection(api: Api, plan: str, selection: str) -> Record:
    about = f"{plan}|{selection}"
    reply = api.call("GetBackupSelection", about=about, BackupPlanId=plan, SelectionId=selection)
    properties = {"BackupPlanId": plan, "BackupSelection": reply.get("BackupSelection")}
    return Record("AWS::Backup::BackupSelection", about, "", about, settle(properties), "backup:GetBackupSelection")


def _report_plan(plan: Item) -> Record:
    arn, name = plan["ReportPlanArn"], plan["ReportPlanName"]
    properties = {"ReportPlanName": name, "ReportDeliveryChannel": plan.get("ReportDeliveryChannel")}
    return Record("AWS::Backup::ReportPlan", arn, arn, name, settle(properties), "backup:ListReportPlans")


_OPERATIONS = (
    "ListBackupVaults",
    "GetBackupVaultAccessPolicy",
    "GetBackupVaultNotifications",
    "ListBackupPlans",
    "GetBackupPlan",
    "ListBackupSelections",
    "GetBackupSelection",
    "ListReportPlans",
)
PART = Part("backup", "backup", {name: f"backup:{name}" for name in _OPERATIONS}, _fetch)

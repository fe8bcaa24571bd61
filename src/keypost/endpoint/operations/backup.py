"""AWS Backup: changing a plan, and which resources it backs up, which moto lacks (AWS Backup API reference)."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.front import Front, Operation, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.perform import perform
from keypost.endpoint.store.plans import find_plan

_KIND = "backup-selections"


def find_selections(front: Front, plan: str, *, account: str, region: str) -> list[Mapping[str, Any]]:
    """Return what a plan backs up: the selections as they were given."""
    return [one["BackupSelection"] for one in front.state.map(_KIND, account, region, plan).values()]


def _list(front: Front, call: Call) -> dict[str, Any]:
    return front.state.map(_KIND, call.account, call.region, call.get("BackupPlanId"))


def update_plan(_front: Front, call: Call, _caller: Caller) -> Result:
    """Change a plan; that makes a new version of it."""
    plan = find_plan(call.get("BackupPlanId"), account=call.account, region=call.region)
    if plan is None:
        raise RefusalError("ResourceNotFoundException", "Cannot find Backup plan")
    asked: Mapping[str, Any] = call.parameters.get("BackupPlan") or {}
    kept = {str(one["RuleName"]): one for one in plan.backup_plan["Rules"]}
    rules = [{**_DEFAULTS, "RuleId": _find_rule(kept, one), **one} for one in asked.get("Rules") or ()]
    plan.backup_plan = {**asked, "Rules": rules}
    plan.advanced_backup_settings = asked.get("AdvancedBackupSettings") or []
    plan.version_id = str(uuid.uuid4())
    result: Result = plan.to_dict()
    return result


# What a rule has where it doesn't say otherwise (AWS Backup API reference, BackupRuleInput).
_DEFAULTS = {
    "ScheduleExpression": "cron(0 5 ? * * *)", "StartWindowMinutes": 480, "CompletionWindowMinutes": 10080,
    "ScheduleExpressionTimezone": "Etc/UTC",
}  # fmt: skip


def _find_rule(kept: Mapping[str, Mapping[str, Any]], rule: Mapping[str, Any]) -> str:
    old = kept.get(str(rule.get("RuleName")))
    return str(old["RuleId"]) if old is not None else str(uuid.uuid4())


def create_selection(front: Front, call: Call, _caller: Caller) -> Result:
    """Take resources into a plan."""
    plan = {"BackupPlanId": call.get("BackupPlanId")}
    perform("backup", "GetBackupPlan", plan, account=call.account, region=call.region)
    asked: Mapping[str, Any] = call.parameters.get("BackupSelection") or {}
    if any(one["BackupSelection"]["SelectionName"] == asked["SelectionName"] for one in _list(front, call).values()):
        raise RefusalError("AlreadyExistsException", "Backup selection with the same name already exists")
    made = {
        **plan, "SelectionId": str(uuid.uuid4()), "CreationDate": datetime.now(UTC), "BackupSelection": dict(asked),
        "CreatorRequestId": call.get("CreatorRequestId"),
    }  # fmt: skip
    _list(front, call)[str(made["SelectionId"])] = made
    return {name: made[name] for name in ("SelectionId", "BackupPlanId", "CreationDate")}


def get_selection(front: Front, call: Call, _caller: Caller) -> Result:
    """Return one selection."""
    return _require(front, call)


def list_selections(front: Front, call: Call, _caller: Caller) -> Result:
    """Return a plan's selections."""
    names = ("SelectionId", "BackupPlanId", "CreationDate", "CreatorRequestId")
    shown = [
        {**{name: one[name] for name in names}, "SelectionName": one["BackupSelection"]["SelectionName"],
         "IamRoleArn": one["BackupSelection"]["IamRoleArn"]}
        for one in _list(front, call).values()
    ]  # fmt: skip
    return {"BackupSelectionsList": shown}


def delete_selection(front: Front, call: Call, _caller: Caller) -> Result:
    """Take resources out of a plan."""
    found = _require(front, call)
    del _list(front, call)[found["SelectionId"]]
    return {}


def _require(front: Front, call: Call) -> dict[str, Any]:
    found = _list(front, call).get(call.get("SelectionId"))
    if found is None:
        raise RefusalError("ResourceNotFoundException", "Cannot find Backup selection")
    return dict(found)


OPERATIONS: dict[str, Operation] = {
    "UpdateBackupPlan": update_plan,
    "CreateBackupSelection": create_selection,
    "GetBackupSelection": get_selection,
    "ListBackupSelections": list_selections,
    "DeleteBackupSelection": delete_selection,
}

"""A backup plan, run now: nobody waits for its schedule here.

Source: AWS Backup Developer Guide, assigning resources to a backup plan (each rule backs up what each selection names,
as the selection's role).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from keypost.arn import parse_arn
from keypost.endpoint.call import NOBODY, Call, Caller
from keypost.endpoint.deliveries.backup_to_vault_fully_managed import find_job, start_job
from keypost.endpoint.front import Front
from keypost.endpoint.operations.backup import find_selections
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.plans import find_plan
from keypost.named import NamedTuple

_NO_PLAN = "there is no backup plan {plan} in account {account}, Region {region}"
_NO_NAME = "only resources that are named by their ARNs are backed up here, not patterns or tags"


class Ran(NamedTuple):
    """One resource under one rule: what became of its job, or why there is none."""

    rule: str
    resource: str
    state: str
    message: str = ""


def run_plan(front: Front, plan: str, *, account: str, region: str) -> list[Ran]:
    """Start the jobs of every rule for every resource; they are over when this returns.

    Raises:
        RefusalError: there is no such plan.
    """
    found = find_plan(plan, account=account, region=region)
    if found is None:
        raise RefusalError("ResourceNotFoundException", _NO_PLAN.format(plan=plan, account=account, region=region))
    selections = find_selections(front, plan, account=account, region=region)
    base = Call("backup", "StartBackupJob", {}, account, region)
    front.changes += 1
    return [
        _start(front, base, rule, str(selection["IamRoleArn"]), resource)
        for rule in found.backup_plan["Rules"]
        for selection in selections
        for resource in _list_resources(selection)
    ]


def _list_resources(selection: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a selection names; one that goes by tags names `*`."""
    left_out = set(selection.get("NotResources") or ())
    yield from (str(one) for one in selection.get("Resources") or ["*"] if one not in left_out)


def _start(front: Front, base: Call, rule: Mapping[str, Any], role: str, resource: str) -> Ran:
    name = str(rule["RuleName"])
    if "*" in resource or parse_arn(resource) is None:
        return Ran(name, resource, "NOT_RUN", _NO_NAME)
    asked = {"BackupVaultName": rule["TargetBackupVaultName"], "ResourceArn": resource, "IamRoleArn": role}
    call = base._replace(parameters=asked)
    try:
        number = str(start_job(front, call, Caller(NOBODY, ""))["BackupJobId"])
    except RefusalError as refusal:
        return Ran(name, resource, "NOT_RUN", refusal.message)
    job = find_job(front, number, call)
    return Ran(name, resource, str(job["State"]), str(job.get("StatusMessage", "")))

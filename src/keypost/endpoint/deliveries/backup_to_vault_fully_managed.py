"""AWS Backup -> vault: the vault's key is used by backup-storage.amazonaws.com, by a grant made with the vault.

Sources: AWS Backup Developer Guide, encryption for backups in AWS Backup; Backup API reference, StartBackupJob,
DescribeBackupJob; the caller as CloudTrail records it (seen).
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from keypost.arn import Arn, parse_arn
from keypost.endpoint.call import PARTITION, Call, Caller
from keypost.endpoint.caller import build_role_session
from keypost.endpoint.deliveries.attempt import write_attempt
from keypost.endpoint.deliveries.backup_sources import Source, find_source
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.sender import build_sender, enter_role
from keypost.endpoint.encryption.declare import GENERATE, KeyUse
from keypost.endpoint.front import Front, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.perform import perform

_JOBS = "backup-jobs"
_STORAGE = "backup-storage.amazonaws.com"
_SERVICE = "backup.amazonaws.com"
_KEY_DENIED = "KMS key is either disabled or pending deletion or access to KMS key is denied"
_MAKING = ("kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt", "kms:CreateGrant")
_ALIKE = ("State", "BackupVaultName", "ResourceArn", "ResourceType", "AccountId")
_MOST_JOBS = 10_000  # of an account in a Region; AWS forgets jobs in time, here nobody waits for that
_PAGE = 1000  # as many as AWS returns at most
_GRANTED = ["GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "Decrypt", "Encrypt", "CreateGrant", "DescribeKey"]


def create_vault(front: Front, call: Call, caller: Caller) -> Result:
    """Make a vault; whoever makes it needs the key, and leaves AWS Backup a grant on it."""
    key, name = call.get("EncryptionKeyArn"), call.get("BackupVaultName")
    if key:
        context = {"aws:backup:backup-vault": name}
        front.use_key(
            KeyUse(_MAKING, key, call.account, call.region, "backup", context, name), caller, service="backup"
        )
    result = perform(call.service, call.operation, call.parameters, account=call.account, region=call.region)
    arn = parse_arn(key)
    if arn is not None:
        parameters = {"KeyId": arn.resource.removeprefix("key/"), "GranteePrincipal": _STORAGE, "Operations": _GRANTED}
        perform("kms", "CreateGrant", parameters, account=arn.account, region=arn.region)
    return result


def start_job(front: Front, call: Call, _caller: Caller) -> Result:
    """Begin a job, which is over at once: its state tells how it went."""
    vault, source = _find_vault(call), find_source(_parse(call))
    role = _enter_role(front, call)
    job = _build_job(call, vault, source)
    _keep_job(front, call, job)
    note = ""
    try:
        note = _run(front, call, vault, job, source, role)
        job |= {"State": "COMPLETED", "PercentDone": "100.0", "BackupSizeInBytes": 0}
    except RefusalError as refusal:
        message = _KEY_DENIED if _is_about_key(refusal) else refusal.message
        job |= {"State": "FAILED", "StatusMessage": message, "PercentDone": "0.0"}
    job["CompletionDate"] = datetime.now(UTC)
    write_attempt(
        front, path=source.path.id, source=job["ResourceArn"], target=vault["BackupVaultArn"],
        error=job.get("StatusMessage", ""), request_id=job["BackupJobId"], note=note,
    )  # fmt: skip
    return {key: job[key] for key in ("BackupJobId", "CreationDate", "RecoveryPointArn") if key in job}


def _keep_job(front: Front, call: Call, job: dict[str, Any]) -> None:
    """Keep the job, unless there are too many (AWS Backup API reference, errors of StartBackupJob)."""
    jobs = front.state.map(_JOBS, call.account, call.region)
    if len(jobs) >= _MOST_JOBS:
        told = f"keypost local keeps {_MOST_JOBS} backup jobs of an account in a Region: start it anew to go on."
        raise RefusalError("LimitExceededException", told)
    jobs[job["BackupJobId"]] = job


def describe_job(front: Front, call: Call, _caller: Caller) -> Result:
    """Return one job."""
    return _show(find_job(front, call.get("BackupJobId"), call))


def find_job(front: Front, number: str, call: Call) -> Mapping[str, Any]:
    """Return a job of the account and Region that a call is about.

    Raises:
        RefusalError: there is none.
    """
    job: Mapping[str, Any] | None = front.state.map(_JOBS, call.account, call.region).get(number)
    if job is None:
        raise RefusalError("ResourceNotFoundException", f"Can't find job {number}", status=404)
    return job


def list_jobs(front: Front, call: Call, _caller: Caller) -> Result:
    """Return the jobs, newest first, as far as they are asked for."""
    jobs = [_show(one) for one in reversed(front.state.map(_JOBS, call.account, call.region).values())]
    found = [job for job in jobs if _is_wanted(job, call)]
    token = call.get("NextToken")
    start = int(token) if token.isdecimal() else 0
    end = start + int(call.parameters.get("MaxResults") or _PAGE)
    shown: dict[str, Any] = {"BackupJobs": found[start:end]}
    return shown | {"NextToken": str(end)} if end < len(found) else shown


def _is_wanted(job: Mapping[str, Any], call: Call) -> bool:
    """Tell whether a job has what is asked for (AWS Backup API reference, ListBackupJobs)."""
    asked = call.parameters.get
    times = {"Created": job["CreationDate"], "Complete": job.get("CompletionDate")}
    return all(call.get(f"By{name}") in {"", job.get(name)} for name in _ALIKE) and all(
        (asked(f"By{kind}After") is None or (when is not None and when > asked(f"By{kind}After")))
        and (asked(f"By{kind}Before") is None or (when is not None and when < asked(f"By{kind}Before")))
        for kind, when in times.items()
    )


def list_recovery_points(front: Front, call: Call, _caller: Caller) -> Result:
    """Return what completed jobs have put into a vault."""
    vault = call.get("BackupVaultName")
    jobs = front.state.map(_JOBS, call.account, call.region).values()
    points = [job for job in jobs if job["BackupVaultName"] == vault and job["State"] == "COMPLETED"]
    shown = ("RecoveryPointArn", "BackupVaultName", "BackupVaultArn", "ResourceArn", "ResourceType", "CreationDate",
             "CompletionDate", "IamRoleArn", "EncryptionKeyArn", "IsEncrypted")  # fmt: skip
    return {
        "RecoveryPoints": [{**{key: job[key] for key in shown if key in job}, "Status": "COMPLETED"} for job in points]
    }


def put_vault_policy(front: Front, call: Call, _caller: Caller) -> Result:
    """Give a vault a policy."""
    front.resource_policies[_find_vault(call)["BackupVaultArn"]] = call.get("Policy")
    return {}


def get_vault_policy(front: Front, call: Call, _caller: Caller) -> Result:
    """Return a vault's policy."""
    vault = _find_vault(call)
    policy = front.resource_policies.get(vault["BackupVaultArn"])
    if policy is None:
        raise RefusalError("ResourceNotFoundException", "The vault has no access policy.", status=404)
    return {"BackupVaultName": vault["BackupVaultName"], "BackupVaultArn": vault["BackupVaultArn"], "Policy": policy}


def delete_vault_policy(front: Front, call: Call, _caller: Caller) -> Result:
    """Take a vault's policy away."""
    front.resource_policies.pop(_find_vault(call)["BackupVaultArn"], None)
    return {}


def _run(front: Front, call: Call, vault: Mapping[str, Any], job: dict[str, Any], source: Source, role: Caller) -> str:
    """Do what the role does at the source, then what AWS Backup's storage does with the vault's key.

    Raises:
        RefusalError: one of them is refused.
    """
    taken = source.take(front, call, role)
    if taken.recovery_point:
        job["RecoveryPointArn"] = taken.recovery_point
    key = vault.get("EncryptionKeyArn")
    if key and source.uses_vault_key:
        arn = vault["BackupVaultArn"]
        storage = build_sender(source.path, source=job["ResourceArn"], target=arn, account=call.account)
        context = {"aws:backup:backup-vault": vault["BackupVaultName"]}
        use = KeyUse(GENERATE, key, call.account, call.region, "backup", context, arn)
        front.use_key(use, storage, service="kms", request_id=job["BackupJobId"])
    return taken.note


def _is_about_key(refusal: RefusalError) -> bool:
    return "kms:" in refusal.message or ":key/" in refusal.message or refusal.code == "NotFoundException"


def _enter_role(front: Front, call: Call) -> Caller:
    """Return the role's session; refuse a role that AWS Backup may not assume."""
    role = call.get("IamRoleArn")
    arn = parse_arn(role)
    message = f"IAM Role {role} cannot be assumed by AWS Backup"
    if arn is None:
        raise RefusalError("InvalidParameterValueException", message)
    try:
        enter_role(front, role, _SERVICE, source="", call=call)
    except RefusalError as refusal:
        raise RefusalError("InvalidParameterValueException", message) from refusal
    return build_role_session(role, session=f"AWSBackup-{arn.name}", account=arn.account)


def _parse(call: Call) -> Arn:
    arn = parse_arn(call.get("ResourceArn"))
    if arn is None:
        raise RefusalError("InvalidParameterValueException", f"Invalid ARN: {call.get('ResourceArn')}")
    return arn


def _find_vault(call: Call) -> dict[str, Any]:
    parameters = {"BackupVaultName": call.get("BackupVaultName")}
    return perform("backup", "DescribeBackupVault", parameters, account=call.account, region=call.region)


def _build_job(call: Call, vault: Mapping[str, Any], source: Source) -> dict[str, Any]:
    point = Arn(PARTITION, "backup", call.region, call.account, f"recovery-point:{uuid.uuid4()}")
    key = vault.get("EncryptionKeyArn") if source.uses_vault_key else None
    return {
        **({"EncryptionKeyArn": key, "IsEncrypted": True} if key else {}),
        "AccountId": call.account,
        "BackupJobId": str(uuid.uuid4()).upper(),
        "BackupVaultName": vault["BackupVaultName"],
        "BackupVaultArn": vault["BackupVaultArn"],
        "RecoveryPointArn": str(point),
        "ResourceArn": call.get("ResourceArn"),
        "ResourceType": source.kind,
        "IamRoleArn": call.get("IamRoleArn"),
        "CreationDate": datetime.now(UTC),
        "State": "RUNNING",
    }


def _show(job: Mapping[str, Any]) -> dict[str, Any]:
    """Return a job; one that failed has made no recovery point."""
    return {key: value for key, value in job.items() if key != "RecoveryPointArn" or job["State"] != "FAILED"}


DELIVERY = Delivery(
    operations={
        ("backup", "CreateBackupVault"): create_vault,
        ("backup", "StartBackupJob"): start_job,
        ("backup", "DescribeBackupJob"): describe_job,
        ("backup", "ListBackupJobs"): list_jobs,
        ("backup", "ListRecoveryPointsByBackupVault"): list_recovery_points,
        ("backup", "PutBackupVaultAccessPolicy"): put_vault_policy,
        ("backup", "GetBackupVaultAccessPolicy"): get_vault_policy,
        ("backup", "DeleteBackupVaultAccessPolicy"): delete_vault_policy,
    }
)

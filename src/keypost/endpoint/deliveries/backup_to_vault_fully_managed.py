"""AWS Backup -> vault: the vault's key is used by backup-storage.amazonaws.com, by a grant made with the vault.

Sources: AWS Backup Developer Guide, encryption for backups in AWS Backup; Backup API reference, StartBackupJob,
DescribeBackupJob; the caller as CloudTrail records it (seen).
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from keypost.arn import Arn, parse_arn
from keypost.catalogue.paths import backup_to_vault_fully_managed
from keypost.endpoint.actions.declare import Demand
from keypost.endpoint.call import PARTITION, Call, Caller
from keypost.endpoint.caller import build_role_session
from keypost.endpoint.deliveries.attempt import write_attempt
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.deliveries.sender import build_sender
from keypost.endpoint.encryption.declare import GENERATE, KeyUse
from keypost.endpoint.front import Front, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.perform import perform
from keypost.policy.principals import parse_principal

_JOBS = "backup-jobs"
_STORAGE = "backup-storage.amazonaws.com"
_SERVICE = Caller(parse_principal("backup.amazonaws.com"), "")
_KEY_DENIED = "KMS key is either disabled or pending deletion or access to KMS key is denied"
_MAKING = ("kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt", "kms:CreateGrant")
_GRANTED = ["GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "Decrypt", "Encrypt", "CreateGrant", "DescribeKey"]
# What the role has to be allowed on what it backs up, and the type's name.
_TYPES = {
    "dynamodb": ("dynamodb:StartAwsBackupJob", "DynamoDB"),
    "s3": ("s3:GetBucketVersioning", "S3"),
    "elasticfilesystem": ("elasticfilesystem:Backup", "EFS"),
}


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
    vault = _find_vault(call)
    role, resource = call.get("IamRoleArn"), call.get("ResourceArn")
    _check_role(front, role, call)
    job = _build_job(call, vault)
    front.state.map(_JOBS, call.account, call.region)[job["BackupJobId"]] = job
    refused = _run(front, call, vault, job)
    job["CompletionDate"] = datetime.now(UTC)
    if refused is None:
        job |= {"State": "COMPLETED", "PercentDone": "100.0", "BackupSizeInBytes": 0}
    else:
        job |= {"State": "FAILED", "StatusMessage": refused.message, "PercentDone": "0.0"}
    target, error = vault["BackupVaultArn"], str(refused) if refused else ""
    write_attempt(
        front,
        path=backup_to_vault_fully_managed.PATH.id,
        source=resource,
        target=target,
        error=error,
        request_id=job["BackupJobId"],
    )
    return {key: job[key] for key in ("BackupJobId", "CreationDate", "RecoveryPointArn") if key in job}


def describe_job(front: Front, call: Call, _caller: Caller) -> Result:
    """Return one job."""
    number = call.get("BackupJobId")
    job = front.state.map(_JOBS, call.account, call.region).get(number)
    if job is None:
        raise RefusalError("ResourceNotFoundException", f"Can't find job {number}", status=404)
    return _show(job)


def list_jobs(front: Front, call: Call, _caller: Caller) -> Result:
    """Return the jobs, newest first, as far as they are asked for."""
    wanted = {"ByState": "State", "ByBackupVaultName": "BackupVaultName", "ByResourceArn": "ResourceArn",
              "ByResourceType": "ResourceType"}  # fmt: skip
    jobs = reversed(front.state.map(_JOBS, call.account, call.region).values())
    return {
        "BackupJobs": [
            _show(job)
            for job in jobs
            if all(call.get(asked) in {"", job.get(field)} for asked, field in wanted.items())
        ]
    }


def list_recovery_points(front: Front, call: Call, _caller: Caller) -> Result:
    """Return what completed jobs have put into a vault."""
    vault = call.get("BackupVaultName")
    jobs = front.state.map(_JOBS, call.account, call.region).values()
    points = [job for job in jobs if job["BackupVaultName"] == vault and job["State"] == "COMPLETED"]
    shown = ("RecoveryPointArn", "BackupVaultName", "BackupVaultArn", "ResourceArn", "ResourceType", "CreationDate",
             "CompletionDate", "IamRoleArn")  # fmt: skip
    return {"RecoveryPoints": [{**{key: job[key] for key in shown}, "Status": "COMPLETED"} for job in points]}


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


def _run(front: Front, call: Call, vault: Mapping[str, Any], job: Mapping[str, Any]) -> RefusalError | None:
    """Do what the role does at the source, then what AWS Backup's storage does with the vault's key."""
    try:
        _read_source(front, call)
        key = vault.get("EncryptionKeyArn")
        if key:
            path = backup_to_vault_fully_managed.PATH
            storage = build_sender(
                path, source=call.get("ResourceArn"), target=vault["BackupVaultArn"], account=call.account
            )
            context = {"aws:backup:backup-vault": vault["BackupVaultName"]}
            use = KeyUse(GENERATE, key, call.account, call.region, "backup", context, vault["BackupVaultArn"])
            front.use_key(use, storage, service="kms", request_id=job["BackupJobId"])
    except RefusalError as refusal:
        return RefusalError(refusal.code, _KEY_DENIED) if _is_about_key(refusal) else refusal
    return None


def _is_about_key(refusal: RefusalError) -> bool:
    return "kms:" in refusal.message or ":key/" in refusal.message or refusal.code == "NotFoundException"


def _read_source(front: Front, call: Call) -> None:
    source = parse_arn(call.get("ResourceArn"))
    action, _ = _TYPES.get(source.service if source else "", ("", ""))
    role = parse_arn(call.get("IamRoleArn"))
    if action and role is not None:
        session = build_role_session(str(role), session="AWSBackup-AWSBackupDefaultServiceRole", account=role.account)
        front.require(Demand(action, call.get("ResourceArn")), session, call=call)


def _check_role(front: Front, role: str, call: Call) -> None:
    """Refuse a role that AWS Backup may not assume."""
    try:
        front.require(Demand("sts:AssumeRole", role), _SERVICE, call=call)
    except RefusalError as refusal:
        message = f"IAM Role {role} cannot be assumed by AWS Backup"
        raise RefusalError("InvalidParameterValueException", message) from refusal


def _find_vault(call: Call) -> dict[str, Any]:
    parameters = {"BackupVaultName": call.get("BackupVaultName")}
    return perform("backup", "DescribeBackupVault", parameters, account=call.account, region=call.region)


def _build_job(call: Call, vault: Mapping[str, Any]) -> dict[str, Any]:
    source, now = parse_arn(call.get("ResourceArn")), datetime.now(UTC)
    if source is None:
        raise RefusalError("InvalidParameterValueException", f"Invalid ARN: {call.get('ResourceArn')}")
    point = Arn(PARTITION, "backup", call.region, call.account, f"recovery-point:{uuid.uuid4()}")
    return {
        "AccountId": call.account,
        "BackupJobId": str(uuid.uuid4()).upper(),
        "BackupVaultName": vault["BackupVaultName"],
        "BackupVaultArn": vault["BackupVaultArn"],
        "RecoveryPointArn": str(point),
        "ResourceArn": str(source),
        "ResourceType": _TYPES.get(source.service, ("", source.service))[1],
        "IamRoleArn": call.get("IamRoleArn"),
        "CreationDate": now,
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

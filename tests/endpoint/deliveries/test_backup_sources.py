"""AWS Backup of buckets and volumes: what the role needs, which key is used by whom."""

import json
import urllib.error
import urllib.request
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from keypost.endpoint.deliveries import backup_to_vault_fully_managed
from keypost.endpoint.deliveries.attempt import list_deliveries
from tests.endpoint.local import ACCOUNT, DELEGATION, Local, allow, document

ROLE = f"arn:aws:iam::{ACCOUNT}:role/backups"
BUCKET = "amzn-s3-demo-bucket"
MANAGED = "arn:aws:iam::aws:policy/"
FOR_ALL = f"{MANAGED}service-role/AWSBackupServiceRolePolicyForBackup"
FOR_S3 = f"{MANAGED}AWSBackupServiceRolePolicyForS3Backup"
KEY_DENIED = "KMS key is either disabled or pending deletion or access to KMS key is denied"
NOBODY: dict[str, Any] = {"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*"}


class Backup:
    """A vault under a key of one's own, and a role with these managed policies."""

    def __init__(self, local: Local, *policies: str) -> None:
        self.local, self.backup = local, local.client("backup")
        local.role("backups", trusted={"Service": "backup.amazonaws.com"})
        for policy in policies:
            local.client("iam").attach_role_policy(RoleName="backups", PolicyArn=policy)
        self.key = local.key()
        self.backup.create_backup_vault(BackupVaultName="daily", EncryptionKeyArn=self.key)

    def run(self, arn: str) -> dict[str, Any]:
        job = self.backup.start_backup_job(BackupVaultName="daily", ResourceArn=arn, IamRoleArn=ROLE)
        told: dict[str, Any] = self.backup.describe_backup_job(BackupJobId=job["BackupJobId"])
        return told

    def bucket(self, *, key: str = "", versions: bool = True) -> str:
        s3 = self.local.client("s3")
        s3.create_bucket(Bucket=BUCKET)
        if versions:
            s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        under = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key} if key else {}
        s3.put_object(Bucket=BUCKET, Key="k", Body=b"v", **under)
        return f"arn:aws:s3:::{BUCKET}"

    def volume(self, **given: Any) -> str:
        made = self.local.client("ec2").create_volume(AvailabilityZone="us-east-1a", Size=1, **given)
        return f"arn:aws:ec2:us-east-1:{ACCOUNT}:volume/{made['VolumeId']}"

    def deny(self, key: str) -> None:
        kms = self.local.client("kms")
        kms.put_key_policy(
            KeyId=key, PolicyName="default", Policy=document(DELEGATION, NOBODY), BypassPolicyLockoutSafetyCheck=True
        )

    def note(self) -> str:
        return list_deliveries(self.local.front.state)[-1].note


def test_a_bucket_needs_a_policy_of_its_own_on_the_role(local: Local) -> None:
    backup = Backup(local, FOR_ALL)
    told = backup.run(backup.bucket())
    says = (
        f"Your backup job failed as AWS Backup does not have permission to describe resource arn:aws:s3:::{BUCKET}. "
        "Please review your IAM policies to ensure AWS Backup can protect your resources."
    )
    assert (told["State"], told["StatusMessage"]) == ("FAILED", says)
    local.client("iam").attach_role_policy(RoleName="backups", PolicyArn=FOR_S3)
    assert backup.run(f"arn:aws:s3:::{BUCKET}")["State"] == "COMPLETED"
    assert backup.note() == ""


def test_the_vault_s_key_is_used_for_a_bucket(local: Local) -> None:
    backup = Backup(local, FOR_S3)
    arn = backup.bucket()
    backup.deny(backup.key)
    told = backup.run(arn)
    assert (told["State"], told["StatusMessage"]) == ("FAILED", KEY_DENIED)
    events = local.client("cloudtrail").lookup_events()["Events"]
    record = json.loads(next(one for one in events if one["EventName"] == "GenerateDataKey")["CloudTrailEvent"])
    assert record["userIdentity"] == {"type": "AWSService", "invokedBy": "backup-storage.amazonaws.com"}


def test_objects_whose_key_the_role_cannot_use_are_left_out_of_a_job_that_completes(local: Local) -> None:
    backup = Backup(local, FOR_S3)
    key = local.key()
    arn = backup.bucket(key=key)
    assert (backup.run(arn)["State"], backup.note()) == ("COMPLETED", "")
    backup.deny(key)
    assert backup.run(arn)["State"] == "COMPLETED"
    assert backup.note().startswith("1 of 1 objects are left out")


def test_a_bucket_without_versions_is_not_backed_up(local: Local) -> None:
    backup = Backup(local, FOR_S3)
    told = backup.run(backup.bucket(versions=False))
    assert (told["State"], "Versioning" in told["StatusMessage"]) == ("FAILED", True)


def test_a_volume_stays_under_its_own_key_and_the_vault_s_is_not_used(local: Local) -> None:
    backup = Backup(local, FOR_ALL)
    key = local.key()
    arn = backup.volume(Encrypted=True, KmsKeyId=key)
    backup.deny(backup.key)
    told = backup.run(arn)
    assert (told["State"], told["ResourceType"]) == ("COMPLETED", "EBS")
    assert told["RecoveryPointArn"].startswith("arn:aws:ec2:us-east-1::snapshot/snap-")
    made = list_deliveries(local.front.state)[-1]
    assert (made.path, made.error) == ("backup-not-fully-managed", "")
    backup.deny(key)
    told = backup.run(arn)
    assert (told["State"], told["StatusMessage"]) == ("FAILED", KEY_DENIED)


@pytest.mark.parametrize("given", [{}, {"Encrypted": True}])
def test_a_volume_without_a_key_of_one_s_own_works(local: Local, given: dict[str, bool]) -> None:
    backup = Backup(local, FOR_ALL)
    assert backup.run(backup.volume(**given))["State"] == "COMPLETED"


def test_a_role_without_permissions_makes_no_snapshot(local: Local) -> None:
    backup = Backup(local)
    told = backup.run(backup.volume())
    assert (told["State"], "ec2:CreateSnapshot" in told["StatusMessage"]) == ("FAILED", True)


def test_a_grant_for_an_aws_resource_is_told_as_one(local: Local) -> None:
    condition = {"Bool": {"kms:GrantIsForAWSResource": "true"}}
    grant = allow("kms:CreateGrant", Condition=condition)
    keys = local.user("ann", allow("backup:*", "kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt"), grant)
    key = local.key()
    local.client("backup", keys).create_backup_vault(BackupVaultName="hers", EncryptionKeyArn=key)
    with pytest.raises(ClientError, match="kms:CreateGrant"):
        local.client("kms", keys).create_grant(KeyId=key, GranteePrincipal=ROLE, Operations=["Decrypt"])


def test_a_plan_is_run_when_it_is_asked_for(local: Local) -> None:
    backup = Backup(local, FOR_S3, FOR_ALL)
    bucket, volume = backup.bucket(), backup.volume()
    rule = {"RuleName": "nightly", "TargetBackupVaultName": "daily"}
    plan = backup.backup.create_backup_plan(BackupPlan={"BackupPlanName": "all", "Rules": [rule]})["BackupPlanId"]
    chosen = {
        "SelectionName": "some",
        "IamRoleArn": ROLE,
        "Resources": [bucket, volume, "arn:aws:dynamodb:*:*:table/*"],
    }
    backup.backup.create_backup_selection(BackupPlanId=plan, BackupSelection=chosen)
    backup.deny(backup.key)
    jobs = ask(local, plan=plan)["jobs"]
    assert [(one["rule"], one["resource"], one["state"]) for one in jobs] == [
        ("nightly", bucket, "FAILED"), ("nightly", volume, "COMPLETED"),
        ("nightly", "arn:aws:dynamodb:*:*:table/*", "NOT_RUN"),
    ]  # fmt: skip
    assert jobs[0]["message"] == KEY_DENIED
    assert len(backup.backup.list_backup_jobs()["BackupJobs"]) == 2


@pytest.mark.parametrize("given", [{}, {"plan": ""}, {"plan": "none"}, {"name": "x"}])
def test_a_plan_that_is_not_there_is_told(local: Local, given: dict[str, str]) -> None:
    with pytest.raises(urllib.error.HTTPError) as raised:
        ask(local, **given)
    with raised.value as answer:
        assert (answer.code, bool(json.load(answer)["error"])) == (400, True)


def ask(local: Local, **given: str) -> dict[str, Any]:
    body = json.dumps(given).encode()
    with urllib.request.urlopen(f"{local.address}/_keypost/backup", data=body) as answer:  # noqa: S310 -- in this process
        told: dict[str, Any] = json.loads(answer.read())
    return told


def test_what_is_not_backed_up_here_is_told(local: Local) -> None:
    backup = Backup(local)
    with pytest.raises(ClientError, match="keypost local doesn't back up"):
        backup.run(f"arn:aws:rds:us-east-1:{ACCOUNT}:db:main")


def test_recovery_points_name_their_key_and_jobs_are_listed_by_pages(local: Local) -> None:
    backup = Backup(local, FOR_S3)
    arn = backup.bucket()
    first, second = backup.run(arn), backup.run(arn)
    (point, _) = backup.backup.list_recovery_points_by_backup_vault(BackupVaultName="daily")["RecoveryPoints"]
    assert (point["EncryptionKeyArn"], point["IsEncrypted"]) == (backup.key, True)
    page = backup.backup.list_backup_jobs(MaxResults=1)
    assert [one["BackupJobId"] for one in page["BackupJobs"]] == [second["BackupJobId"]]
    rest = backup.backup.list_backup_jobs(MaxResults=1, NextToken=page["NextToken"])
    assert [one["BackupJobId"] for one in rest["BackupJobs"]] == [first["BackupJobId"]]
    assert "NextToken" not in rest
    assert len(backup.backup.list_backup_jobs(ByCreatedAfter=datetime(2020, 1, 1, tzinfo=UTC))["BackupJobs"]) == 2
    assert backup.backup.list_backup_jobs(ByCompleteBefore=datetime(2020, 1, 1, tzinfo=UTC))["BackupJobs"] == []
    assert backup.backup.list_backup_jobs(ByState="FAILED")["BackupJobs"] == []


def test_an_account_has_so_many_jobs_only(local: Local, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_to_vault_fully_managed, "_MOST_JOBS", 1)
    backup = Backup(local, FOR_ALL)
    backup.run(backup.volume())
    with pytest.raises(ClientError, match="LimitExceededException") as refused:
        backup.run(backup.volume())
    assert "keeps 1 backup jobs" in str(refused.value)

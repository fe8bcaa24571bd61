"""The third situation: a DynamoDB table, and a vault whose key denies everybody but one user."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.local import ACCOUNT, DELEGATION, Local, document

ROOT_USER = f"arn:aws:iam::{ACCOUNT}:root"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/service-role/AWSBackupDefaultServiceRole"
TABLE = f"arn:aws:dynamodb:us-east-1:{ACCOUNT}:table/orders"
KEY_DENIED = "KMS key is either disabled or pending deletion or access to KMS key is denied"


def deny_all_but(*arns: str, **further: Mapping[str, str]) -> dict[str, Any]:
    condition = {"StringNotEquals": {"aws:PrincipalArn": list(arns)}, **further}
    return {"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": condition}


class Backup:
    """A table, the default role, and a vault under a key of one's own."""

    def __init__(self, local: Local) -> None:
        self.local, self.kms, self.backup = local, local.client("kms"), local.client("backup")
        iam = local.client("iam")
        trust = {"Effect": "Allow", "Principal": {"Service": "backup.amazonaws.com"}, "Action": "sts:AssumeRole"}
        iam.create_role(
            RoleName="AWSBackupDefaultServiceRole", Path="/service-role/", AssumeRolePolicyDocument=document(trust)
        )
        policy = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
        iam.attach_role_policy(RoleName="AWSBackupDefaultServiceRole", PolicyArn=policy)
        local.client("dynamodb").create_table(
            TableName="orders", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        )  # fmt: skip
        self.key = local.key()
        self.backup.create_backup_vault(BackupVaultName="daily", EncryptionKeyArn=self.key)

    def put(self, *statements: Mapping[str, Any]) -> None:
        self.kms.put_key_policy(KeyId=self.key, PolicyName="default", Policy=document(DELEGATION, *statements))

    def run(self) -> tuple[str, str]:
        """Run a job; return its state and what it says."""
        job = self.backup.start_backup_job(BackupVaultName="daily", ResourceArn=TABLE, IamRoleArn=ROLE)
        told = self.backup.describe_backup_job(BackupJobId=job["BackupJobId"])
        return told["State"], told.get("StatusMessage", "")


@pytest.fixture
def backup(local: Local) -> Backup:
    return Backup(local)


def test_with_the_default_policy_the_job_completes_by_the_grant(backup: Backup) -> None:
    assert backup.run() == ("COMPLETED", "")
    grants = backup.kms.list_grants(KeyId=backup.key)["Grants"]
    assert [one["GranteePrincipal"] for one in grants] == ["backup-storage.amazonaws.com"]
    points = backup.backup.list_recovery_points_by_backup_vault(BackupVaultName="daily")["RecoveryPoints"]
    assert [one["ResourceArn"] for one in points] == [TABLE]


def test_a_deny_meant_for_people_stops_it(backup: Backup) -> None:
    backup.put(deny_all_but(ROOT_USER))
    assert backup.run() == ("FAILED", KEY_DENIED)
    failed = backup.backup.list_backup_jobs(ByState="FAILED")["BackupJobs"]
    assert [one["StatusMessage"] for one in failed] == [KEY_DENIED]


def test_adding_the_role_is_the_tempting_wrong_fix(backup: Backup) -> None:
    backup.put(deny_all_but(ROOT_USER, ROLE))
    assert backup.run() == ("FAILED", KEY_DENIED)


def test_sparing_services_works_without_the_role(backup: Backup) -> None:
    backup.put(deny_all_but(ROOT_USER, BoolIfExists={"aws:PrincipalIsAWSService": "false"}))
    assert backup.run() == ("COMPLETED", "")
    name = [{"AttributeKey": "EventName", "AttributeValue": "Decrypt"}]
    events = backup.local.client("cloudtrail").lookup_events(LookupAttributes=name)["Events"]
    identities = [json.loads(one["CloudTrailEvent"])["userIdentity"] for one in events]
    assert {"type": "AWSService", "invokedBy": "backup-storage.amazonaws.com"} in identities


def test_a_disabled_key_says_the_same(backup: Backup) -> None:
    backup.kms.disable_key(KeyId=backup.key)
    assert backup.run() == ("FAILED", KEY_DENIED)


def test_a_role_that_may_not_read_the_table_is_told_as_such(backup: Backup) -> None:
    policy = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
    backup.local.client("iam").detach_role_policy(RoleName="AWSBackupDefaultServiceRole", PolicyArn=policy)
    state, message = backup.run()
    assert (state, "is not authorized to perform: dynamodb:StartAwsBackupJob" in message) == ("FAILED", True)


def test_a_role_that_backup_may_not_assume_is_refused(backup: Backup) -> None:
    role = backup.local.role("app", trusted={"AWS": ACCOUNT})
    with pytest.raises(ClientError, match="cannot be assumed by AWS Backup"):
        backup.backup.start_backup_job(BackupVaultName="daily", ResourceArn=TABLE, IamRoleArn=role)


def test_whoever_makes_a_vault_needs_its_key(backup: Backup) -> None:
    backup.put(deny_all_but(f"arn:aws:iam::{ACCOUNT}:user/ann"))
    with pytest.raises(ClientError, match="with an explicit deny in a resource-based policy"):
        backup.backup.create_backup_vault(BackupVaultName="weekly", EncryptionKeyArn=backup.key)


def test_a_vault_s_policy_counts(backup: Backup) -> None:
    deny = {"Effect": "Deny", "Principal": "*", "Action": "backup:StartBackupJob", "Resource": "*"}
    backup.backup.put_backup_vault_access_policy(BackupVaultName="daily", Policy=document(deny))
    with pytest.raises(ClientError, match="explicit deny in a resource-based policy"):
        backup.run()
    backup.backup.delete_backup_vault_access_policy(BackupVaultName="daily")
    assert backup.run()[0] == "COMPLETED"

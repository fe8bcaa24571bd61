"""AWS Backup and a vault whose key denies everybody else: failed, failed with the role listed, then mended.

Run it with `keypost local exec -- python examples/local/3-backup-vault-deny.py`.
"""

import json

import boto3

kms, backup, dynamodb, iam = (boto3.client(name) for name in ("kms", "backup", "dynamodb", "iam"))
root = f"arn:aws:iam::{boto3.client('sts').get_caller_identity()['Account']}:root"


def policy(*statements: dict[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


trust = {"Effect": "Allow", "Principal": {"Service": "backup.amazonaws.com"}, "Action": "sts:AssumeRole"}
made = iam.create_role(RoleName="backup", AssumeRolePolicyDocument=policy(trust))
role = made["Role"]["Arn"]
managed = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
iam.attach_role_policy(RoleName="backup", PolicyArn=managed)
table = dynamodb.create_table(
    TableName="orders",
    BillingMode="PAY_PER_REQUEST",
    KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
)["TableDescription"]["TableArn"]

delegation = {"Effect": "Allow", "Principal": {"AWS": root}, "Action": "kms:*", "Resource": "*"}
key = kms.create_key(Policy=policy(delegation))["KeyMetadata"]["Arn"]
backup.create_backup_vault(BackupVaultName="daily", EncryptionKeyArn=key)


def run(title: str, *listed: str, **further: object) -> None:
    condition = {"StringNotEquals": {"aws:PrincipalArn": listed}, **further}
    deny = {"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": condition}
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=policy(delegation, deny))
    job = backup.start_backup_job(BackupVaultName="daily", ResourceArn=table, IamRoleArn=role)
    told = backup.describe_backup_job(BackupJobId=job["BackupJobId"])
    print(f"{title}: {told['State']} {told.get('StatusMessage', '')}".rstrip())


run("everybody but one is denied", root)
run("the role is listed as well", root, role)
run("services are spared", root, BoolIfExists={"aws:PrincipalIsAWSService": "false"})

"""A landing zone whose logs have a key: failed deep in a stack set, failed with a wider bucket policy, then mended.

Run it with `keypost local exec -- python examples/local/5-control-tower-landing-zone.py`.
"""

import json
import time

import boto3

names = ("organizations", "iam", "kms", "cloudformation", "controltower", "cloudtrail")
organizations, iam, kms, cloudformation, controltower, cloudtrail = (boto3.client(name) for name in names)
account = boto3.client("sts").get_caller_identity()["Account"]
region = kms.meta.region_name
TRAIL, STACK = "aws-controltower-BaselineCloudTrail", "AWSControlTowerBP-BASELINE-CLOUDTRAIL-MASTER"


def policy(*statements: dict[str, object]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def allow(*actions: str, **parts: object) -> dict[str, object]:
    return {"Effect": "Allow", "Action": actions, "Resource": "*", **parts}


def create_account(name: str) -> str:
    made = organizations.create_account(Email=f"{name}@example.com", AccountName=name)["CreateAccountStatus"]
    while made["State"] == "IN_PROGRESS":
        time.sleep(1)
        made = organizations.describe_create_account_status(CreateAccountRequestId=made["Id"])["CreateAccountStatus"]
    return str(made["AccountId"])


def create_role(name: str, service: str, managed: str = "") -> None:
    """Create one of the roles that AWS Control Tower asks for."""
    trust = {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"}
    iam.create_role(RoleName=name, Path="/service-role/", AssumeRolePolicyDocument=policy(trust))
    if managed:
        iam.attach_role_policy(RoleName=name, PolicyArn=f"arn:aws:iam::aws:policy/service-role/{managed}")
    else:
        statement = {**allow("sts:AssumeRole"), "Resource": "arn:aws:iam::*:role/AWSControlTowerExecution"}
        iam.put_role_policy(RoleName=name, PolicyName="AssumeExecution", PolicyDocument=policy(statement))


organizations.create_organization(FeatureSet="ALL")
log, audit = create_account("log-archive"), create_account("audit")
create_role("AWSControlTowerAdmin", "controltower", "AWSControlTowerServiceRolePolicy")
create_role("AWSControlTowerCloudTrailRole", "cloudtrail", "AWSControlTowerCloudTrailRolePolicy")
create_role("AWSControlTowerConfigAggregatorRoleForOrganizations", "config", "AWSConfigRoleForOrganizations")
create_role("AWSControlTowerStackSetRole", "cloudformation")
key = kms.create_key()["KeyMetadata"]["Arn"]
days = {"retentionDays": 365}
manifest = {
    "governedRegions": [region],
    "organizationStructure": {"security": {"name": "Security"}, "sandbox": {"name": "Sandbox"}},
    "centralizedLogging": {
        "accountId": log,
        "enabled": True,
        "configurations": {"loggingBucket": days, "accessLoggingBucket": days, "kmsKeyArn": key},
    },
    "securityRoles": {"accountId": audit},
    "accessManagement": {"enabled": True},
}
bucket = f"aws-controltower-logs-{log}-{region}"
s3 = boto3.client("s3", aws_access_key_id=log, aws_secret_access_key="test")  # noqa: S106 -- everybody's, here


def tell(title: str, operation: str) -> None:
    """Print how an operation ended, and the reason as far as it says more than where."""
    told = controltower.get_landing_zone_operation(operationIdentifier=operation)["operationDetails"]
    while told["status"] == "IN_PROGRESS":
        time.sleep(1)
        told = controltower.get_landing_zone_operation(operationIdentifier=operation)["operationDetails"]
    print(f"{title}: {told['status']}")
    message = told.get("statusMessage", "")
    if message:
        print(f"  {message.partition('Status Reason: ')[2] or message}")


def reset(title: str) -> None:
    tell(title, controltower.reset_landing_zone(landingZoneIdentifier=zone)["operationIdentifier"])


made = controltower.create_landing_zone(version="3.3", manifest=manifest)
zone = made["arn"]
tell("under a key with the default policy", made["operationIdentifier"])
for one in cloudformation.list_stack_instances(StackSetName="AWSControlTowerBP-BASELINE-CONFIG")["Summaries"]:
    print(f"  stack instance: {one['Status']}")
print(f"  stack: {cloudformation.describe_stacks(StackName=STACK)['Stacks'][0]['StackStatus']}")

before = s3.get_bucket_policy(Bucket=bucket)["Policy"]
everybody = {**allow("s3:*", Principal="*"), "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]}
s3.put_bucket_policy(Bucket=bucket, Policy=policy(everybody))
reset("with a wider bucket policy")
s3.put_bucket_policy(Bucket=bucket, Policy=before)

delegation = allow("kms:*", Principal={"AWS": f"arn:aws:iam::{account}:root"})
for_config = allow("kms:Decrypt", "kms:GenerateDataKey", Principal={"Service": "config.amazonaws.com"})
condition = {
    "StringEquals": {"aws:SourceArn": f"arn:aws:cloudtrail:{region}:{account}:trail/{TRAIL}"},
    "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": f"arn:aws:cloudtrail:*:{account}:trail/*"},
}
for_cloudtrail = allow(
    "kms:GenerateDataKey*", "kms:Decrypt", Principal={"Service": "cloudtrail.amazonaws.com"}, Condition=condition
)
kms.put_key_policy(KeyId=key, PolicyName="default", Policy=policy(delegation, for_config, for_cloudtrail))
reset("under a key that lets AWS Config and CloudTrail in")
cloudformation.delete_stack(StackName=STACK)
reset("without the failed stack")

cloudtrail.get_trail_status(Name=TRAIL)  # here, what has happened is delivered when somebody asks
objects = [one["Key"] for one in s3.list_objects_v2(Bucket=bucket)["Contents"]]
keys = {s3.head_object(Bucket=bucket, Key=name).get("SSEKMSKeyId") for name in objects}
for service in ("Config", "CloudTrail"):
    print(f"  {service}: {'in the bucket' if any(f'/{service}/' in name for name in objects) else 'nothing'}")
print(f"  encrypted with the key: {keys == {key}}")

"""What AWS Config, CloudTrail and CloudWatch Logs write: refused when configured, with the exact words."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.endpoint.local import ACCOUNT, Local, allow, document, refusal

BUCKET = "amzn-s3-demo-bucket"
TRAIL = f"arn:aws:cloudtrail:us-east-1:{ACCOUNT}:trail/main"
GROUP = f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:app"


@pytest.fixture
def bucket(local: Local) -> Any:
    s3 = local.client("s3")
    s3.create_bucket(Bucket=BUCKET)

    def let_in(service: str) -> None:
        who = {"Service": service}
        look = allow("s3:GetBucketAcl", "s3:ListBucket", on=f"arn:aws:s3:::{BUCKET}", Principal=who)
        write = allow(
            "s3:PutObject", on=f"arn:aws:s3:::{BUCKET}/*", Principal=who,
            Condition={"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}},
        )  # fmt: skip
        s3.put_bucket_policy(Bucket=BUCKET, Policy=document(look, write))

    return let_in


def names(local: Local) -> list[str]:
    return [one["Key"] for one in local.client("s3").list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def put_channel(local: Local, key: str | None = None) -> None:
    config = local.client("config")
    role = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    config.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": role})
    channel = {"name": "default", "s3BucketName": BUCKET, "s3KeyPrefix": "o-1"}
    config.put_delivery_channel(DeliveryChannel=channel | ({"s3KmsKeyArn": key} if key else {}))


def test_config_is_refused_until_bucket_and_key_let_it_in(local: Local, bucket: Any) -> None:
    says = f"Insufficient delivery policy to s3 bucket: {BUCKET}, unable to write to bucket, provided s3 key prefix is"
    with pytest.raises(ClientError) as raised:
        put_channel(local)
    assert refusal(raised.value) == (
        "InsufficientDeliveryPolicyException", 400, f"{says} 'o-1', provided kms key is 'null'.",
    )  # fmt: skip
    bucket("config.amazonaws.com")
    key = local.key()
    with pytest.raises(ClientError) as raised:
        put_channel(local, key)
    assert refusal(raised.value)[2] == f"{says} 'o-1', provided kms key is '{key}'."
    statement = allow("kms:Decrypt", "kms:GenerateDataKey", Principal={"Service": "config.amazonaws.com"})
    put_channel(local, local.key(statement))
    assert names(local) == [f"o-1/AWSLogs/{ACCOUNT}/Config/ConfigWritabilityCheckFile"]
    assert local.client("config").deliver_config_snapshot(deliveryChannelName="default")["configSnapshotId"]


def test_a_channel_tells_how_its_last_snapshot_went(local: Local, bucket: Any) -> None:
    bucket("config.amazonaws.com")
    with pytest.raises(ClientError) as raised:
        put_channel(local, "alias/records")
    says = "The arn 'alias/records' is not a valid kms key or alias arn."
    assert refusal(raised.value) == ("InvalidS3KmsKeyArnException", 400, says)
    put_channel(local)
    assert status(local) == {}
    local.client("config").deliver_config_snapshot(deliveryChannelName="default")
    assert status(local)["lastStatus"] == "SUCCESS"
    local.client("s3").delete_bucket_policy(Bucket=BUCKET)
    with pytest.raises(ClientError):
        local.client("config").deliver_config_snapshot(deliveryChannelName="default")
    told = status(local)
    assert (told["lastStatus"], told["lastErrorCode"]) == ("FAILURE", "InsufficientDeliveryPolicyException")
    assert told["lastAttemptTime"] > told["lastSuccessfulTime"]


def status(local: Local) -> Any:
    told = local.client("config").describe_delivery_channel_status(DeliveryChannelNames=["default"])
    (channel,) = told["DeliveryChannelsStatus"]
    assert channel["configStreamDeliveryInfo"]["lastStatus"] == "NOT_APPLICABLE"
    return channel["configSnapshotDeliveryInfo"]


def test_a_trail_is_refused_until_bucket_and_key_let_it_in(local: Local, bucket: Any) -> None:
    cloudtrail = local.client("cloudtrail")
    with pytest.raises(ClientError) as raised:
        cloudtrail.create_trail(Name="main", S3BucketName=BUCKET)
    assert refusal(raised.value)[0] == "InsufficientS3BucketPolicyException"
    bucket("cloudtrail.amazonaws.com")
    with pytest.raises(ClientError) as raised:
        cloudtrail.create_trail(Name="main", S3BucketName=BUCKET, KmsKeyId=local.key())
    assert refusal(raised.value)[0] == "InsufficientEncryptionPolicyException"
    condition = {
        "StringEquals": {"aws:SourceArn": TRAIL},
        "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": f"arn:aws:cloudtrail:*:{ACCOUNT}:trail/*"},
    }
    who = {"Service": "cloudtrail.amazonaws.com"}
    statement = allow("kms:GenerateDataKey*", "kms:Decrypt", Principal=who, Condition=condition)
    cloudtrail.create_trail(Name="main", S3BucketName=BUCKET, KmsKeyId=local.key(statement))
    cloudtrail.start_logging(Name="main")
    assert sum(name.endswith(".json.gz") for name in names(local)) == 1
    local.queue("orders")
    names(local)  # who looks has what is new with the next look
    assert sum(name.endswith(".json.gz") for name in names(local)) > 1
    assert "LatestDeliveryError" not in cloudtrail.get_trail_status(Name="main")
    local.client("s3").delete_bucket_policy(Bucket=BUCKET)
    assert cloudtrail.get_trail_status(Name="main")["LatestDeliveryError"] == "AccessDenied"


def test_an_organization_s_trail_is_its_management_account_s(local: Local) -> None:
    cloudtrail, organizations = local.client("cloudtrail"), local.client("organizations")
    trail = {"Name": "main", "S3BucketName": BUCKET, "IsOrganizationTrail": True}
    with pytest.raises(ClientError, match="OrganizationsNotInUseException"):
        cloudtrail.create_trail(**trail)
    organizations.create_organization(FeatureSet="ALL")
    with pytest.raises(ClientError, match="CloudTrailAccessNotEnabledException"):
        cloudtrail.create_trail(**trail)
    member = organizations.create_account(Email="a@example.com", AccountName="a")["CreateAccountStatus"]["AccountId"]
    with pytest.raises(ClientError, match="NotOrganizationMasterAccountException"):
        local.client("cloudtrail", (member, "test", None)).create_trail(**trail)


def test_a_trail_without_its_bucket_or_key_is_refused(local: Local) -> None:
    cloudtrail = local.client("cloudtrail")
    with pytest.raises(ClientError, match="S3BucketDoesNotExistException"):
        cloudtrail.create_trail(Name="main", S3BucketName="nowhere")
    with pytest.raises(ClientError, match="KmsKeyNotFoundException"):
        cloudtrail.create_trail(Name="main", S3BucketName="nowhere", KmsKeyId="alias/none")


def test_a_log_group_s_key_has_to_let_the_regional_service_in(local: Local) -> None:
    logs = local.client("logs")
    actions = ("kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*")
    context = {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": GROUP}}
    who = {"Service": "logs.us-east-1.amazonaws.com"}
    says = f"The specified KMS key does not exist or is not allowed to be used with LogGroup '{GROUP}'"
    with pytest.raises(ClientError) as raised:
        logs.create_log_group(logGroupName="app", kmsKeyId=local.key())
    assert refusal(raised.value) == ("InvalidParameterException", 400, says)
    logs.create_log_group(logGroupName="app", kmsKeyId=local.key(allow(*actions, Principal=who, Condition=context)))
    other = {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": f"{GROUP}-2"}}
    key = local.key(allow(*actions, Principal=who, Condition=other))
    with pytest.raises(ClientError, match="InvalidParameterException"):
        logs.associate_kms_key(logGroupName="app", kmsKeyId=key)

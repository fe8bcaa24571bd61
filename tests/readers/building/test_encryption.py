"""How each type is encrypted, from its settings."""

from pathlib import Path

import pytest

from keypost.estate.resource import Encryption, Sse
from keypost.unknown import Unread, Why
from tests.readers.reading import OPEN, one, read_resources

QUEUE, BUCKET, TABLE = "AWS::SQS::Queue", "AWS::S3::Bucket", "AWS::DynamoDB::Table"
GLOBAL_TABLE = "AWS::DynamoDB::GlobalTable"
STREAM, INPUT = "AWS::KinesisFirehose::DeliveryStream", "DeliveryStreamEncryptionConfigurationInput"
KEY = "arn:aws:kms:eu-west-1:111122223333:key/1"


def bucket(rule: object, **settings: object) -> dict[str, object]:
    written = {"ServerSideEncryptionByDefault": rule, **settings}
    return {"BucketEncryption": {"ServerSideEncryptionConfiguration": [written]}}


def replicas(*regions: object) -> dict[str, object]:
    """A global table with a key of its own in each Region."""
    listed = [{"Region": region, "SSESpecification": {"KMSMasterKeyId": KEY}} for region in regions]
    return {"SSESpecification": {"SSEEnabled": True, "SSEType": "KMS"}, "Replicas": listed}


def encryption(folder: Path, type_name: str, properties: dict[str, object]) -> Encryption | Unread:
    template = {
        "Parameters": {name: {"Type": kind} for name, kind in (("Open", "String"), ("List", "CommaDelimitedList"))},
        "Resources": {"It": {"Type": type_name, "Properties": properties}},
    }
    return one(read_resources(folder, template, options=OPEN), "It").encryption


@pytest.mark.parametrize(
    ("type_name", "properties", "mode", "key", "place"),
    [
        ("AWS::SNS::Topic", {}, Sse.NONE, None, None),
        ("AWS::SNS::Topic", {"KmsMasterKeyId": ""}, Sse.NONE, None, None),
        ("AWS::SNS::Topic", {"KmsMasterKeyId": "alias/a"}, Sse.KMS, "alias/a", "/KmsMasterKeyId"),
        (QUEUE, {}, Sse.AWS_OWNED, None, ""),
        (QUEUE, {"SqsManagedSseEnabled": True}, Sse.AWS_OWNED, None, "/SqsManagedSseEnabled"),
        (QUEUE, {"SqsManagedSseEnabled": "true"}, Sse.AWS_OWNED, None, "/SqsManagedSseEnabled"),
        (QUEUE, {"SqsManagedSseEnabled": False}, Sse.NONE, None, "/SqsManagedSseEnabled"),
        (QUEUE, {"KmsMasterKeyId": KEY}, Sse.KMS, KEY, "/KmsMasterKeyId"),
        (BUCKET, {}, Sse.AWS_OWNED, None, ""),
        (BUCKET, bucket({"SSEAlgorithm": "AES256"}), Sse.AWS_OWNED, None, None),
        (BUCKET, bucket({"SSEAlgorithm": "aws:kms"}), Sse.KMS, "alias/aws/s3", None),
        (BUCKET, bucket({"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": KEY}), Sse.KMS, KEY, None),
        (BUCKET, bucket({"SSEAlgorithm": "aws:kms:dsse", "KMSMasterKeyID": KEY}), Sse.KMS, KEY, None),
        ("AWS::Backup::BackupVault", {}, Sse.KMS, "alias/aws/backup", None),
        ("AWS::Backup::BackupVault", {"EncryptionKeyArn": KEY}, Sse.KMS, KEY, "/EncryptionKeyArn"),
        ("AWS::Backup::LogicallyAirGappedBackupVault", {}, Sse.AWS_OWNED, None, None),
        ("AWS::Logs::LogGroup", {}, Sse.AWS_OWNED, None, None),
        ("AWS::Logs::LogGroup", {"KmsKeyId": KEY}, Sse.KMS, KEY, "/KmsKeyId"),
        ("AWS::EFS::FileSystem", {}, Sse.NONE, None, None),
        ("AWS::EFS::FileSystem", {"Encrypted": True}, Sse.KMS, "alias/aws/elasticfilesystem", "/Encrypted"),
        ("AWS::EFS::FileSystem", {"Encrypted": True, "KmsKeyId": KEY}, Sse.KMS, KEY, "/KmsKeyId"),
        ("AWS::RDS::DBInstance", {"StorageEncrypted": "true"}, Sse.KMS, "alias/aws/rds", "/StorageEncrypted"),
        (TABLE, {}, Sse.AWS_OWNED, None, None),
        (TABLE, {"SSESpecification": {"SSEEnabled": False}}, Sse.AWS_OWNED, None, None),
        (TABLE, {"SSESpecification": {"SSEEnabled": True}}, Sse.KMS, "alias/aws/dynamodb", None),
        (TABLE, {"SSESpecification": {"SSEEnabled": True, "KMSMasterKeyId": KEY}}, Sse.KMS, KEY, None),
        (GLOBAL_TABLE, {}, Sse.AWS_OWNED, None, None),
        (GLOBAL_TABLE, {"SSESpecification": {"SSEEnabled": True}}, Sse.KMS, "alias/aws/dynamodb", None),
        (GLOBAL_TABLE, replicas("eu-west-1"), Sse.KMS, KEY, "/Replicas/0/SSESpecification/KMSMasterKeyId"),
        (GLOBAL_TABLE, replicas({"Ref": "AWS::Region"}), Sse.KMS, KEY, None),
        (GLOBAL_TABLE, replicas("us-east-1", {"Ref": "AWS::Region"}), Sse.KMS, KEY, None),
        (STREAM, {}, Sse.NONE, None, None),
        (STREAM, {INPUT: {"KeyType": "AWS_OWNED_CMK"}}, Sse.AWS_OWNED, None, f"/{INPUT}"),
        (STREAM, {INPUT: {"KeyType": "CUSTOMER_MANAGED_CMK", "KeyARN": KEY}}, Sse.KMS, KEY, f"/{INPUT}/KeyARN"),
        ("AWS::ECR::Repository", {}, Sse.AWS_OWNED, None, None),
        (
            "AWS::ECR::Repository",
            {"EncryptionConfiguration": {"EncryptionType": "KMS"}},
            Sse.KMS,
            "alias/aws/ecr",
            None,
        ),
        ("AWS::Kinesis::Stream", {"StreamEncryption": {"KeyId": KEY}}, Sse.KMS, KEY, "/StreamEncryption/KeyId"),
        ("AWS::EC2::VPC", {"KmsKeyId": KEY}, Sse.NONE, None, None),
    ],
)
def test_what_the_settings_say(
    type_name: str, properties: dict[str, object], mode: Sse, key: str | None, place: str | None, tmp_path: Path
) -> None:
    found = encryption(tmp_path, type_name, properties)
    assert isinstance(found, Encryption)
    assert (found.mode, found.key) == (mode, key)
    if place is not None:
        assert found.origin.pointer == f"/Resources/It/Properties{place}" if place else "/Resources/It"


@pytest.mark.parametrize(
    ("regions", "place"),
    [
        (("eu-west-1",), "/Resources/It/Properties/Replicas/0/SSESpecification/KMSMasterKeyId"),
        (("us-east-1", "eu-west-1"), "/Resources/It/Properties/Replicas/1/SSESpecification/KMSMasterKeyId"),
        (("us-east-1",), "/Resources/It/Properties/SSESpecification/SSEEnabled"),
    ],
)
def test_a_global_table_has_the_key_of_the_replica_in_its_region(
    regions: tuple[str, ...], place: str, tmp_path: Path
) -> None:
    found = one(read_resources(tmp_path, {"It": {"Type": GLOBAL_TABLE, "Properties": replicas(*regions)}}), "It")
    assert isinstance(found.encryption, Encryption)
    assert found.encryption.origin.pointer == place


def test_the_replica_in_an_open_region_is_unread(tmp_path: Path) -> None:
    found = encryption(tmp_path, GLOBAL_TABLE, replicas("us-east-1", "eu-west-1"))
    assert found == Unread(Why.UNKNOWN_VALUE, "It.Replicas")


@pytest.mark.parametrize(("written", "on"), [(True, True), ("true", True), (False, False), (None, False)])
def test_an_s3_bucket_key(written: object, on: bool, tmp_path: Path) -> None:  # noqa: FBT001
    settings = {} if written is None else {"BucketKeyEnabled": written}
    found = encryption(tmp_path, BUCKET, bucket({"SSEAlgorithm": "aws:kms"}, **settings))
    assert isinstance(found, Encryption)
    assert found.bucket_key is on


OPEN_TEXT, OPEN_LIST = {"Ref": "Open"}, {"Ref": "List"}


@pytest.mark.parametrize(
    ("type_name", "properties", "subject"),
    [
        ("AWS::SNS::Topic", {"KmsMasterKeyId": OPEN_LIST}, "List"),
        (QUEUE, {"KmsMasterKeyId": OPEN_LIST}, "List"),
        (QUEUE, {"SqsManagedSseEnabled": OPEN_TEXT}, "Open"),
        (BUCKET, bucket({"SSEAlgorithm": OPEN_TEXT}), "Open"),
        (BUCKET, bucket({"SSEAlgorithm": OPEN_LIST}), "List"),
        (BUCKET, bucket({"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": OPEN_LIST}), "List"),
        (BUCKET, {"BucketEncryption": {"ServerSideEncryptionConfiguration": OPEN_LIST}}, "List"),
        ("AWS::EFS::FileSystem", {"Encrypted": OPEN_TEXT}, "Open"),
        (TABLE, {"SSESpecification": {"SSEEnabled": OPEN_TEXT}}, "Open"),
        (TABLE, {"SSESpecification": {"SSEEnabled": True, "KMSMasterKeyId": OPEN_LIST}}, "List"),
        (GLOBAL_TABLE, {"SSESpecification": {"SSEEnabled": OPEN_TEXT}}, "Open"),
        (
            GLOBAL_TABLE,
            {**replicas(), "Replicas": [{"SSESpecification": OPEN_LIST, "Region": {"Ref": "AWS::Region"}}]},
            "List",
        ),
        (STREAM, {INPUT: {"KeyType": OPEN_TEXT}}, "Open"),
        (STREAM, {INPUT: {"KeyType": OPEN_LIST}}, "List"),
        ("AWS::ECR::Repository", {"EncryptionConfiguration": {"EncryptionType": OPEN_TEXT}}, "Open"),
        ("AWS::ECR::Repository", {"EncryptionConfiguration": {"EncryptionType": OPEN_LIST}}, "List"),
        ("AWS::ECR::Repository", {"EncryptionConfiguration": {"EncryptionType": "KMS", "KmsKey": OPEN_LIST}}, "List"),
    ],
)
def test_what_depends_on_a_parameter_is_unread(
    type_name: str, properties: dict[str, object], subject: str, tmp_path: Path
) -> None:
    assert encryption(tmp_path, type_name, properties) == Unread(Why.UNKNOWN_VALUE, subject)


def test_an_open_bucket_key_is_unread_by_itself(tmp_path: Path) -> None:
    found = encryption(tmp_path, BUCKET, bucket({"SSEAlgorithm": "aws:kms"}, BucketKeyEnabled=OPEN_TEXT))
    assert isinstance(found, Encryption)
    assert found.bucket_key == Unread(Why.UNKNOWN_VALUE, "Open")


@pytest.mark.parametrize(
    ("type_name", "properties"),
    [("AWS::SNS::Topic", {"KmsMasterKeyId": {"a": "b"}}), (STREAM, {INPUT: {"KeyType": "CUSTOMER_MANAGED_CMK"}})],
)
def test_what_makes_no_sense_is_unread(type_name: str, properties: dict[str, object], tmp_path: Path) -> None:
    found = encryption(tmp_path, type_name, properties)
    assert isinstance(found, Unread)
    assert found.why is Why.MALFORMED

"""S3: buckets of a Region with policy, default encryption, notifications, logging, replication and inventories.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html (bucket-region: asked of that Region's endpoint)
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, Value, settle
from keypost.readers.snapshot.record import Record
from keypost.unknown import Unread

_TARGETS = (
    ("TopicConfigurations", "TopicArn", "TopicConfigurations", "Topic"),
    ("QueueConfigurations", "QueueArn", "QueueConfigurations", "Queue"),
    ("LambdaFunctionConfigurations", "LambdaFunctionArn", "LambdaConfigurations", "Function"),
)
_CALLS = {
    "BucketEncryption": "s3:GetBucketEncryption",
    "NotificationConfiguration": "s3:GetBucketNotificationConfiguration",
    "LoggingConfiguration": "s3:GetBucketLogging",
    "ReplicationConfiguration": "s3:GetBucketReplication",
    "InventoryConfigurations": "s3:ListBucketInventoryConfigurations",
}


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListBuckets", "Buckets", BucketRegion=api.region), _fetch_bucket)


def _fetch_bucket(api: Api, bucket: Item) -> Iterator[Record]:
    name = bucket["Name"]
    arn = f"arn:{api.partition}:s3:::{name}"
    document = api.call("GetBucketPolicy", about=arn, absent=["NoSuchBucketPolicy"], Bucket=name).document("Policy")
    properties = {
        "BucketName": name,
        "BucketEncryption": _fetch_encryption(api, name, arn),
        "NotificationConfiguration": _fetch_notifications(api, name, arn),
        "LoggingConfiguration": _fetch_logging(api, name, arn),
        "ReplicationConfiguration": _fetch_replication(api, name, arn),
        "InventoryConfigurations": _fetch_inventories(api, name, arn),
    }
    yield Record("AWS::S3::Bucket", arn, arn, name, settle(properties), "s3:ListBuckets", _CALLS)
    if document is not None:
        policy = {"Bucket": name, "PolicyDocument": document}
        yield Record("AWS::S3::BucketPolicy", f"{arn} Policy", "", "", policy, "s3:GetBucketPolicy")


def _fetch_encryption(api: Api, name: str, arn: str) -> Value:
    absent = ["ServerSideEncryptionConfigurationNotFoundError"]
    reply = api.call("GetBucketEncryption", about=arn, absent=absent, Bucket=name)
    rules = reply.get("ServerSideEncryptionConfiguration", "Rules")
    if not isinstance(rules, list):
        return rules
    configured = [
        settle({
            "ServerSideEncryptionByDefault": rule.get("ApplyServerSideEncryptionByDefault"),
            "BucketKeyEnabled": rule.get("BucketKeyEnabled"),
        })
        for rule in rules
    ]  # fmt: skip
    return {"ServerSideEncryptionConfiguration": configured}


def _fetch_notifications(api: Api, name: str, arn: str) -> Value:
    """One configuration for each event, as CloudFormation has them."""
    reply = api.call("GetBucketNotificationConfiguration", about=arn, Bucket=name)
    found: dict[str, Value] = {}
    for listed, target, setting, word in _TARGETS:
        configurations = reply.get(listed)
        if isinstance(configurations, Unread):
            return configurations
        if isinstance(configurations, list):
            found[setting] = [
                {"Event": event, word: one[target]} for one in configurations for event in one.get("Events", ())
            ]
    if reply.get("EventBridgeConfiguration") is not None:
        found["EventBridgeConfiguration"] = {"EventBridgeEnabled": True}
    return found or None


def _fetch_logging(api: Api, name: str, arn: str) -> Value:
    enabled = api.call("GetBucketLogging", about=arn, Bucket=name).get("LoggingEnabled")
    if not isinstance(enabled, dict):
        return enabled
    target = {"DestinationBucketName": enabled.get("TargetBucket"), "LogFilePrefix": enabled.get("TargetPrefix")}
    return settle(target)


def _fetch_replication(api: Api, name: str, arn: str) -> Value:
    """The same words as in CloudFormation, save for filters and identifiers, which no delivery depends on."""
    absent = ["ReplicationConfigurationNotFoundError"]
    reply = api.call("GetBucketReplication", about=arn, absent=absent, Bucket=name)
    configuration = reply.get("ReplicationConfiguration")
    if not isinstance(configuration, dict):
        return configuration
    names = ("Status", "SourceSelectionCriteria", "Destination")
    rules = [settle({name: rule.get(name) for name in names}) for rule in configuration.get("Rules", ())]
    return settle({"Role": configuration.get("Role"), "Rules": rules})


def _fetch_inventories(api: Api, name: str, arn: str) -> Value:
    listed = api.whole("ListBucketInventoryConfigurations", "InventoryConfigurationList", about=arn, Bucket=name)
    if isinstance(listed, Unread):
        return listed
    return [_inventory(one) for one in listed] or None


def _inventory(configuration: Item) -> dict[str, Value]:
    target = configuration["Destination"]["S3BucketDestination"]
    destination = settle({"BucketArn": target.get("Bucket"), "Prefix": target.get("Prefix")})
    return {"Id": configuration["Id"], "Enabled": configuration["IsEnabled"], "Destination": destination}


PART = Part(
    "s3",
    "s3",
    {
        "ListBuckets": "s3:ListAllMyBuckets",
        "GetBucketPolicy": "s3:GetBucketPolicy",
        "GetBucketEncryption": "s3:GetEncryptionConfiguration",
        "GetBucketNotificationConfiguration": "s3:GetBucketNotification",
        "GetBucketLogging": "s3:GetBucketLogging",
        "GetBucketReplication": "s3:GetReplicationConfiguration",
        "ListBucketInventoryConfigurations": "s3:GetInventoryConfiguration",
    },
    _fetch,
)

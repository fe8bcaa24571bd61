"""RDS, and what its API tells of DocumentDB and Neptune: instances, clusters, and who is told of events.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Operations.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, settle
from keypost.readers.snapshot.record import Record

_ENCRYPTION = ("StorageEncrypted", "KmsKeyId")


def _fetch(api: Api) -> Iterator[Record]:
    yield from (_database(one, "DBInstance") for one in api.items("DescribeDBInstances", "DBInstances"))
    yield from (_database(one, "DBCluster") for one in api.items("DescribeDBClusters", "DBClusters"))
    yield from map(_subscription, api.items("DescribeEventSubscriptions", "EventSubscriptionsList"))


def _database(found: Item, kind: str) -> Record:
    arn, name = found[f"{kind}Arn"], found[f"{kind}Identifier"]
    properties = settle({setting: found.get(setting) for setting in _ENCRYPTION})
    return Record(f"AWS::RDS::{kind}", arn, arn, name, properties, f"rds:Describe{kind}s")


def _subscription(found: Item) -> Record:
    arn, name = found["EventSubscriptionArn"], found["CustSubscriptionId"]
    properties = {"SubscriptionName": name, "SnsTopicArn": found.get("SnsTopicArn"), "Enabled": found.get("Enabled")}
    return Record("AWS::RDS::EventSubscription", arn, arn, name, settle(properties), "rds:DescribeEventSubscriptions")


_OPERATIONS = ("DescribeDBInstances", "DescribeDBClusters", "DescribeEventSubscriptions")
PART = Part("rds", "rds", {name: f"rds:{name}" for name in _OPERATIONS}, _fetch)

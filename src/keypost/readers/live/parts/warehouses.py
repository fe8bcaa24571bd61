"""Redshift: clusters with where they log to, and who is told of events.

https://docs.aws.amazon.com/redshift/latest/APIReference/API_Operations.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, Reply, Value, settle
from keypost.readers.snapshot.record import Record
from keypost.unknown import Unread

_LOGGING = ("BucketName", "S3KeyPrefix")


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("DescribeClusters", "Clusters"), _fetch_cluster)
    for found in api.items("DescribeEventSubscriptions", "EventSubscriptionsList"):
        name = found["CustSubscriptionId"]
        arn = api.arn("redshift", f"eventsubscription:{name}")
        settings = settle({"SubscriptionName": name, "SnsTopicArn": found.get("SnsTopicArn")})
        call = "redshift:DescribeEventSubscriptions"
        yield Record("AWS::Redshift::EventSubscription", arn, arn, name, settings, call)


def _fetch_cluster(api: Api, cluster: Item) -> Iterator[Record]:
    name = cluster["ClusterIdentifier"]
    arn = api.arn("redshift", f"cluster:{name}")
    logging = _logging(api.call("DescribeLoggingStatus", about=arn, ClusterIdentifier=name))
    properties = {"ClusterIdentifier": name, "KmsKeyId": cluster.get("KmsKeyId"), "LoggingProperties": logging}
    calls = {"LoggingProperties": "redshift:DescribeLoggingStatus"}
    yield Record("AWS::Redshift::Cluster", arn, arn, name, settle(properties), "redshift:DescribeClusters", calls)


def _logging(reply: Reply) -> Value:
    """A cluster that logs to CloudWatch names no bucket."""
    on = reply.get("LoggingEnabled")
    if isinstance(on, Unread):
        return on
    bucket = reply.text("BucketName")
    return settle({name: reply.text(name) for name in _LOGGING}) if on and bucket else None


_OPERATIONS = ("DescribeClusters", "DescribeLoggingStatus", "DescribeEventSubscriptions")
PART = Part("redshift", "redshift", {name: f"redshift:{name}" for name in _OPERATIONS}, _fetch)

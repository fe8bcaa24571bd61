"""EventBridge: buses with their policies, rules with their targets, and archives.

https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Operations.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, settle
from keypost.readers.snapshot.record import Record
from keypost.unknown import Unread

_TARGET = ("Id", "Arn", "RoleArn", "DeadLetterConfig")


def _fetch(api: Api) -> Iterator[Record]:
    buses = [bus["Name"] for bus in api.items("ListEventBuses", "EventBuses")]
    yield from api.each(buses, _fetch_bus)
    for bus in buses:
        yield from api.each(api.items("ListRules", "Rules", EventBusName=bus), _fetch_rule)
    yield from api.each(api.items("ListArchives", "Archives"), _fetch_archive)


def _fetch_bus(api: Api, name: str) -> Iterator[Record]:
    arn = api.arn("events", f"event-bus/{name}")
    reply = api.call("DescribeEventBus", about=arn, Name=name)
    properties = {
        "Name": name,
        "KmsKeyIdentifier": reply.text("KmsKeyIdentifier"),
        "DeadLetterConfig": reply.get("DeadLetterConfig"),
        "Policy": reply.document("Policy"),
    }
    yield Record("AWS::Events::EventBus", arn, arn, name, settle(properties), "events:DescribeEventBus")


def _fetch_rule(api: Api, rule: Item) -> Iterator[Record]:
    arn, bus = rule["Arn"], rule.get("EventBusName", "default")
    listed = api.whole("ListTargetsByRule", "Targets", about=arn, Rule=rule["Name"], EventBusName=bus)
    targets = listed
    if not isinstance(listed, Unread):
        targets = [settle({name: target.get(name) for name in _TARGET}) for target in listed]
    properties = {"Name": rule["Name"], "EventBusName": bus, "State": rule.get("State"), "Targets": targets}
    calls = {"Targets": "events:ListTargetsByRule"}
    yield Record("AWS::Events::Rule", arn, arn, rule["Name"], settle(properties), "events:ListRules", calls)


def _fetch_archive(api: Api, archive: Item) -> Iterator[Record]:
    name = archive["ArchiveName"]
    arn = api.arn("events", f"archive/{name}")
    reply = api.call("DescribeArchive", about=arn, ArchiveName=name)
    key = reply.text("KmsKeyIdentifier")
    properties = {"ArchiveName": name, "SourceArn": archive.get("EventSourceArn"), "KmsKeyIdentifier": key}
    yield Record("AWS::Events::Archive", arn, arn, name, settle(properties), "events:DescribeArchive")


PART = Part(
    "events",
    "events",
    {
        "ListEventBuses": "events:ListEventBuses",
        "DescribeEventBus": "events:DescribeEventBus",
        "ListRules": "events:ListRules",
        "ListTargetsByRule": "events:ListTargetsByRule",
        "ListArchives": "events:ListArchives",
        "DescribeArchive": "events:DescribeArchive",
    },
    _fetch,
)

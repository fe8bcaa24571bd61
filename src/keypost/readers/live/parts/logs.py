"""CloudWatch Logs: log groups, subscription filters, and deliveries of vended logs.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, settle
from keypost.readers.snapshot.record import Record


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("DescribeLogGroups", "logGroups"), _fetch_group)
    yield from map(_source, api.items("DescribeDeliverySources", "deliverySources"))
    yield from map(_destination, api.items("DescribeDeliveryDestinations", "deliveryDestinations"))
    yield from map(_delivery, api.items("DescribeDeliveries", "deliveries"))


def _fetch_group(api: Api, group: Item) -> Iterator[Record]:
    """The group's ARN without the `:*` that is for policies about its streams."""
    name, arn = group["logGroupName"], group["arn"].removesuffix(":*")
    properties = {"LogGroupName": name, "KmsKeyId": group.get("kmsKeyId"), "LogGroupClass": group.get("logGroupClass")}
    yield Record("AWS::Logs::LogGroup", arn, arn, name, settle(properties), "logs:DescribeLogGroups")
    filters = api.items("DescribeSubscriptionFilters", "subscriptionFilters", about=arn, logGroupName=name)
    yield from (_filter(arn, one) for one in filters)


def _filter(group: str, told: Item) -> Record:
    properties = {
        "LogGroupName": told["logGroupName"],
        "FilterName": told["filterName"],
        "DestinationArn": told.get("destinationArn"),
        "RoleArn": told.get("roleArn"),
    }
    place = f"{group} {told['filterName']}"
    call = "logs:DescribeSubscriptionFilters"
    return Record("AWS::Logs::SubscriptionFilter", place, "", told["filterName"], settle(properties), call)


def _source(told: Item) -> Record:
    arn, name = told["arn"], told["name"]
    resources = told.get("resourceArns") or [None]
    properties = {"Name": name, "ResourceArn": resources[0], "LogType": told.get("logType")}
    return Record("AWS::Logs::DeliverySource", arn, arn, name, settle(properties), "logs:DescribeDeliverySources")


def _destination(told: Item) -> Record:
    arn, name = told["arn"], told["name"]
    resource = told.get("deliveryDestinationConfiguration", {}).get("destinationResourceArn")
    properties = {"Name": name, "DestinationResourceArn": resource}
    call = "logs:DescribeDeliveryDestinations"
    return Record("AWS::Logs::DeliveryDestination", arn, arn, name, settle(properties), call)


def _delivery(told: Item) -> Record:
    arn, name = told["arn"], told["id"]
    properties = {
        "DeliverySourceName": told.get("deliverySourceName"),
        "DeliveryDestinationArn": told.get("deliveryDestinationArn"),
    }
    return Record("AWS::Logs::Delivery", arn, arn, name, settle(properties), "logs:DescribeDeliveries")


_OPERATIONS = (
    "DescribeLogGroups",
    "DescribeSubscriptionFilters",
    "DescribeDeliverySources",
    "DescribeDeliveryDestinations",
    "DescribeDeliveries",
)
PART = Part("logs", "logs", {name: f"logs:{name}" for name in _OPERATIONS}, _fetch)

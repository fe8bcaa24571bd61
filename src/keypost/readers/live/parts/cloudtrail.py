"""CloudTrail: trails and event data stores.

https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Operations.html
Each Region tells its own trails only: a trail of another Region that works here too is that Region's to tell.
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, settle
from keypost.readers.snapshot.record import Record

# CloudFormation's name, and the API's.
_TRAIL = {
    "TrailName": "Name",
    "S3BucketName": "S3BucketName",
    "S3KeyPrefix": "S3KeyPrefix",
    "SnsTopicName": "SnsTopicARN",
    "CloudWatchLogsLogGroupArn": "CloudWatchLogsLogGroupArn",
    "CloudWatchLogsRoleArn": "CloudWatchLogsRoleArn",
    "KMSKeyId": "KmsKeyId",
    "IsOrganizationTrail": "IsOrganizationTrail",
    "IsMultiRegionTrail": "IsMultiRegionTrail",
}


def _fetch(api: Api) -> Iterator[Record]:
    yield from map(_trail, api.items("DescribeTrails", "trailList", includeShadowTrails=False))
    yield from api.each(api.items("ListEventDataStores", "EventDataStores"), _fetch_store)


def _trail(trail: Item) -> Record:
    arn = trail["TrailARN"]
    properties = {name: trail.get(told) for name, told in _TRAIL.items()}
    return Record("AWS::CloudTrail::Trail", arn, arn, trail["Name"], settle(properties), "cloudtrail:DescribeTrails")


def _fetch_store(api: Api, store: Item) -> Iterator[Record]:
    arn, name = store["EventDataStoreArn"], store["Name"]
    reply = api.call("GetEventDataStore", about=arn, EventDataStore=arn)
    properties = {"Name": name, "KmsKeyId": reply.text("KmsKeyId")}
    yield Record("AWS::CloudTrail::EventDataStore", arn, arn, name, settle(properties), "cloudtrail:GetEventDataStore")


_OPERATIONS = ("DescribeTrails", "ListEventDataStores", "GetEventDataStore")
PART = Part("cloudtrail", "cloudtrail", {name: f"cloudtrail:{name}" for name in _OPERATIONS}, _fetch)

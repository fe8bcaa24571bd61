"""CloudTrail: whether a trail's last delivery got through, to the bucket, the topic and the log group.

https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
An error stands there until a delivery gets through; when it began isn't told, when one last got through is.
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.observing import Pair, observe
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item
from keypost.readers.snapshot.record import Record
from keypost.unknown import Unread

_CALL = "cloudtrail:GetTrailStatus"
# What is delivered, as the names of the status have it, and the trail's setting that names where to.
_DELIVERIES = (
    ("Delivery", "S3BucketName"),
    ("Notification", "SnsTopicARN"),
    ("CloudWatchLogsDelivery", "CloudWatchLogsLogGroupArn"),
)


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("DescribeTrails", "trailList", includeShadowTrails=False), _fetch_status)


def _fetch_status(api: Api, trail: Item) -> Iterator[Record]:
    status = api.call("GetTrailStatus", about=trail["TrailARN"], Name=trail["TrailARN"])
    for word, setting in _DELIVERIES:
        error, delivered = status.text(f"Latest{word}Error"), status.get(f"Latest{word}Time")
        target = trail.get(setting)
        if not target or isinstance(error, Unread) or (error is None and delivered is None):
            continue
        pair = Pair(trail["TrailARN"], _arn(api, setting, target))
        if error is not None:
            yield observe(pair, call=_CALL, fails=True, delivered=delivered, says=error)
        else:
            yield observe(pair, call=_CALL, fails=False, seen=delivered)


def _arn(api: Api, setting: str, target: str) -> str:
    return f"arn:{api.partition}:s3:::{target}" if setting == "S3BucketName" else target.removesuffix(":*")


_OPERATIONS = ("DescribeTrails", "GetTrailStatus")
PART = Part("trail-status", "cloudtrail", {name: f"cloudtrail:{name}" for name in _OPERATIONS}, _fetch)

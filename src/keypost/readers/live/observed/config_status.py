"""AWS Config: whether the delivery channel's last deliveries got through, to the bucket and to the topic.

https://docs.aws.amazon.com/config/latest/APIReference/API_DeliveryChannelStatus.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.observing import Pair, observe
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item
from keypost.readers.snapshot.record import Record

_CALL = "config:DescribeDeliveryChannelStatus"
# The API reference writes Success, the AWS CLI's example of an answer SUCCESS.
_STATES = {"SUCCESS": False, "FAILURE": True}
# History files and snapshots go to the bucket; the stream of changes goes to the topic.
_TO_BUCKET = ("configHistoryDeliveryInfo", "configSnapshotDeliveryInfo")


def _fetch(api: Api) -> Iterator[Record]:
    statuses = {one.get("name"): one for one in api.items("DescribeDeliveryChannelStatus", "DeliveryChannelsStatus")}
    for channel in api.items("DescribeDeliveryChannels", "DeliveryChannels"):
        status = statuses.get(channel["name"], {})
        source = f"{api.account}/{api.region}/DeliveryChannel/{channel['name']}"
        bucket, topic = channel.get("s3BucketName"), channel.get("snsTopicARN")
        to_bucket = [status[name] for name in _TO_BUCKET if _read_state(status.get(name, {})) in _STATES]
        if bucket and to_bucket:
            latest = max(to_bucket, key=lambda one: str(one.get("lastAttemptTime", "")))
            yield _observe(Pair(source, f"arn:{api.partition}:s3:::{bucket}"), latest)
        stream = status.get("configStreamDeliveryInfo", {})
        if topic and _read_state(stream) in _STATES:
            yield _observe(Pair(source, topic), stream)


def _read_state(info: Item) -> str:
    return str(info.get("lastStatus", "")).upper()


def _observe(pair: Pair, info: Item) -> Record:
    fails = _STATES[_read_state(info)]
    says = " ".join(filter(None, (info.get("lastErrorCode"), info.get("lastErrorMessage"))))
    changed = info.get("lastStatusChangeTime")
    seen, delivered = info.get("lastAttemptTime"), info.get("lastSuccessfulTime")
    return observe(
        pair,
        call=_CALL,
        fails=fails,
        seen=seen or (None if fails else changed),
        since=changed if fails else None,
        delivered=delivered if fails else None,
        says=says,
    )


_OPERATIONS = ("DescribeDeliveryChannels", "DescribeDeliveryChannelStatus")
PART = Part("config-status", "config", {name: f"config:{name}" for name in _OPERATIONS}, _fetch)

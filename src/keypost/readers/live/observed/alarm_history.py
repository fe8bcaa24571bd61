"""CloudWatch: which actions of alarms got through, from the alarms' history.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
HistoryData of an action (observed): `{"actionState": "Failed", "notificationResource": "arn:...", "error": "..."}`.
"""

import json
from collections.abc import Iterator
from itertools import islice

from keypost.readers.live.api import Api
from keypost.readers.live.observing import Attempt, Pair, begin_window, observe_attempts
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item
from keypost.readers.snapshot.record import Record

_CALL = "cloudwatch:DescribeAlarmHistory"
_STATES = {"Succeeded": True, "Failed": False}
# An account whose alarms flap has more than anybody wants to wait for; the newest come first.
_MOST_ITEMS = 20_000


def _fetch(api: Api) -> Iterator[Record]:
    items = api.items(
        "DescribeAlarmHistory",
        "AlarmHistoryItems",
        AlarmTypes=["MetricAlarm", "CompositeAlarm"],
        HistoryItemType="Action",
        StartDate=begin_window(),
        ScanBy="TimestampDescending",
    )
    attempts: dict[Pair, list[Attempt]] = {}
    for item in islice(items, _MOST_ITEMS):
        read = _read(api, item)
        if read is not None:
            attempts.setdefault(read[0], []).append(read[1])
    for pair, tried in attempts.items():
        record = observe_attempts(pair, tried, call=_CALL)
        if record is not None:
            yield record


def _read(api: Api, item: Item) -> tuple[Pair, Attempt] | None:
    """Return the action that an item tells of; None where it doesn't say how it went or to whom."""
    data = _parse(item.get("HistoryData"))
    succeeded, target = _STATES.get(str(data.get("actionState"))), data.get("notificationResource")
    if succeeded is None or not isinstance(target, str):
        return None
    source = api.arn("cloudwatch", f"alarm:{item['AlarmName']}")
    says = data.get("error") or item.get("HistorySummary") or ""
    return Pair(source, target), Attempt(item["Timestamp"], succeeded, str(says))


def _parse(text: Item) -> Item:
    try:
        data = json.loads(text or "{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


PART = Part("alarm-history", "cloudwatch", {"DescribeAlarmHistory": _CALL}, _fetch)

"""EventBridge Scheduler: schedules with their targets.

https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, settle
from keypost.readers.snapshot.record import Record


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListSchedules", "Schedules"), _fetch_schedule)


def _fetch_schedule(api: Api, schedule: Item) -> Iterator[Record]:
    arn, name = schedule["Arn"], schedule["Name"]
    reply = api.call("GetSchedule", about=arn, Name=name, GroupName=schedule.get("GroupName", "default"))
    properties = {
        "Name": name,
        "GroupName": schedule.get("GroupName"),
        "KmsKeyArn": reply.text("KmsKeyArn"),
        "Target": reply.get("Target"),
    }
    yield Record("AWS::Scheduler::Schedule", arn, arn, name, settle(properties), "scheduler:GetSchedule")


_OPERATIONS = ("ListSchedules", "GetSchedule")
PART = Part("scheduler", "scheduler", {name: f"scheduler:{name}" for name in _OPERATIONS}, _fetch)

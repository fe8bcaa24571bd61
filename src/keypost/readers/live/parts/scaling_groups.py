"""EC2 Auto Scaling: groups with whom they notify, and lifecycle hooks.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Operations.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, Value, settle
from keypost.readers.snapshot.record import Record
from keypost.unknown import Unread

_NOTIFICATIONS = "DescribeNotificationConfigurations"


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("DescribeAutoScalingGroups", "AutoScalingGroups"), _fetch_group)


def _fetch_group(api: Api, group: Item) -> Iterator[Record]:
    arn, name = group["AutoScalingGroupARN"], group["AutoScalingGroupName"]
    told = api.whole(_NOTIFICATIONS, "NotificationConfigurations", about=arn, AutoScalingGroupNames=[name])
    topics: Value = told
    if not isinstance(told, Unread):
        topics = [{"TopicARN": topic} for topic in dict.fromkeys(one["TopicARN"] for one in told)]
    properties = {
        "AutoScalingGroupName": name,
        "ServiceLinkedRoleARN": group.get("ServiceLinkedRoleARN"),
        "NotificationConfigurations": topics,
    }
    calls = {"NotificationConfigurations": f"autoscaling:{_NOTIFICATIONS}"}
    call = "autoscaling:DescribeAutoScalingGroups"
    yield Record("AWS::AutoScaling::AutoScalingGroup", arn, arn, name, settle(properties), call, calls)
    for hook in api.items("DescribeLifecycleHooks", "LifecycleHooks", about=arn, AutoScalingGroupName=name):
        yield _hook(arn, hook)


def _hook(group: str, hook: Item) -> Record:
    name = hook["LifecycleHookName"]
    settings = ("AutoScalingGroupName", "LifecycleHookName", "NotificationTargetARN", "RoleARN")
    properties = settle({setting: hook.get(setting) for setting in settings})
    call = "autoscaling:DescribeLifecycleHooks"
    return Record("AWS::AutoScaling::LifecycleHook", f"{group} {name}", "", name, properties, call)


_OPERATIONS = ("DescribeAutoScalingGroups", _NOTIFICATIONS, "DescribeLifecycleHooks")
PART = Part("autoscaling", "autoscaling", {name: f"autoscaling:{name}" for name in _OPERATIONS}, _fetch)

"""Developer tools' notification rules.

https://docs.aws.amazon.com/codestar-notifications/latest/APIReference/API_DescribeNotificationRule.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, Value, settle
from keypost.readers.snapshot.record import Record

_SERVICE = "codestar-notifications"


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListNotificationRules", "NotificationRules"), _fetch_rule)


def _fetch_rule(api: Api, rule: Item) -> Iterator[Record]:
    arn = rule["Arn"]
    reply = api.call("DescribeNotificationRule", about=arn, Arn=arn)
    told = reply.get("Targets")
    targets: Value = told
    if isinstance(told, list):
        targets = [{name: one.get(name) for name in ("TargetType", "TargetAddress")} for one in told]
    name = reply.get("Name")
    properties = settle({"Name": name, "Resource": reply.get("Resource"), "Targets": targets})
    call = f"{_SERVICE}:DescribeNotificationRule"
    kind = "AWS::CodeStarNotifications::NotificationRule"
    yield Record(kind, arn, arn, name if isinstance(name, str) else "", properties, call)


_OPERATIONS = ("ListNotificationRules", "DescribeNotificationRule")
PART = Part(_SERVICE, _SERVICE, {name: f"{_SERVICE}:{name}" for name in _OPERATIONS}, _fetch)

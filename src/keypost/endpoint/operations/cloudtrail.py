"""CloudTrail's event history (CloudTrail API reference, LookupEvents)."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.front import Front, Operation, Result

_PAGE = 50
_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def lookup_events(front: Front, call: Call, _caller: Caller) -> Result:
    """Return recorded events, newest first."""
    events = (event for event in front.trail.list_newest(call.account, call.region) if _is_wanted(event, call))
    start = int(call.get("NextToken") or 0) if (call.get("NextToken") or "0").isdecimal() else 0
    size = min(int(call.parameters.get("MaxResults") or _PAGE), _PAGE)
    found = list(islice(events, start, start + size + 1))
    page: dict[str, Any] = {"Events": [_show(event) for event in found[:size]]}
    return page | {"NextToken": str(start + size)} if len(found) > size else page


def _is_wanted(event: Mapping[str, Any], call: Call) -> bool:
    at, begin, end = _time(event), call.parameters.get("StartTime"), call.parameters.get("EndTime")
    if (begin is not None and at < begin.replace(microsecond=0)) or (end is not None and at > end):
        return False
    wanted = call.parameters.get("LookupAttributes") or ()
    return all(one.get("AttributeValue") in _values(event, one.get("AttributeKey", "")) for one in wanted)


def _values(event: Mapping[str, Any], attribute: str) -> list[str]:
    identity = event["userIdentity"]
    resources = event["resources"]
    values: dict[str, list[Any]] = {
        "EventId": [event["eventID"]],
        "EventName": [event["eventName"]],
        "EventSource": [event["eventSource"]],
        "ReadOnly": [str(event["readOnly"]).lower()],
        "AccessKeyId": [identity.get("accessKeyId")],
        "Username": [_user(identity)],
        "ResourceName": [one["ARN"] for one in resources],
        "ResourceType": [one["type"] for one in resources],
    }
    return values.get(attribute, [])


def _show(event: Mapping[str, Any]) -> dict[str, Any]:
    shown = {
        "EventId": event["eventID"],
        "EventName": event["eventName"],
        "ReadOnly": str(event["readOnly"]).lower(),
        "EventTime": _time(event),
        "EventSource": event["eventSource"],
        "Resources": [{"ResourceType": one["type"], "ResourceName": one["ARN"]} for one in event["resources"]],
        "CloudTrailEvent": json.dumps(event),
    }
    identity = event["userIdentity"]
    found = {"Username": _user(identity), "AccessKeyId": identity.get("accessKeyId")}
    return shown | {key: value for key, value in found.items() if value}


def _user(identity: Mapping[str, Any]) -> str | None:
    if identity["type"] == "AssumedRole":
        return str(identity["arn"]).rpartition("/")[2]
    return identity.get("userName") or ("root" if identity["type"] == "Root" else None)


def _time(event: Mapping[str, Any]) -> datetime:
    return datetime.strptime(event["eventTime"], _FORMAT).replace(tzinfo=UTC)


OPERATIONS: dict[str, Operation] = {"LookupEvents": lookup_events}

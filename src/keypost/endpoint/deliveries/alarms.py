"""Alarms of both kinds: metric alarms as moto keeps them, composite ones as the endpoint does; states and history."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from keypost.arn import parse_arn
from keypost.endpoint.call import Call
from keypost.endpoint.front import Front
from keypost.endpoint.store.alarms import StoredAlarm, find_alarm

_COMPOSITE = "composite-alarms"
_HISTORY = "alarm-history"


def list_composites(front: Front, call: Call) -> dict[str, dict[str, Any]]:
    """Return the composite alarms of the call's account and Region by name, as DescribeAlarms shows them."""
    return front.state.map(_COMPOSITE, call.account, call.region)


def find_any_alarm(front: Front, name: str, call: Call) -> StoredAlarm | None:
    """Return the alarm of that name or ARN, of either kind."""
    arn = parse_arn(name)
    name = arn.resource.removeprefix("alarm:") if arn is not None else name
    composite = list_composites(front, call).get(name)
    if composite is None:
        return find_alarm(name, account=call.account, region=call.region)
    actions = {
        "ALARM": tuple(composite.get("AlarmActions") or ()),
        "OK": tuple(composite.get("OKActions") or ()),
        "INSUFFICIENT_DATA": tuple(composite.get("InsufficientDataActions") or ()),
    }
    return StoredAlarm(
        composite["AlarmArn"], name, composite.get("AlarmDescription") or "", composite["StateValue"],
        composite["StateReason"], composite["ActionsEnabled"], actions, {}, is_composite=True,
    )  # fmt: skip


def list_history(front: Front, call: Call) -> list[dict[str, Any]]:
    """Return the history of all alarms, oldest first."""
    return list(front.state.list(_HISTORY, call.account, call.region))


def write_history(
    front: Front, alarm: StoredAlarm, call: Call, kind: str, summary: str, data: Mapping[str, Any]
) -> None:
    """Add an item to the history."""
    item = {
        "AlarmName": alarm.name,
        "AlarmType": "CompositeAlarm" if alarm.is_composite else "MetricAlarm",
        "Timestamp": datetime.now(UTC),
        "HistoryItemType": kind,
        "HistorySummary": summary,
        "HistoryData": json.dumps(data, ensure_ascii=False),
    }
    front.state.list(_HISTORY, call.account, call.region).append(item)

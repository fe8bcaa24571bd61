"""Composite alarms, which moto lacks: kept here, and worked out again when an alarm changes its state.

Source: CloudWatch API reference, PutCompositeAlarm, DescribeAlarms, DeleteAlarms.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from keypost.endpoint.actions.declare import build_arn
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.deliveries.alarm_rules import list_alarms, parse_rule
from keypost.endpoint.deliveries.alarms import find_any_alarm, list_composites
from keypost.endpoint.deliveries.cloudwatch_alarm_to_sns import change_state
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.front import Done, Front, Result
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.perform import perform

_KEPT = (
    "AlarmName", "AlarmRule", "AlarmDescription", "ActionsEnabled", "AlarmActions", "OKActions",
    "InsufficientDataActions", "ActionsSuppressor", "ActionsSuppressorWaitPeriod", "ActionsSuppressorExtensionPeriod",
)  # fmt: skip
# One composite alarm can set off another.
_MOST_ROUNDS = 20
_OF_METRICS, _COMPOSITE = "MetricAlarm", "CompositeAlarm"


def put_composite_alarm(front: Front, call: Call, _caller: Caller) -> Result:
    """Make or change a composite alarm, and work its state out."""
    parse_rule(call.get("AlarmRule"))
    _require_alarms(front, call)
    name, now = call.get("AlarmName"), datetime.now(UTC)
    before = list_composites(front, call).get(name, {})
    given = {key: value for key, value in call.parameters.items() if key in _KEPT}
    list_composites(front, call)[name] = {
        "ActionsEnabled": True,
        **given,
        "AlarmArn": build_arn(call, "cloudwatch", f"alarm:{name}"),
        "AlarmConfigurationUpdatedTimestamp": now,
        "StateValue": before.get("StateValue", "INSUFFICIENT_DATA"),
        "StateReason": before.get("StateReason", "Unchecked: Initial alarm creation"),
        "StateUpdatedTimestamp": before.get("StateUpdatedTimestamp", now),
    }
    _work_out(front, call)
    return {}


def _require_alarms(front: Front, call: Call) -> None:
    """Let no rule name an alarm that doesn't exist; the text as people quote it.

    Raises:
        RefusalError: it does.
    """
    gone = [name for name in list_alarms(call.get("AlarmRule")) if find_any_alarm(front, name, call) is None]
    if gone:
        told = f"Could not save the composite alarm as alarms [{', '.join(gone)}] in the alarm rule do not exist"
        raise RefusalError("ValidationError", told)


def describe_alarms(front: Front, call: Call, _caller: Caller) -> Result:
    """Return alarms: metric alarms alone unless composite ones are asked for."""
    kinds = call.parameters.get("AlarmTypes") or (_OF_METRICS,)
    found: dict[str, Any] = {"CompositeAlarms": [], "MetricAlarms": []}
    if _OF_METRICS in kinds:
        found |= perform(call.service, call.operation, call.parameters, account=call.account, region=call.region)
    if _COMPOSITE in kinds:
        composites = list_composites(front, call).values()
        found["CompositeAlarms"] = [one for one in composites if _is_wanted(one, call)]
    return found


def delete_alarms(front: Front, call: Call, _caller: Caller) -> Result:
    """Delete alarms of either kind."""
    composites = list_composites(front, call)
    names = [name for name in call.parameters.get("AlarmNames") or () if composites.pop(name, None) is None]
    if names:
        perform(call.service, call.operation, {"AlarmNames": names}, account=call.account, region=call.region)
    return {}


def switch_actions(front: Front, call: Call, _caller: Caller) -> Result:
    """Switch the actions of alarms of either kind on or off."""
    composites, rest = list_composites(front, call), []
    for name in call.parameters.get("AlarmNames") or ():
        if name in composites:
            composites[name]["ActionsEnabled"] = call.operation == "EnableAlarmActions"
        else:
            rest.append(name)
    if rest:
        perform(call.service, call.operation, {"AlarmNames": rest}, account=call.account, region=call.region)
    return {}


def follow(front: Front, done: Done) -> None:
    """Work the composite alarms out again after others may have changed."""
    _work_out(front, done.call)


def _work_out(front: Front, call: Call) -> None:
    for _ in range(_MOST_ROUNDS):
        turned = [_work_one_out(front, one, call) for one in list(list_composites(front, call).values())]
        if not any(turned):
            return


def _work_one_out(front: Front, composite: dict[str, Any], call: Call) -> bool:
    """Set the composite alarm's state; tell whether it is another than before."""

    def find_state(name: str) -> str:
        alarm = find_any_alarm(front, name, call)
        return "INSUFFICIENT_DATA" if alarm is None else alarm.state

    state = "ALARM" if parse_rule(composite["AlarmRule"])(find_state) else "OK"
    before = find_any_alarm(front, composite["AlarmName"], call)
    if before is None or state == before.state:
        return False
    reason = f"The alarm rule is {'true' if state == 'ALARM' else 'false'}: {composite['AlarmRule']}"
    composite |= {"StateValue": state, "StateReason": reason, "StateUpdatedTimestamp": datetime.now(UTC)}
    change_state(front, before, call)
    return True


def _is_wanted(composite: Mapping[str, Any], call: Call) -> bool:
    names = call.parameters.get("AlarmNames")
    return (
        (not names or composite["AlarmName"] in names)
        and composite["AlarmName"].startswith(call.get("AlarmNamePrefix"))
        and call.get("StateValue") in {"", composite["StateValue"]}
    )


DELIVERY = Delivery(
    operations={
        ("cloudwatch", "PutCompositeAlarm"): put_composite_alarm,
        ("cloudwatch", "DescribeAlarms"): describe_alarms,
        ("cloudwatch", "DeleteAlarms"): delete_alarms,
        ("cloudwatch", "EnableAlarmActions"): switch_actions,
        ("cloudwatch", "DisableAlarmActions"): switch_actions,
    },
    reactions={("cloudwatch", "SetAlarmState"): follow, ("cloudwatch", "PutMetricData"): follow},
)

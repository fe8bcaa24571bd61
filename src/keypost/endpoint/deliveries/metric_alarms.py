"""Metric alarms, evaluated when a value of their metric arrives: AWS does so once a period.

Source: CloudWatch User Guide, using Amazon CloudWatch alarms: evaluating an alarm (M out of N data points).
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from operator import ge, gt, le, lt
from typing import Any

from keypost.endpoint.call import Call
from keypost.endpoint.deliveries.alarms import find_any_alarm
from keypost.endpoint.deliveries.cloudwatch_alarm_to_sns import change_state
from keypost.endpoint.deliveries.declare import Delivery
from keypost.endpoint.front import Done, Front
from keypost.endpoint.store.alarms import list_watching
from keypost.endpoint.store.perform import perform

_TESTS: dict[str, tuple[Callable[[float, float], bool], str]] = {
    "GreaterThanThreshold": (gt, "greater than"),
    "GreaterThanOrEqualToThreshold": (ge, "greater than or equal to"),
    "LessThanThreshold": (lt, "less than"),
    "LessThanOrEqualToThreshold": (le, "less than or equal to"),
}


def evaluate(front: Front, done: Done) -> None:
    """Work out again the alarms of the metrics that got values."""
    call = done.call
    namespace = call.get("Namespace")
    got = {_name(namespace, one) for one in call.parameters.get("MetricData") or ()}
    metrics = frozenset(str(one.get("MetricName")) for one in call.parameters.get("MetricData") or ())
    names = list_watching(namespace, metrics, account=call.account, region=call.region)
    if not names:
        return
    found = perform("cloudwatch", "DescribeAlarms", {"AlarmNames": names}, account=call.account, region=call.region)
    for alarm in found.get("MetricAlarms", ()):
        is_simple = alarm.get("ComparisonOperator") in _TESTS and alarm.get("Statistic")
        if is_simple and _name(alarm.get("Namespace", ""), alarm) in got:
            _evaluate(front, alarm, call)


def _evaluate(front: Front, alarm: Mapping[str, Any], call: Call) -> None:
    test, words = _TESTS[alarm["ComparisonOperator"]]
    values = _fetch_values(alarm, call)
    breaching = [value for value in values if test(value, alarm["Threshold"])]
    if not values:
        return
    wanted = alarm.get("DatapointsToAlarm") or alarm["EvaluationPeriods"]
    state = "ALARM" if len(breaching) >= wanted else "OK"
    before = find_any_alarm(front, alarm["AlarmName"], call)
    if before is None or before.state == state:
        return
    was = "was" if state == "ALARM" else "was not"
    told = f"{values[-1]} ({datetime.now(UTC):%d/%m/%y %H:%M:%S})"
    reason = f"Threshold Crossed: 1 datapoint [{told}] {was} {words} the threshold ({float(alarm['Threshold'])})."
    parameters = {"AlarmName": before.name, "StateValue": state, "StateReason": reason}
    perform("cloudwatch", "SetAlarmState", parameters, account=call.account, region=call.region)
    change_state(front, before, call)


def _fetch_values(alarm: Mapping[str, Any], call: Call) -> list[float]:
    """Return the statistic of the periods that are looked at, oldest first."""
    period, now = int(alarm["Period"]), datetime.now(UTC)
    end = datetime.fromtimestamp((int(now.timestamp()) // period + 1) * period, UTC)
    statistic = alarm["Statistic"]
    parameters = {
        "Namespace": alarm["Namespace"], "MetricName": alarm["MetricName"], "Dimensions": alarm.get("Dimensions", []),
        "StartTime": end - timedelta(seconds=period * int(alarm["EvaluationPeriods"])), "EndTime": end,
        "Period": period, "Statistics": [statistic],
    }  # fmt: skip
    found = perform("cloudwatch", "GetMetricStatistics", parameters, account=call.account, region=call.region)
    points = sorted(found.get("Datapoints", ()), key=lambda point: point["Timestamp"])
    return [float(point[statistic]) for point in points]


def _name(namespace: str, metric: Mapping[str, Any]) -> tuple[object, ...]:
    """Return what makes a metric: namespace, name, dimensions."""
    dimensions = frozenset((one["Name"], one["Value"]) for one in metric.get("Dimensions") or ())
    return namespace, metric.get("MetricName"), dimensions


DELIVERY = Delivery(reactions={("cloudwatch", "PutMetricData"): evaluate})

"""CloudWatch alarms as moto keeps them."""

from typing import Any

from keypost.named import NamedTuple


class StoredAlarm(NamedTuple):
    """One alarm: its state, and what it does on each state."""

    arn: str
    name: str
    description: str
    state: str
    reason: str
    is_enabled: bool
    actions: dict[str, tuple[str, ...]]
    trigger: dict[str, Any]
    is_composite: bool


def find_alarm(name: str, *, account: str, region: str) -> StoredAlarm | None:
    """Return the alarm, None where there is none of that name."""
    from moto.cloudwatch.models import cloudwatch_backends

    alarm = cloudwatch_backends[account][region].alarms.get(name)
    return None if alarm is None else _build(alarm)


def list_watching(namespace: str, metrics: frozenset[str], *, account: str, region: str) -> list[str]:
    """Return the names of the metric alarms that watch one of these metrics."""
    from moto.cloudwatch.models import cloudwatch_backends

    alarms = list(cloudwatch_backends[account][region].alarms.values())
    return [one.name for one in alarms if one.namespace == namespace and one.metric_name in metrics]


def _build(alarm: Any) -> StoredAlarm:
    actions = {
        "ALARM": tuple(alarm.alarm_actions or ()),
        "OK": tuple(alarm.ok_actions or ()),
        "INSUFFICIENT_DATA": tuple(alarm.insufficient_data_actions or ()),
    }
    trigger = {
        "MetricName": alarm.metric_name, "Namespace": alarm.namespace, "StatisticType": "Statistic",
        "Statistic": str(alarm.statistic or "").upper(), "Unit": alarm.unit,
        "Dimensions": [{"value": one.value, "name": one.name} for one in alarm.dimensions],
        "Period": alarm.period, "EvaluationPeriods": alarm.evaluation_periods,
        "ComparisonOperator": alarm.comparison_operator, "Threshold": alarm.threshold,
        "TreatMissingData": alarm.treat_missing_data or "missing",
    }  # fmt: skip
    return StoredAlarm(
        alarm.alarm_arn, alarm.name, alarm.description or "", alarm.state_value, alarm.state_reason,
        bool(alarm.actions_enabled), actions, trigger, bool(alarm.rule),
    )  # fmt: skip

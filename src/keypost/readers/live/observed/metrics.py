"""CloudWatch metrics of services that keep no other record: EventBridge, Amazon SNS and Amazon Data Firehose.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html
They count for the source; which of its targets failed isn't told. ListMetrics knows what had data in the last two
weeks.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from keypost.named import NamedTuple
from keypost.readers.live.api import Api
from keypost.readers.live.observing import Attempt, Pair, begin_window, observe_attempts
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item
from keypost.readers.snapshot.record import Record

_CALL = "cloudwatch:GetMetricData"
_HOUR = 3600
# A call takes 500 queries and returns 100,800 values: two series of two weeks of hours for each source.
_SOURCES_A_CALL = 140
_Dimensions = Mapping[str, str]


class _Kind(NamedTuple):
    """What a service counts: failures, and attempts that got through; `name` makes the source's ARN."""

    namespace: str
    failed: str
    succeeded: str
    dimensions: frozenset[str]
    name: Callable[[Api, _Dimensions], str]


class _Series(NamedTuple):
    kind: _Kind
    dimensions: _Dimensions


def _name_rule(api: Api, dimensions: _Dimensions) -> str:
    bus = dimensions.get("EventBusName", "default")
    return api.arn("events", f"rule/{'' if bus == 'default' else bus + '/'}{dimensions['RuleName']}")


def _name_topic(api: Api, dimensions: _Dimensions) -> str:
    return api.arn("sns", dimensions["TopicName"])


def _name_stream(api: Api, dimensions: _Dimensions) -> str:
    return api.arn("firehose", f"deliverystream/{dimensions['DeliveryStreamName']}")


_KINDS = (
    _Kind("AWS/Events", "FailedInvocations", "Invocations", frozenset({"RuleName"}), _name_rule),
    _Kind("AWS/Events", "FailedInvocations", "Invocations", frozenset({"EventBusName", "RuleName"}), _name_rule),
    _Kind(
        "AWS/SNS",
        "NumberOfNotificationsFailed",
        "NumberOfNotificationsDelivered",
        frozenset({"TopicName"}),
        _name_topic,
    ),
    _Kind(
        "AWS/Firehose",
        "DeliveryToS3.Success",
        "DeliveryToS3.Success",
        frozenset({"DeliveryStreamName"}),
        _name_stream,
    ),
)


def _fetch(api: Api) -> Iterator[Record]:
    found = list(_list(api))
    for start in range(0, len(found), _SOURCES_A_CALL):
        yield from _read(api, found[start : start + _SOURCES_A_CALL])


def _list(api: Api) -> Iterator[_Series]:
    """Yield what has ever failed in the time that is looked at."""
    for namespace, metric in dict.fromkeys((kind.namespace, kind.failed) for kind in _KINDS):
        for told in api.items("ListMetrics", "Metrics", Namespace=namespace, MetricName=metric):
            dimensions = {one["Name"]: one["Value"] for one in told.get("Dimensions", ())}
            for kind in _KINDS:
                if (kind.namespace, kind.dimensions) == (namespace, frozenset(dimensions)):
                    yield _Series(kind, dimensions)


def _read(api: Api, series: Sequence[_Series]) -> Iterator[Record]:
    values: dict[str, dict[datetime, float]] = {}
    queries = [query for number, one in enumerate(series) for query in _queries(number, one)]
    begin, end = begin_window(), datetime.now(UTC)
    told = api.items("GetMetricData", "MetricDataResults", MetricDataQueries=queries, StartTime=begin, EndTime=end)
    for result in told:
        hours = zip(result.get("Timestamps", ()), result.get("Values", ()), strict=False)
        values.setdefault(result["Id"], {}).update(hours)
    for number, one in enumerate(series):
        failed, succeeded = values.get(f"f{number}", {}), values.get(f"s{number}", {})
        attempts = _attempts(one.kind, failed, succeeded)
        record = observe_attempts(Pair(one.kind.name(api, one.dimensions)), attempts, call=_CALL)
        if record is not None:
            yield record


def _queries(number: int, series: _Series) -> Iterator[Item]:
    kind = series.kind
    dimensions = [{"Name": name, "Value": value} for name, value in series.dimensions.items()]
    is_share = kind.failed == kind.succeeded
    for sign, metric in (("f", kind.failed), *(() if is_share else (("s", kind.succeeded),))):
        yield {
            "Id": f"{sign}{number}",
            "MetricStat": {
                "Metric": {"Namespace": kind.namespace, "MetricName": metric, "Dimensions": dimensions},
                "Period": _HOUR,
                "Stat": "Average" if is_share else "Sum",
            },
        }


def _attempts(kind: _Kind, failed: Mapping[datetime, float], succeeded: Mapping[datetime, float]) -> Iterator[Attempt]:
    """Yield an attempt for each hour; where one metric tells the share that got through, all of it must."""
    if kind.failed == kind.succeeded:
        for hour, share in failed.items():
            yield Attempt(hour, share >= 1, f"{kind.failed} {share:.0%}")
        return
    for hour in {*failed, *succeeded}:
        count = failed.get(hour, 0)
        if count or succeeded.get(hour, 0):
            yield Attempt(hour, not count, f"{kind.failed} {count:.0f}")


_OPERATIONS = ("ListMetrics", "GetMetricData")
PART = Part("delivery-metrics", "cloudwatch", {name: f"cloudwatch:{name}" for name in _OPERATIONS}, _fetch)

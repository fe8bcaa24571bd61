"""CloudWatch: metric alarms and composite alarms.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import settle
from keypost.readers.snapshot.record import Record

_KINDS = (("MetricAlarms", "AWS::CloudWatch::Alarm"), ("CompositeAlarms", "AWS::CloudWatch::CompositeAlarm"))
_SETTINGS = ("AlarmName", "ActionsEnabled", "AlarmActions", "OKActions", "InsufficientDataActions")


def _fetch(api: Api) -> Iterator[Record]:
    for page in api.pages("DescribeAlarms", AlarmTypes=["MetricAlarm", "CompositeAlarm"]):
        for member, kind in _KINDS:
            for alarm in page.get(member, ()):
                properties = settle({name: alarm.get(name) for name in _SETTINGS})
                arn = alarm["AlarmArn"]
                yield Record(kind, arn, arn, alarm["AlarmName"], properties, "cloudwatch:DescribeAlarms")


PART = Part("cloudwatch", "cloudwatch", {"DescribeAlarms": "cloudwatch:DescribeAlarms"}, _fetch)

"""AWS Config: delivery channels and recorders.

https://docs.aws.amazon.com/config/latest/APIReference/API_Operations.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import settle
from keypost.readers.snapshot.record import Record

# CloudFormation's name, and the API's.
_CHANNEL = {
    "Name": "name",
    "S3BucketName": "s3BucketName",
    "S3KeyPrefix": "s3KeyPrefix",
    "S3KmsKeyArn": "s3KmsKeyArn",
    "SnsTopicARN": "snsTopicARN",
}


def _fetch(api: Api) -> Iterator[Record]:
    for channel in api.items("DescribeDeliveryChannels", "DeliveryChannels"):
        properties = {name: channel.get(told) for name, told in _CHANNEL.items()}
        yield _record(api, "DeliveryChannel", properties, call="config:DescribeDeliveryChannels")
    for recorder in api.items("DescribeConfigurationRecorders", "ConfigurationRecorders"):
        properties = {"Name": recorder.get("name"), "RoleARN": recorder.get("roleARN")}
        yield _record(api, "ConfigurationRecorder", properties, call="config:DescribeConfigurationRecorders")


def _record(api: Api, kind: str, properties: dict[str, object], *, call: str) -> Record:
    """Neither has an ARN; a name is one Region's of one account."""
    name = str(properties["Name"])
    place = f"{api.account}/{api.region}/{kind}/{name}"
    return Record(f"AWS::Config::{kind}", place, "", name, settle(properties), call)


_OPERATIONS = ("DescribeDeliveryChannels", "DescribeConfigurationRecorders")
PART = Part("config", "config", {name: f"config:{name}" for name in _OPERATIONS}, _fetch)

"""EC2: volumes and flow logs.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, settle
from keypost.readers.snapshot.record import Record

# CloudFormation's name, and the API's.
_FLOW_LOG = {
    "ResourceId": "ResourceId",
    "LogDestinationType": "LogDestinationType",
    "LogDestination": "LogDestination",
    "LogGroupName": "LogGroupName",
    "DeliverLogsPermissionArn": "DeliverLogsPermissionArn",
}


def _fetch(api: Api) -> Iterator[Record]:
    for log in api.items("DescribeFlowLogs", "FlowLogs"):
        settings = settle({name: log.get(told) for name, told in _FLOW_LOG.items()})
        yield _record(api, "FlowLog", "vpc-flow-log", log["FlowLogId"], settings, "DescribeFlowLogs")
    for volume in api.items("DescribeVolumes", "Volumes"):
        settings = settle({name: volume.get(name) for name in ("Encrypted", "KmsKeyId")})
        yield _record(api, "Volume", "volume", volume["VolumeId"], settings, "DescribeVolumes")


def _record(api: Api, kind: str, word: str, name: str, properties: Item, operation: str) -> Record:
    arn = api.arn("ec2", f"{word}/{name}")
    return Record(f"AWS::EC2::{kind}", arn, arn, name, properties, f"ec2:{operation}")


_OPERATIONS = ("DescribeFlowLogs", "DescribeVolumes")
PART = Part("ec2", "ec2", {name: f"ec2:{name}" for name in _OPERATIONS}, _fetch)

"""Amazon EC2: whether flow logs reach their destinations.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html
`DeliverLogsErrorMessage` is `Rate limited`, `Access error` or `Unknown error`; no time is told.
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.observing import Pair, observe
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item
from keypost.readers.snapshot.record import Record

_CALL = "ec2:DescribeFlowLogs"
_STATES = {"SUCCESS": False, "FAILED": True}


def _fetch(api: Api) -> Iterator[Record]:
    for log in api.items("DescribeFlowLogs", "FlowLogs"):
        target = _destination(api, log)
        if log.get("DeliverLogsStatus") in _STATES and target:
            source = api.arn("ec2", f"vpc-flow-log/{log['FlowLogId']}")
            fails = _STATES[log["DeliverLogsStatus"]]
            yield observe(Pair(source, target), call=_CALL, fails=fails, says=log.get("DeliverLogsErrorMessage") or "")


def _destination(api: Api, log: Item) -> str:
    """Return the bucket without its folder, the stream, or the log group by its ARN."""
    destination = log.get("LogDestination") or ""
    if destination:
        return str(destination).split("/", 1)[0] if ":s3:::" in destination else str(destination).removesuffix(":*")
    group = log.get("LogGroupName")
    return api.arn("logs", f"log-group:{group}") if group else ""


PART = Part("flow-log-status", "ec2", {"DescribeFlowLogs": _CALL}, _fetch)

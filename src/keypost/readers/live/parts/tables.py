"""DynamoDB: tables, how they are encrypted, and where their changes go.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html (SSEDescription: absent or
DISABLED under the key that AWS owns; else the ARN of the key that protects the table)
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Reply, Value, settle, wrap
from keypost.readers.snapshot.record import Record
from keypost.unknown import Unread

_STREAMS = "DescribeKinesisStreamingDestination"
_OFF = {"DISABLED", "DISABLING", "ENABLE_FAILED"}


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListTables", "TableNames"), _fetch_table)


def _fetch_table(api: Api, name: str) -> Iterator[Record]:
    arn = api.arn("dynamodb", f"table/{name}")
    reply = api.call("DescribeTable", about=arn, TableName=name)
    policy = api.call("GetResourcePolicy", about=arn, absent=["PolicyNotFoundException"], ResourceArn=arn)
    properties = {
        "TableName": name,
        "SSESpecification": _encryption(reply),
        "KinesisStreamSpecification": _fetch_stream(api, name, about=arn),
        "ResourcePolicy": wrap("PolicyDocument", policy.document("Policy")),
    }
    calls = {"KinesisStreamSpecification": f"dynamodb:{_STREAMS}", "ResourcePolicy": "dynamodb:GetResourcePolicy"}
    yield Record("AWS::DynamoDB::Table", arn, arn, name, settle(properties), "dynamodb:DescribeTable", calls)


def _encryption(reply: Reply) -> Value:
    """The key may be aws/dynamodb, which is told by its ARN as any other."""
    status = reply.get("Table", "SSEDescription", "Status")
    if isinstance(status, Unread):
        return status
    key = reply.text("Table", "SSEDescription", "KMSMasterKeyArn")
    return {"SSEEnabled": True, "KMSMasterKeyId": key} if status not in {None, "DISABLED"} and key else None


def _fetch_stream(api: Api, name: str, *, about: str) -> Value:
    found = api.whole(_STREAMS, "KinesisDataStreamDestinations", about=about, TableName=name)
    if isinstance(found, Unread):
        return found
    live = [one for one in found if one.get("DestinationStatus") not in _OFF]
    return {"StreamArn": live[0]["StreamArn"]} if live else None


_OPERATIONS = ("ListTables", "DescribeTable", "GetResourcePolicy", _STREAMS)
PART = Part("dynamodb", "dynamodb", {name: f"dynamodb:{name}" for name in _OPERATIONS}, _fetch)

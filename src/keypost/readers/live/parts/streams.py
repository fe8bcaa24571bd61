"""Kinesis data streams with their policies.

https://docs.aws.amazon.com/kinesis/latest/APIReference/API_Operations.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, Value, settle
from keypost.readers.snapshot.record import Record

_CALL = "kinesis:DescribeStreamSummary"


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListStreams", "StreamSummaries"), _fetch_stream)


def _fetch_stream(api: Api, stream: Item) -> Iterator[Record]:
    arn, name = stream["StreamARN"], stream["StreamName"]
    reply = api.call("DescribeStreamSummary", about=arn, StreamName=name)
    kind, key = (reply.text("StreamDescriptionSummary", word) for word in ("EncryptionType", "KeyId"))
    encryption: Value = {"EncryptionType": kind, "KeyId": key} if kind == "KMS" else kind
    settings = {"Name": name, "StreamEncryption": None if kind == "NONE" else encryption}
    yield Record("AWS::Kinesis::Stream", arn, arn, name, settle(settings), _CALL)
    policy = api.call("GetResourcePolicy", about=arn, absent=["ResourceNotFoundException"], ResourceARN=arn)
    document = policy.document("Policy")
    if document is not None:
        kept = {"ResourceArn": arn, "ResourcePolicy": document}
        yield Record("AWS::Kinesis::ResourcePolicy", f"{arn} Policy", "", "", kept, "kinesis:GetResourcePolicy")


_OPERATIONS = ("ListStreams", "DescribeStreamSummary", "GetResourcePolicy")
PART = Part("kinesis", "kinesis", {name: f"kinesis:{name}" for name in _OPERATIONS}, _fetch)

"""EventBridge Pipes.

https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_DescribePipe.html
"""

from collections.abc import Iterator

from keypost.readers.live.api import Api
from keypost.readers.live.part import Part
from keypost.readers.live.reply import Item, settle
from keypost.readers.snapshot.record import Record

_SETTINGS = ("Name", "RoleArn", "Source", "SourceParameters", "Target", "LogConfiguration", "KmsKeyIdentifier")


def _fetch(api: Api) -> Iterator[Record]:
    yield from api.each(api.items("ListPipes", "Pipes"), _fetch_pipe)


def _fetch_pipe(api: Api, pipe: Item) -> Iterator[Record]:
    arn, name = pipe["Arn"], pipe["Name"]
    reply = api.call("DescribePipe", about=arn, Name=name)
    properties = settle({setting: reply.get(setting) for setting in _SETTINGS} | {"Name": name})
    yield Record("AWS::Pipes::Pipe", arn, arn, name, properties, "pipes:DescribePipe")


_OPERATIONS = ("ListPipes", "DescribePipe")
PART = Part("pipes", "pipes", {name: f"pipes:{name}" for name in _OPERATIONS}, _fetch)

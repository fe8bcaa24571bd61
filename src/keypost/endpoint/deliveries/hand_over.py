"""One text handed to a topic or a queue, as the service that a path names."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from keypost.arn import parse_arn
from keypost.catalogue.declare import Path
from keypost.endpoint.call import Call, Caller
from keypost.endpoint.deliveries.attempt import attempt
from keypost.endpoint.deliveries.sender import build_sender
from keypost.endpoint.front import Front
from keypost.endpoint.refusal import RefusalError

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def hand_over(
    front: Front, text: str, *, path: Path, source: str, target: str, sender: Caller | None = None,
    further: Mapping[str, Any] = _NOTHING,
) -> RefusalError | None:  # fmt: skip
    """Publish or send the text with `further` parameters; return what refused it, None where it got through."""
    caller = sender or build_sender(path, source=source, target=target)
    call = build_handing(front, text, target=target, further=further)
    return attempt(front, call, caller, path=path.id, source=source, target=target)


def build_handing(front: Front, text: str, *, target: str, further: Mapping[str, Any] = _NOTHING) -> Call:
    """Return the call by which a topic or a queue (an ARN) gets a text."""
    arn = parse_arn(target)
    if arn is None:
        raise RefusalError("InvalidParameterException", f"{target} is no ARN.")
    if arn.service == "sns":
        return Call("sns", "Publish", {"TopicArn": target, "Message": text, **further}, arn.account, arn.region)
    queue = f"http://127.0.0.1:{front.settings.port}/{arn.account}/{arn.resource}"
    return Call("sqs", "SendMessage", {"QueueUrl": queue, "MessageBody": text, **further}, arn.account, arn.region)

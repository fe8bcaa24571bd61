"""One line of a snapshot: a resource, a gap, or the end of a part, as JSON.

The formats stand in `reports/schemas/snapshot.v1.schema.json` and `snapshot-line.v1.schema.json`.
"""

import json
from collections.abc import Mapping
from types import MappingProxyType

from keypost.named import Enum, NamedTuple
from keypost.unknown import Unread, Why

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Record(NamedTuple):
    """One resource: properties as CloudFormation has them, `call` the API call that told them.

    A property that couldn't be read is Unread; `calls` names, by property, other calls that told it.
    """

    type: str
    id: str
    arn: str
    name: str
    properties: Mapping[str, object]
    call: str
    calls: Mapping[str, str] = _NOTHING


class Fault(Enum):
    """Why a call told nothing."""

    DENIED = "denied"
    THROTTLED = "throttled"
    UNREACHABLE = "unreachable"
    GONE = "gone"  # removed between two calls
    NOT_OFFERED = "not-offered"  # the Region doesn't have the service, or the account doesn't use it
    REFUSED = "refused"
    NOT_UNDERSTOOD = "not-understood"  # the answer lacks what the API reference says is in it

    @property
    def why(self) -> Why:
        """What this makes of the values that the call should have told."""
        return Why.ACCESS_DENIED if self is Fault.DENIED else Why.CALL_FAILED


class Missed(NamedTuple):
    """A call that told nothing: which, about which resource (empty: a listing), and what AWS said."""

    call: str
    action: str
    about: str
    fault: Fault
    code: str
    message: str = ""


class End(NamedTuple):
    """The last line of a part: how many records and misses come before it, and when they were read (UTC)."""

    records: int
    misses: int
    read: str


Line = Record | Missed | End


class NotALineError(ValueError):
    """The text is no line of a snapshot."""


def encode_line(line: Line) -> str:
    """Return the line as JSON, without its end of line."""
    return json.dumps(_encode(line), ensure_ascii=False, separators=(",", ":"), default=str)


def decode_line(text: bytes | str) -> Line:
    """Return what a line says.

    Raises:
        NotALineError: it isn't JSON, or none of the three kinds.
    """
    try:
        return _decode(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotALineError(str(error)) from error


def _encode(line: Line) -> dict[str, object]:
    if isinstance(line, End):
        return {"end": {"records": line.records, "missed": line.misses, "read": line.read}}
    if isinstance(line, Missed):
        told = {"call": line.call, "action": line.action, "about": line.about, "why": line.fault.value}
        return {"missed": told | {"code": line.code, "message": line.message}}
    unread = {name: value.why.value for name, value in line.properties.items() if isinstance(value, Unread)}
    read = {name: value for name, value in line.properties.items() if name not in unread}
    encoded: dict[str, object] = {"type": line.type, "id": line.id, "arn": line.arn, "name": line.name}
    encoded |= {"properties": read, "call": line.call}
    return encoded | ({"unread": unread} if unread else {}) | ({"calls": dict(line.calls)} if line.calls else {})


def _decode(data: dict[str, object]) -> Line:
    if "end" in data:
        end = _object(data, "end")
        return End(_count(end, "records"), _count(end, "missed"), _text(end, "read"))
    if "missed" in data:
        missed = _object(data, "missed")
        call, action, about = _text(missed, "call"), _text(missed, "action"), _text(missed, "about")
        return Missed(call, action, about, Fault(missed["why"]), _text(missed, "code"), _text(missed, "message"))
    properties, about = _object(data, "properties"), _text(data, "id")
    unread = _texts(data, "unread")
    if unread:
        properties |= {name: Unread(Why(why), f"{about} {name}") for name, why in unread.items()}
    kind, arn, name = _text(data, "type"), _text(data, "arn"), _text(data, "name")
    return Record(kind, about, arn, name, properties, _text(data, "call"), _texts(data, "calls"))


def _object(data: dict[str, object], name: str) -> dict[str, object]:
    value = data[name]
    if not isinstance(value, dict):
        raise NotALineError(name)
    return value


def _text(data: dict[str, object], name: str) -> str:
    value = data[name]
    if not isinstance(value, str):
        raise NotALineError(name)
    return value


def _count(data: dict[str, object], name: str) -> int:
    value = data[name]
    if not isinstance(value, int) or value < 0:
        raise NotALineError(name)
    return value


def _texts(data: dict[str, object], name: str) -> Mapping[str, str]:
    """Return texts by name; a member that is left out has none."""
    value = data.get(name, _NOTHING)
    if not isinstance(value, Mapping) or not all(isinstance(text, str) for text in value.values()):
        raise NotALineError(name)
    return value

"""Records as they are decoded in bulk: only the members that say something of a request."""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Raw, Struct

from keypost.readers.trail.record import Record, read_record

# What stands for a member that a record lacks.
NULL = b"null"
_NULL = Raw(NULL)
_Text = str | None


class Issuer(Struct, gc=False):
    """`sessionIssuer`: the role of a session."""

    arn: _Text = ""


class Attributes(Struct, gc=False, rename="camel"):
    """`attributes` of a session."""

    mfa_authenticated: _Text = ""


class Session(Struct, gc=False, rename="camel"):
    """`sessionContext`."""

    session_issuer: Issuer | None = None
    attributes: Attributes | None = None


class Identity(Struct, gc=False, rename="camel"):
    """`userIdentity`."""

    type: _Text = ""
    arn: _Text = ""
    account_id: _Text = ""
    invoked_by: _Text = ""
    session_context: Session | None = None


class Parameters(Struct, gc=False, rename="camel"):
    """`requestParameters`, with what ReEncrypt has in place of `encryptionContext`."""

    key_id: _Text = ""
    encryption_context: Raw = _NULL
    source_encryption_context: Raw = _NULL
    destination_encryption_context: Raw = _NULL


class Event(Struct, gc=False, rename="camel"):
    """One record."""

    user_identity: Identity | None = None
    event_time: _Text = ""
    event_source: _Text = ""
    event_name: _Text = ""
    event_type: _Text = ""
    aws_region: _Text = ""
    source_ip_address: str = msgspec.field(name="sourceIPAddress", default="")
    vpc_endpoint_id: _Text = ""
    error_code: _Text = ""
    error_message: _Text = ""
    recipient_account_id: _Text = ""
    request_parameters: Parameters | None = None
    resources: Raw = _NULL


def to_record(event: Event) -> Record:
    """Return what the record says, as `read_record` tells it."""
    return read_record(msgspec.json.decode(msgspec.json.encode(event)))


class LookedUp(Struct, gc=False, rename="pascal"):
    """One of what `aws cloudtrail lookup-events` prints: the record is a text in it."""

    cloud_trail_event: str


_decode_events = msgspec.json.Decoder(list[Event]).decode
_decode_event = msgspec.json.Decoder(Event).decode
_decode_apart = msgspec.json.Decoder(list[Raw]).decode
_decode_lines_apart = msgspec.json.Decoder(Raw).decode_lines
_decode_members = msgspec.json.Decoder(dict[str, Raw]).decode
_decode_looked_up = msgspec.json.Decoder(list[LookedUp]).decode
_decode_text = msgspec.json.Decoder(str).decode
NotJsonError = msgspec.DecodeError


def decode_array(content: bytes) -> Sequence[Event | Record]:
    """Return the records of a JSON array.

    Raises NotJsonError where it isn't one, or an element is no object.
    """
    try:
        return _decode_events(content)
    except msgspec.ValidationError:
        return [decode_record(one) for one in _decode_apart(content)]


def decode_record(content: bytes) -> Event | Record:
    """Return one record; where a member has another type than AWS KMS gives it, by the way that takes any.

    Raises NotJsonError where it isn't a JSON object.
    """
    try:
        return _decode_event(content)
    except msgspec.ValidationError:
        data = msgspec.json.decode(content)
    if not isinstance(data, dict):
        raise NotJsonError("not an object")
    return read_record(data)


def decode_lines(content: bytes) -> Iterator[Event | Record]:
    """Return the records of lines, one record a line (or one file of CloudTrail a line)."""
    for line in _decode_lines_apart(content):
        yield from decode_document(bytes(line))


def decode_document(content: bytes) -> Sequence[Event | Record]:
    """Return the records of one JSON document: a file of CloudTrail, an answer of `lookup-events`, an array, a record.

    Raises NotJsonError for any other.
    """
    start = content.lstrip()
    if start.startswith(b"["):
        return decode_array(content)
    data = _decode_members(content)
    if "Records" in data:
        return decode_array(data["Records"])
    if "Events" in data:
        return [decode_record(one.cloud_trail_event.encode()) for one in _decode_looked_up(data["Events"])]
    if "CloudTrailEvent" in data:
        return [decode_record(_decode_text(data["CloudTrailEvent"]).encode())]
    if "eventName" not in data:
        raise NotJsonError("no record of CloudTrail")
    return [decode_record(content)]

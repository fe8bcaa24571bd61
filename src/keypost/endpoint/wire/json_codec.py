"""The JSON protocols' bodies: `json` as a whole, `rest-json` its payload."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.values import parse_plain, refuse_value, write_time

_MALFORMED = "SerializationException"


def read_json(body: bytes) -> Any:
    """Return the document of a body; an empty one is an empty object.

    Raises:
        RefusalError: it isn't JSON, or nested without measure.
    """
    if not body.strip():
        return {}
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RefusalError(_MALFORMED, "The request body is not valid JSON.") from error


def decode(shape: Any, value: Any) -> Any:
    """Return the parameters that plain data stands for; what the shape doesn't name is passed over.

    Raises:
        RefusalError: something is of another type than the operation takes.
    """
    kind = shape.type_name
    if kind == "structure":
        return _decode_structure(shape, value)
    if kind == "list":
        if not isinstance(value, list):
            raise refuse_value(shape, value)
        return [decode(shape.member, one) for one in value if one is not None]
    if kind == "map":
        if not isinstance(value, Mapping):
            raise refuse_value(shape, value)
        return {str(key): decode(shape.value, one) for key, one in value.items() if one is not None}
    return parse_plain(shape, value)


def _decode_structure(shape: Any, value: Any) -> Any:
    if shape.is_document_type:
        return value
    if not isinstance(value, Mapping):
        raise refuse_value(shape, value)
    found = {}
    for name, member in shape.members.items():
        one = value.get(member.serialization.get("name", name))
        if one is not None:
            found[name] = decode(member, one)
    return found


def encode(shape: Any, value: Any) -> Any:
    """Return the plain data that stands for an answer."""
    kind = shape.type_name
    if kind == "structure" and not shape.is_document_type:
        members = shape.members
        return {
            members[name].serialization.get("name", name): encode(members[name], one)
            for name, one in value.items()
            if name in members and one is not None
        }
    if kind == "list":
        return [encode(shape.member, one) for one in value]
    if kind == "map":
        return {key: encode(shape.value, one) for key, one in value.items()}
    if kind == "timestamp":
        return write_time(value, shape.serialization.get("timestampFormat", "unixTimestamp"))
    if kind == "blob":
        return base64.b64encode(value if isinstance(value, bytes) else str(value).encode()).decode()
    return value


def write_json(data: Any) -> bytes:
    """Return the body that holds the data."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

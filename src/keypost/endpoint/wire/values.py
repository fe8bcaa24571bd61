"""Single values as protocols write them: texts, numbers, booleans, bytes, times."""

import base64
import binascii
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from keypost.endpoint.refusal import RefusalError

_WHOLE = frozenset({"integer", "long", "short", "byte", "bigInteger"})
_BROKEN = frozenset({"float", "double", "bigDecimal"})
_BOOLEANS = {"true": True, "false": False}


def refuse_value(shape: Any, value: object) -> RefusalError:
    """Return what is answered to a value that isn't what the operation takes."""
    return RefusalError("SerializationException", f"{shape.name} can not be a value of type {type(value).__name__}")


def parse_text(shape: Any, text: str) -> object:
    """Return the value that a text in a query, a header, a path or an XML element stands for.

    Raises:
        RefusalError: it stands for none of that type.
    """
    kind = shape.type_name
    try:
        if kind in _WHOLE:
            return int(text)
        if kind in _BROKEN:
            return float(text)
        if kind == "boolean":
            return _BOOLEANS[text.lower()]
        if kind == "timestamp":
            return parse_time(text)
        return base64.b64decode(text, validate=True) if kind == "blob" else text
    except (ValueError, KeyError, OverflowError, binascii.Error) as error:
        raise refuse_value(shape, text) from error


def parse_plain(shape: Any, value: object) -> object:
    """Return the value that a scalar of JSON or CBOR stands for.

    Raises:
        RefusalError: it is of another type.
    """
    kind = shape.type_name
    if kind == "timestamp" and isinstance(value, (int, float, str)) and not isinstance(value, bool):
        return parse_text(shape, str(value))
    if kind == "blob" and isinstance(value, str):
        return parse_text(shape, value)
    wanted = _PLAIN.get(kind)
    if wanted is None or not isinstance(value, wanted) or (isinstance(value, bool) and kind != "boolean"):
        raise refuse_value(shape, value)
    return value


_PLAIN: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "character": str,
    "boolean": bool,
    "blob": bytes,
    "timestamp": datetime,
    **dict.fromkeys(_WHOLE, (int, float)),
    **dict.fromkeys(_BROKEN, (int, float, str)),
}


def parse_time(text: str) -> datetime:
    """Return the time that a text in any of AWS's three formats names; raises ValueError for others."""
    try:
        return datetime.fromtimestamp(float(text), UTC)
    except (ValueError, OverflowError, OSError):
        pass
    if "," in text:
        return parsedate_to_datetime(text)
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def write_time(time: datetime, form: str) -> str | float:
    """Return the time in one of AWS's formats: `iso8601`, `rfc822`, `unixTimestamp`."""
    moment = time if time.tzinfo else time.replace(tzinfo=UTC)
    if form == "unixTimestamp":
        return round(moment.timestamp(), 3)
    if form == "rfc822":
        return format_datetime(moment.astimezone(UTC), usegmt=True)
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def write_text(shape: Any, value: Any, *, time_form: str = "iso8601") -> str:
    """Return the value as a text in an XML element or a header."""
    kind = shape.type_name
    if kind == "timestamp":
        return str(write_time(value, shape.serialization.get("timestampFormat", time_form)))
    if kind == "boolean":
        return "true" if value else "false"
    if kind == "blob":
        return base64.b64encode(value if isinstance(value, bytes) else str(value).encode()).decode()
    return str(value)

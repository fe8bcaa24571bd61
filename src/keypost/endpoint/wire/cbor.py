"""CBOR bodies of the RPC v2 protocol (RFC 8949), as far as AWS's SDKs write them: no tags but times."""

import struct
from datetime import UTC, datetime
from typing import Any

from keypost.endpoint.refusal import RefusalError

_DEEPEST = 100
_EPOCH_TAG = 1
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
_FLOATS = {25: ">e", 26: ">f", 27: ">d"}
_SIMPLE = {20: False, 21: True, 22: None, 23: None}
_INDEFINITE = 31
_BREAK = object()
_SMALL = 24


def read_cbor(body: bytes) -> Any:
    """Return the data item of a body; an empty body is an empty map.

    Raises:
        RefusalError: it isn't CBOR.
    """
    if not body:
        return {}
    try:
        reader = _Reader(body)
        value = reader.read(0)
    except (IndexError, ValueError, struct.error, TypeError, OverflowError, OSError) as error:
        raise RefusalError("SerializationException", "The request body is not valid CBOR.") from error
    if value is _BREAK or not reader.at_end:
        raise RefusalError("SerializationException", "The request body is not valid CBOR.")
    return value


class _Reader:
    def __init__(self, body: bytes) -> None:
        self._body, self._at = body, 0

    @property
    def at_end(self) -> bool:
        return self._at == len(self._body)

    def read(self, depth: int) -> Any:
        if depth > _DEEPEST:
            raise ValueError(depth)
        first = self._body[self._at]
        self._at += 1
        major, info = first >> 5, first & 31
        if major == 7:
            return self._read_simple(info)
        if info == _INDEFINITE:
            return self._read_indefinite(major, depth)
        return self._read_definite(major, self._read_number(info), depth)

    def _read_definite(self, major: int, number: int, depth: int) -> Any:
        if major == 0:
            return number
        if major == 1:
            return -1 - number
        if major in {2, 3}:
            taken = self._take(number)
            return taken if major == 2 else taken.decode()
        if major == 4:
            return [self._read_item(depth) for _ in range(self._check(number))]
        if major == 5:
            return {self._read_item(depth): self._read_item(depth) for _ in range(self._check(number))}
        value = self._read_item(depth)
        return datetime.fromtimestamp(value, UTC) if number == _EPOCH_TAG else value

    def _read_indefinite(self, major: int, depth: int) -> Any:
        items = []
        while (item := self.read(depth + 1)) is not _BREAK:
            items.append(item)
        if major == 2:
            return b"".join(items)
        if major == 3:
            return "".join(items)
        if major == 4:
            return items
        return dict(zip(items[::2], items[1::2], strict=True))

    def _read_item(self, depth: int) -> Any:
        value = self.read(depth + 1)
        if value is _BREAK:
            raise ValueError(depth)
        return value

    def _read_number(self, info: int) -> int:
        if info < _SMALL:
            return info
        return int.from_bytes(self._take(_WIDTHS.get(info, len(self._body))))

    def _read_simple(self, info: int) -> Any:
        if info == _INDEFINITE:
            return _BREAK
        form = _FLOATS.get(info)
        if form is not None:
            return struct.unpack(form, self._take(_WIDTHS[info]))[0]
        if info not in _SIMPLE:
            raise ValueError(info)
        return _SIMPLE[info]

    def _take(self, number: int) -> bytes:
        taken = self._body[self._at : self._at + number]
        if len(taken) != number:
            raise ValueError(number)
        self._at += number
        return taken

    def _check(self, number: int) -> int:
        """Refuse a number of items that can't stand in what is left: each takes a byte at least."""
        if number > len(self._body) - self._at:
            raise ValueError(number)
        return number


def write_cbor(shape: Any, value: Any) -> bytes:
    """Return the data item that stands for a part of an answer."""
    kind = shape.type_name if shape is not None else ""
    if kind == "structure":
        pairs = [(name, shape.members[name], one) for name, one in value.items() if name in shape.members]
        kept = [(shape_.serialization.get("name", name), shape_, one) for name, shape_, one in pairs if one is not None]
        return _head(5, len(kept)) + b"".join(_text(name) + write_cbor(member, one) for name, member, one in kept)
    if kind == "list":
        return _head(4, len(value)) + b"".join(write_cbor(shape.member, one) for one in value)
    if kind == "map":
        return _head(5, len(value)) + b"".join(_text(key) + write_cbor(shape.value, one) for key, one in value.items())
    if kind == "timestamp":
        return _head(6, _EPOCH_TAG) + b"\xfb" + struct.pack(">d", value.timestamp())
    if kind in {"float", "double"}:
        return b"\xfb" + struct.pack(">d", value)
    return _write_plain(value)


def _write_plain(value: Any) -> bytes:
    if value is None:
        return b"\xf6"
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    return _head(2, len(value)) + value if isinstance(value, bytes) else _text(str(value))


def _text(text: str) -> bytes:
    encoded = text.encode()
    return _head(3, len(encoded)) + encoded


def _head(major: int, number: int) -> bytes:
    if number < _SMALL:
        return bytes([major << 5 | number])
    for info, width in _WIDTHS.items():
        if number < 1 << 8 * width:
            return bytes([major << 5 | info]) + number.to_bytes(width)
    raise ValueError(number)

"""Encodings and digests.

https://developer.hashicorp.com/terraform/language/functions#encoding-functions
"""

import base64
import binascii
import hashlib
import json
import re
import uuid
from collections.abc import Callable, Sequence
from decimal import Decimal
from urllib.parse import quote_plus

from keypost.readers.terraform.hcl.functions.declare import text, value
from keypost.readers.terraform.hcl.values import (
    Attributes,
    Encoded,
    TooMuchError,
    Value,
    build_error,
    build_open,
    describe_call,
    to_text,
)
from keypost.unknown import Unread, build_unknown, has_unknown, scrub

_MAX_DEPTH = 60
# What Go's encoder escapes, for JSON within HTML.
_ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
_NAMESPACES = {
    "dns": uuid.NAMESPACE_DNS,
    "url": uuid.NAMESPACE_URL,
    "oid": uuid.NAMESPACE_OID,
    "x500": uuid.NAMESPACE_X500,
}


def encode_json(given: Value) -> str:
    """Return a value without Unread parts as the JSON text that Terraform makes of it."""
    return _encode(given, 0)


def _encode(given: Value, depth: int) -> str:
    if depth > _MAX_DEPTH:
        raise TooMuchError
    if isinstance(given, str):
        return json.dumps(given, ensure_ascii=False).translate(_ESCAPED)
    if isinstance(given, dict):
        entries = (f"{_encode(key, depth)}:{_encode(given[key], depth + 1)}" for key in sorted(given))
        return "{" + ",".join(entries) + "}"
    if isinstance(given, list):
        return "[" + ",".join(_encode(item, depth + 1) for item in given) + "]"
    if given is None:
        return "null"
    return to_text(given)


def _json_encode(arguments: Sequence[Value]) -> Value:
    """Encode; unknown parts of texts stay in the text, with anything else unknown the object itself is given."""
    (given,) = arguments
    if not _has_unread(given):
        return encode_json(given)
    if isinstance(given, dict):
        return Encoded(given)
    return build_unknown(describe_call("jsonencode", arguments))


def _has_unread(given: Value) -> bool:
    todo = [given]
    while todo:
        part = todo.pop()
        if isinstance(part, Unread | Attributes):
            return True
        if isinstance(part, dict):
            todo.extend(part.values())
        elif isinstance(part, list):
            todo.extend(part)
    return False


def _json_decode(arguments: Sequence[Value]) -> Value:
    (given,) = arguments
    if isinstance(given, Encoded):
        return dict(given)
    try:
        decoded = json.loads(to_text(given), parse_float=_decimal)
    except (ValueError, RecursionError) as error:
        if has_unknown(to_text(given)):
            return build_open(describe_call("jsondecode", arguments))
        raise build_error("the text isn't JSON", ja="文字列が JSON ではありません") from error
    return decoded


def _decimal(written: str) -> int | float:
    number = Decimal(written)
    if not number.is_finite() or abs(number.adjusted()) > 300:
        raise ValueError
    return int(number) if number == number.to_integral_value() else float(number)


def _yaml_decode(arguments: Sequence[Value]) -> Value:
    from keypost.errors import UnreadableInputError
    from keypost.readers.cloudformation.loading.yaml_document import read_yaml

    written = to_text(arguments[0])
    if "<<" in written or re.search(r"(?:^|\s)[!&*]", written):
        return build_open(describe_call("yamldecode", arguments))
    try:
        return read_yaml(written, file="").data
    except UnreadableInputError as error:
        raise build_error("the text isn't YAML", ja="文字列が YAML ではありません") from error


def _yaml_encode(arguments: Sequence[Value]) -> Value:
    return "\n".join(_yaml_lines(arguments[0], 0)) + "\n"


def _yaml_lines(given: Value, depth: int) -> list[str]:
    if depth > _MAX_DEPTH:
        raise TooMuchError
    if isinstance(given, dict) and given:
        return [line for key in sorted(given) for line in _yaml_entry(key, given[key], depth)]
    if isinstance(given, list) and given:
        return [line for item in given for line in _yaml_item(_yaml_lines(item, depth + 1))]
    if isinstance(given, str) and "\n" in given:
        raise TooMuchError
    return ["{}" if given == {} else "[]" if given == [] else encode_json(given)]


def _yaml_entry(key: str, given: Value, depth: int) -> list[str]:
    lines = _yaml_lines(given, depth + 1)
    if isinstance(given, dict) and given:
        return [f"{encode_json(key)}:", *(f"  {line}" for line in lines)]
    if isinstance(given, list) and given:
        return [f"{encode_json(key)}:", *lines]
    return [f"{encode_json(key)}: {lines[0]}"]


def _yaml_item(lines: list[str]) -> list[str]:
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


def _base64_encode(arguments: Sequence[Value]) -> Value:
    return base64.b64encode(_bytes(arguments[0])).decode()


def _base64_decode(arguments: Sequence[Value]) -> Value:
    try:
        return scrub(base64.b64decode(to_text(arguments[0]), validate=True).decode())
    except (binascii.Error, ValueError) as error:
        raise build_error("the text isn't Base64 of UTF-8", ja="文字列が UTF-8 の Base64 ではありません") from error


def _bytes(argument: Value) -> bytes:
    return to_text(argument).encode(errors="replace")


def _digest(algorithm: str) -> Callable[[Sequence[Value]], Value]:
    return lambda arguments: hashlib.new(algorithm, _bytes(arguments[0]), usedforsecurity=False).hexdigest()


def _digest_base64(algorithm: str) -> Callable[[Sequence[Value]], Value]:
    return lambda arguments: base64.b64encode(hashlib.new(algorithm, _bytes(arguments[0])).digest()).decode()


def _url_encode(arguments: Sequence[Value]) -> Value:
    return quote_plus(to_text(arguments[0]), safe="")


def _uuid5(arguments: Sequence[Value]) -> Value:
    space = to_text(arguments[0])
    try:
        return str(uuid.uuid5(_NAMESPACES.get(space) or uuid.UUID(space), to_text(arguments[1])))
    except ValueError as error:
        raise build_error("the namespace isn't a UUID", ja="名前空間が UUID ではありません") from error


def _csv_decode(arguments: Sequence[Value]) -> Value:
    import csv

    rows = list(csv.reader(to_text(arguments[0]).splitlines(keepends=True), strict=True))
    if not rows or any(len(row) != len(rows[0]) for row in rows if row):
        raise build_error("the text isn't CSV", ja="文字列が CSV ではありません")
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row]


FUNCTIONS = {
    "base64decode": text(_base64_decode, 1),
    "base64encode": text(_base64_encode, 1),
    "base64sha256": text(_digest_base64("sha256"), 1),
    "base64sha512": text(_digest_base64("sha512"), 1),
    "bcrypt": text(_json_encode, 1, 2),
    "csvdecode": value(_csv_decode, 1),
    "jsondecode": value(_json_decode, 1, parts=True),
    "jsonencode": text(_json_encode, 1, parts=True),
    "md5": text(_digest("md5"), 1),
    "sha1": text(_digest("sha1"), 1),
    "sha256": text(_digest("sha256"), 1),
    "sha512": text(_digest("sha512"), 1),
    "plantimestamp": text(_json_encode, 0),
    "timestamp": text(_json_encode, 0),
    "urlencode": text(_url_encode, 1),
    "uuid": text(_json_encode, 0),
    "uuidv5": text(_uuid5, 2),
    "yamldecode": value(_yaml_decode, 1),
    "yamlencode": text(_yaml_encode, 1),
}

"""Operations with typed parameters -> HTTP requests, as botocore writes them."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from botocore.serialize import create_serializer
from botocore.utils import percent_encode_sequence

from keypost.endpoint.wire.message import HttpRequest

# Of a request's own headers what tells how its body is wrapped, and who is asked; all others are parameters.
_CARRIED = (
    "host", "x-amz-content-sha256", "x-amz-decoded-content-length", "x-amz-trailer", "x-amz-sdk-checksum-algorithm",
)  # fmt: skip
_LOCAL = {"host": "127.0.0.1"}


def write_request(
    model: Any, protocol: str, parameters: Mapping[str, Any], *, headers: Mapping[str, str] = _LOCAL
) -> HttpRequest:
    """Return the request that asks for the operation with these parameters, and with nothing else.

    `headers` are those of a request that came: what its parameters don't tell is carried over.
    """
    told = _create_serializer(protocol).serialize_to_request(dict(parameters), model)
    path, _, query = str(told["url_path"]).partition("?")
    further = _write_query(told.get("query_string") or "")
    written = {name.lower(): _text(value) for name, value in told["headers"].items()}
    written |= {name: headers[name] for name in _CARRIED if name in headers}
    both = f"{query}&{further}" if query and further else query or further
    return HttpRequest(str(told["method"]), path or "/", both, written, _write_body(told["body"]))


@cache
def _create_serializer(protocol: str) -> Any:
    return create_serializer(protocol, include_validation=False)


def _write_query(query: Any) -> str:
    return query if isinstance(query, str) else str(percent_encode_sequence(query))


def _write_body(body: Any) -> bytes:
    if isinstance(body, Mapping):
        return urlencode(body).encode()
    return body.encode() if isinstance(body, str) else bytes(body or b"")


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)

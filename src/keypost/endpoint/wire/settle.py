"""What moto is handed of a request: nothing that it could read otherwise than what was authorized.

moto looks for `Action` and parameters in the query string, then in the body as a form, then in the headers, whatever
the protocol; for the Region in the address, and for the bucket in the host's name.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from keypost.endpoint.wire.message import HttpRequest
from keypost.endpoint.wire.query import read_fields

_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_JSON_RPC = "application/x-amz-json-1."
# moto doesn't take a body for a form where there is a query string.
_NO_FORM = "no-form="
_HOST = "localhost"
_DROPPED = ("x-amz-target", "content-encoding")


def settle(request: HttpRequest, protocol: str) -> HttpRequest:
    """Return the request as moto can read it in one way only."""
    if protocol in {"query", "ec2"}:
        fields = urlencode(read_fields(request)).encode()
        headers = _without(request.headers, _DROPPED) | {"content-type": _FORM}
        return request._replace(method="POST", query="", headers=headers, body=fields)
    if protocol == "json":
        headers = _without(request.headers, _DROPPED[1:]) | {"content-type": _json_type(request)}
        return request._replace(path="/", query=_NO_FORM, headers=headers)
    if protocol == "rest-json":
        headers = _without(request.headers, _DROPPED) | {"content-type": _JSON}
        return request._replace(query=_without_action(request), headers=headers)
    return request._replace(headers=_without(request.headers, _DROPPED[:1]) | {"host": _HOST})


def _without(headers: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in names}


def _json_type(request: HttpRequest) -> str:
    told = request.headers.get("content-type", "")
    return told if told.startswith(_JSON_RPC) else f"{_JSON_RPC}1"


def _without_action(request: HttpRequest) -> str:
    return urlencode([pair for pair in request.pairs if pair[0] != "Action"]) or _NO_FORM

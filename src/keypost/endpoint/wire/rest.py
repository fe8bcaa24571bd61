"""The REST protocols: which operation an address stands for, and parameters in path, query, headers and payload."""

import base64
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire import json_codec, xml
from keypost.endpoint.wire.message import HttpRequest
from keypost.endpoint.wire.models import Route, list_parts, list_routes
from keypost.endpoint.wire.values import parse_text

_NO_OPERATION = "UnknownOperationException"
# Query names in addresses of operations that name no part of a resource (botocore's model of S3).
_ARN = "/arn:"
_NO_PARTS = frozenset({"x-id", "select-type"})


def find_route(service: str, request: HttpRequest) -> tuple[str, dict[str, str]]:
    """Return the operation that the address stands for, and the texts in its path.

    Raises:
        RefusalError: there is no such operation.
    """
    pairs = dict(request.pairs)
    if service == "s3" and _is_ambiguous(request, pairs):
        raise RefusalError("InvalidArgument", "Conflicting query string parameters")
    found = _match(service, request, pairs)
    if found is None:
        raise RefusalError(_NO_OPERATION, f"{request.method} {request.path}", status=404)
    route, match = found
    labels = {key: unquote(value) for key, value in match.groupdict().items()}
    _refuse_hidden(service, request, route, pairs)
    return route.operation, labels


def _is_ambiguous(request: HttpRequest, pairs: dict[str, str]) -> bool:
    """Tell whether more than one part of a resource is asked for, or one thing twice."""
    return len((list_parts("s3") - _NO_PARTS) & pairs.keys()) > 1 or len(pairs) != len(request.pairs)


def _match(service: str, request: HttpRequest, pairs: dict[str, str]) -> tuple[Route, re.Match[str]] | None:
    for route in list_routes(service):
        if route.method == request.method and _holds(route, pairs, request):
            match = route.path.fullmatch(request.path)
            if match is not None:
                return route, match
    return None


def _refuse_hidden(service: str, request: HttpRequest, route: Route, pairs: dict[str, str]) -> None:
    """Refuse an address that is another operation's, or another bucket's, once a slash in it is decoded."""
    if "%2f" not in request.path.lower():
        return
    decoded = _match(service, request._replace(path=unquote(request.path)), pairs)
    is_other = decoded is None or decoded[0].operation != route.operation
    names_bucket = service == "s3" and "%2f" in request.path.lower().split("/")[1]
    if names_bucket or (is_other and (decoded is not None or _ARN not in unquote(request.path))):
        raise RefusalError("InvalidURI", "Couldn't parse the specified URI.")


def _holds(route: Route, pairs: dict[str, str], request: HttpRequest) -> bool:
    if any(name not in request.headers for name in route.headers):
        return False
    if not all(pairs.get(name) for name in route.needed):
        return False
    return all(name in pairs and (value is None or pairs[name] == value) for name, value in route.wanted)


def decode(shape: Any, request: HttpRequest, labels: dict[str, str], *, is_xml: bool) -> dict[str, Any]:
    """Return the operation's parameters.

    Raises:
        RefusalError: something stands for no value of the type that is wanted.
    """
    found: dict[str, Any] = {}
    for name, member in shape.members.items():
        location = member.serialization.get("location")
        value = _READ[location](member, member.serialization.get("name", name), request, labels) if location else None
        if value is not None:
            found[name] = value
    return found | _decode_payload(shape, request, is_xml=is_xml)


def _decode_payload(shape: Any, request: HttpRequest, *, is_xml: bool) -> dict[str, Any]:
    payload = shape.serialization.get("payload")
    if payload:
        return _decode_member(payload, shape.members[payload], request, is_xml=is_xml)
    if all("location" in member.serialization for member in shape.members.values()):
        return {}
    if is_xml:
        node = xml.read_xml(request.body)
        return xml.decode(shape, node) if node else {}
    decoded: dict[str, Any] = json_codec.decode(shape, json_codec.read_json(request.body))
    return {name: value for name, value in decoded.items() if "location" not in shape.members[name].serialization}


def _decode_member(name: str, member: Any, request: HttpRequest, *, is_xml: bool) -> dict[str, Any]:
    """Return the one member that is the whole body."""
    kind = member.type_name
    if kind == "blob":
        return {name: request.body}
    if kind == "string":
        return {name: request.body.decode(errors="replace")}
    if is_xml:
        node = xml.read_xml(request.body)
        return {name: xml.decode(member, node)} if node else {}
    return {name: json_codec.decode(member, json_codec.read_json(request.body))} if request.body else {}


def _read_label(member: Any, name: str, _request: HttpRequest, labels: dict[str, str]) -> Any:
    text = labels.get(f"_{name}".replace("-", "__"))
    return None if text is None else parse_text(member, text)


def _read_query(member: Any, name: str, request: HttpRequest, _labels: dict[str, str]) -> Any:
    if member.type_name == "map":
        return dict(request.pairs)
    texts = [value for key, value in request.pairs if key == name]
    if not texts:
        return None
    return [parse_text(member.member, text) for text in texts] if member.type_name == "list" else _one(member, texts[0])


def _read_header(member: Any, name: str, request: HttpRequest, _labels: dict[str, str]) -> Any:
    text = request.headers.get(name.lower())
    if text is None:
        return None
    if member.type_name == "list":
        return [parse_text(member.member, one.strip()) for one in text.split(",")]
    return _one(member, text)


def _read_headers(_member: Any, prefix: str, request: HttpRequest, _labels: dict[str, str]) -> Any:
    lowered = prefix.lower()
    return {key[len(lowered) :]: value for key, value in request.headers.items() if key.startswith(lowered)} or None


def _one(member: Any, text: str) -> Any:
    """Return one value; some texts are JSON in Base64 (`jsonvalue`)."""
    if not member.serialization.get("jsonvalue"):
        return parse_text(member, text)
    try:
        return json.dumps(json.loads(base64.b64decode(text)))
    except ValueError as error:
        raise RefusalError("SerializationException", "A header holds no JSON in Base64.") from error


_READ: dict[str, Callable[[Any, str, HttpRequest, dict[str, str]], Any]] = {
    "uri": _read_label,
    "querystring": _read_query,
    "header": _read_header,
    "headers": _read_headers,
    "statusCode": lambda _member, _name, _request, _labels: None,
}

"""Typed answers and refusals -> HTTP, in the protocol that the client speaks."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire import json_codec, xml
from keypost.endpoint.wire.cbor import write_cbor
from keypost.endpoint.wire.message import HttpAnswer
from keypost.endpoint.wire.models import load_service
from keypost.endpoint.wire.read import Spoken, Wanted
from keypost.endpoint.wire.values import write_text

_TYPES = {
    "json": "application/x-amz-json-1.1",
    "rest-json": "application/json",
    "query": "text/xml",
    "ec2": "text/xml;charset=UTF-8",
    "rest-xml": "application/xml",
    "smithy-rpc-v2-cbor": "application/cbor",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LEAST_SERVER_ERROR = 500
_NO_CONTENT = 204


def write_answer(wanted: Wanted, result: Mapping[str, Any], *, request_id: str) -> HttpAnswer:
    """Return the answer to an operation that was carried out."""
    shape = wanted.model.output_shape
    headers = _headers(wanted.protocol, request_id)
    status = int(wanted.model.http.get("responseCode", 200))
    if wanted.protocol in {"rest-json", "rest-xml"}:
        return _write_rest(shape, result, (*headers, *_own_headers(shape, result)), status=status, wanted=wanted)
    return HttpAnswer(status, headers, _write_body(wanted, shape, result, request_id))


def write_refusal(spoken: Spoken, refusal: RefusalError, *, request_id: str, is_head: bool = False) -> HttpAnswer:
    """Return the answer to an operation that was refused."""
    headers = _headers(spoken.protocol, request_id)
    if spoken.protocol == "smithy-rpc-v2-cbor" or spoken.protocol in {"json", "rest-json"}:
        document = {"__type": refusal.code, "message": refusal.message, "Message": refusal.message, **refusal.members}
        headers = (*headers, ("x-amzn-errortype", refusal.code))
        if "awsQueryCompatible" in load_service(spoken.service).metadata:
            fault = "Receiver" if refusal.status >= _LEAST_SERVER_ERROR else "Sender"
            headers = (*headers, ("x-amzn-query-error", f"{refusal.query_code};{fault}"))
        is_cbor = spoken.protocol == "smithy-rpc-v2-cbor"
        return HttpAnswer(refusal.status, headers, _write_error(document, is_cbor=is_cbor))
    body = "" if is_head else _write_xml_error(spoken, refusal, request_id)
    return HttpAnswer(refusal.status, headers, body.encode())


def _write_error(document: Mapping[str, Any], *, is_cbor: bool) -> bytes:
    if not is_cbor:
        return json_codec.write_json(document)
    return write_cbor(_TEXTS, {key: str(value) for key, value in document.items()})


class _Texts:
    """The shape of a map of texts."""

    type_name = "map"
    value = None


_TEXTS = _Texts()


def _write_xml_error(spoken: Spoken, refusal: RefusalError, request_id: str) -> str:
    code, message = xml.escape_text(refusal.query_code), xml.escape_text(refusal.message)
    told = f"<Code>{code}</Code><Message>{message}</Message>"
    if spoken.protocol == "ec2":
        body = f"<Errors><Error>{told}</Error></Errors><RequestID>{request_id}</RequestID>"
        return f"{_HEAD}<Response>{body}</Response>"
    if spoken.service == "s3":
        extra = "".join(f"<{key}>{xml.escape_text(str(value))}</{key}>" for key, value in refusal.members.items())
        return f"{_HEAD}<Error>{told}{extra}<RequestId>{request_id}</RequestId></Error>"
    fault = "Receiver" if refusal.status >= _LEAST_SERVER_ERROR else "Sender"
    error = f"<Error><Type>{fault}</Type>{told}</Error><RequestId>{request_id}</RequestId>"
    namespace = load_service(spoken.service).metadata.get("xmlNamespace", "")
    return f'<ErrorResponse xmlns="{namespace}">{error}</ErrorResponse>'


def _write_body(wanted: Wanted, shape: Any, result: Mapping[str, Any], request_id: str) -> bytes:
    if wanted.protocol == "json":
        return json_codec.write_json(json_codec.encode(shape, result) if shape else {})
    if wanted.protocol == "smithy-rpc-v2-cbor":
        return write_cbor(shape, result) if shape else b"\xa0"
    inner = xml.encode_members(shape, result) if shape else ""
    namespace = load_service(wanted.service).metadata.get("xmlNamespace", "")
    if wanted.protocol == "ec2":
        tag = f"{wanted.operation}Response"
        return f'{_HEAD}<{tag} xmlns="{namespace}"><requestId>{request_id}</requestId>{inner}</{tag}>'.encode()
    wrapper = shape.serialization.get("resultWrapper", f"{wanted.operation}Result") if shape else ""
    wrapped = f"<{wrapper}>{inner}</{wrapper}>" if wrapper else ""
    metadata = f"<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata>"
    tag = f"{wanted.operation}Response"
    return f'<{tag} xmlns="{namespace}">{wrapped}{metadata}</{tag}>'.encode()


def _write_rest(
    shape: Any, result: Mapping[str, Any], headers: tuple[tuple[str, str], ...], *, status: int, wanted: Wanted
) -> HttpAnswer:
    payload = shape.serialization.get("payload") if shape else None
    is_xml = wanted.protocol == "rest-xml"
    if shape is None or status == _NO_CONTENT:
        return HttpAnswer(status, headers, b"")
    if payload and shape.members[payload].type_name in {"blob", "string"}:
        value = result.get(payload) or b""
        return HttpAnswer(status, headers, value if isinstance(value, bytes) else str(value).encode())
    member, value = (shape.members[payload], result.get(payload) or {}) if payload else (shape, result)
    if is_xml:
        tag = member.serialization.get("name") or f"{wanted.operation}Result"
        return HttpAnswer(status, headers, (_HEAD + xml.encode(member, value, tag)).encode())
    body = {key: one for key, one in value.items() if payload or "location" not in _serialization(shape, key)}
    return HttpAnswer(status, headers, json_codec.write_json(json_codec.encode(member, body)))


def _serialization(shape: Any, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = shape.members[name].serialization if name in shape.members else {}
    return found


def _own_headers(shape: Any, result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the members of the answer that stand in headers."""
    headers: list[tuple[str, str]] = []
    for name, member in (shape.members if shape else {}).items():
        value, location = result.get(name), member.serialization.get("location")
        if value is None:
            continue
        if location == "header":
            headers.append((member.serialization.get("name", name), write_text(member, value, time_form="rfc822")))
        if location == "headers":
            prefix = member.serialization.get("name", "")
            headers += [(prefix + key, quote(str(one), safe=" /:;,=@")) for key, one in value.items()]
    return headers


def _headers(protocol: str, request_id: str) -> tuple[tuple[str, str], ...]:
    named = (("Content-Type", _TYPES[protocol]), ("x-amzn-RequestId", request_id), ("x-amz-request-id", request_id))
    return (*named, ("smithy-protocol", "rpc-v2-cbor")) if protocol == "smithy-rpc-v2-cbor" else named

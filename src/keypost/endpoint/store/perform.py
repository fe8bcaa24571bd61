"""Single operations with typed parameters, in process: written as botocore writes them, handed to moto, read back."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from botocore.awsrequest import HeadersDict, create_request_object, prepare_request_dict
from botocore.parsers import ResponseParserError, create_parser
from botocore.serialize import create_serializer

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.apps import forward
from keypost.endpoint.wire.message import HttpAnswer, HttpRequest
from keypost.endpoint.wire.models import find_operation, load_service
from keypost.endpoint.wire.settle import settle

_ENDPOINT = "http://127.0.0.1"
_LEAST_ERROR = 300
# What moto speaks of the protocols that a service offers.
_SPOKEN = ("query", "json", "rest-json", "rest-xml", "ec2")


def perform(
    service: str, operation: str, parameters: Mapping[str, Any], *, account: str, region: str, host: str = ""
) -> dict[str, Any]:
    """Carry out one operation and return its typed result.

    Raises:
        RefusalError: moto refuses it, or lacks it.
    """
    model, protocol = find_operation(service, operation), _find_protocol(service)
    request = _write(model, protocol, parameters)
    if host:
        request = request._replace(headers={**request.headers, "host": host})
    answer = forward(settle(request, protocol), service=service, account=account, region=region)
    return parse_answer(model, answer, protocol=protocol)


def parse_answer(model: Any, answer: HttpAnswer, *, protocol: str) -> dict[str, Any]:
    """Return the typed result in an answer of the store's.

    Raises:
        RefusalError: it is an error.
    """
    told = {"status_code": answer.status, "headers": HeadersDict(dict(answer.headers)), "body": answer.body}
    try:
        parsed: dict[str, Any] = create_parser(protocol).parse(told, model.output_shape)
    except (ResponseParserError, ValueError) as error:
        raise RefusalError("InternalFailure", f"The local store's answer can't be read: {error}", status=500) from error
    if answer.status >= _LEAST_ERROR:
        told = parsed.get("Error", {})
        code, message = told.get("Code", "InternalFailure"), told.get("Message", "")
        raise RefusalError(str(code), str(message), status=answer.status)
    parsed.pop("ResponseMetadata", None)
    return parsed


def _find_protocol(service: str) -> str:
    metadata = load_service(service).metadata
    spoken = metadata.get("protocols", [metadata["protocol"]])
    return next(protocol for protocol in _SPOKEN if protocol in spoken)


def _write(model: Any, protocol: str, parameters: Mapping[str, Any]) -> HttpRequest:
    serializer = create_serializer(protocol, include_validation=False)
    told = serializer.serialize_to_request(dict(parameters), model)
    told["context"] = {}
    prepare_request_dict(told, endpoint_url=_ENDPOINT)
    prepared = create_request_object(told).prepare()
    address = urlsplit(prepared.url)
    body = prepared.body or b""
    if isinstance(body, Mapping):
        body = urlencode(body)
    headers = {str(key).lower(): _text(value) for key, value in prepared.headers.items()}
    headers.setdefault("host", "127.0.0.1")
    content = body.encode() if isinstance(body, str) else bytes(body)
    return HttpRequest(model.http["method"], address.path or "/", address.query, headers, content)


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)

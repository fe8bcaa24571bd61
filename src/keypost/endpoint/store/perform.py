"""Single operations with typed parameters, in process: written as botocore writes them, handed to moto, read back."""

from collections.abc import Mapping
from typing import Any

from botocore.awsrequest import HeadersDict
from botocore.parsers import ResponseParserError, create_parser

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.apps import forward
from keypost.endpoint.store.lacking import require_operation
from keypost.endpoint.wire.message import HttpAnswer
from keypost.endpoint.wire.models import find_operation, load_service
from keypost.endpoint.wire.settle import settle
from keypost.endpoint.wire.write import write_request

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
    require_operation(service, operation)
    model, protocol = find_operation(service, operation), _find_protocol(service)
    request = write_request(model, protocol, parameters)
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

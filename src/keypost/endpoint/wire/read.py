"""HTTP request -> service, operation and parameters."""

from collections.abc import Mapping
from typing import Any

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire import json_codec, query, rest
from keypost.endpoint.wire.cbor import read_cbor
from keypost.endpoint.wire.message import HttpRequest
from keypost.endpoint.wire.models import find_operation, find_protocol, find_service, load_service
from keypost.endpoint.wire.scope import Scope
from keypost.named import NamedTuple

_FORM = "application/x-www-form-urlencoded"
_CBOR_PATH = "/operation/"
# Operations that nobody signs, by the service that they belong to (AWS STS API reference; SNS, ConfirmSubscription).
_UNSIGNED = {
    "AssumeRoleWithSAML": "sts",
    "AssumeRoleWithWebIdentity": "sts",
    "ConfirmSubscription": "sns",
    "Unsubscribe": "sns",
}


class Wanted(NamedTuple):
    """What a request asks for, and the protocol it is spoken in; `service` is botocore's name."""

    service: str
    operation: str
    protocol: str
    parameters: Mapping[str, Any]
    model: Any


class Spoken(NamedTuple):
    """As much of a request as tells how to answer it."""

    service: str
    protocol: str


def find_spoken(request: HttpRequest, scope: Scope | None) -> Spoken:
    """Return the service that is asked, and the protocol.

    Raises:
        RefusalError: there is no such service.
    """
    target = request.headers.get("x-amz-target", "")
    signed_for = scope.service if scope else _guess(request)
    service = find_service(signed_for, path=request.path, target=target)
    if service is None:
        raise RefusalError("UnrecognizedClientException", f"There is no service {signed_for!r}.", status=404)
    return Spoken(service, _find_protocol(service, request, target))


def read_operation(spoken: Spoken, request: HttpRequest) -> Wanted:
    """Return what the request asks for.

    Raises:
        RefusalError: there is no such operation, or its parameters can't be read.
    """
    name, labels, fields = _name_operation(spoken, request)
    model = find_operation(spoken.service, name, protocol=spoken.protocol)
    if model is None:
        raise _refuse_operation(spoken.protocol, name)
    parameters: Mapping[str, Any] = {}
    if model.input_shape is not None:
        parameters = _decode(spoken.protocol, model.input_shape, request, labels, fields)
    return Wanted(spoken.service, name, spoken.protocol, parameters, model)


def _name_operation(spoken: Spoken, request: HttpRequest) -> tuple[str, dict[str, str], dict[str, str]]:
    if spoken.protocol in {"query", "ec2"}:
        fields = query.read_fields(request)
        if spoken.service == "sqs" and request.path != "/":
            fields.setdefault("QueueUrl", f"http://{request.headers.get('host', '')}{request.path}")
        return fields.get("Action", ""), {}, fields
    if spoken.protocol == "json":
        return request.headers.get("x-amz-target", "").rpartition(".")[2], {}, {}
    if spoken.protocol == "smithy-rpc-v2-cbor":
        return request.path.rpartition(_CBOR_PATH)[2], {}, {}
    return *rest.find_route(spoken.service, request), {}


def _decode(
    protocol: str, shape: Any, request: HttpRequest, labels: dict[str, str], fields: dict[str, str]
) -> dict[str, Any]:
    found: dict[str, Any]
    if protocol in {"query", "ec2"}:
        found = query.decode(shape, fields, is_ec2=protocol == "ec2")
    elif protocol == "json":
        found = json_codec.decode(shape, json_codec.read_json(request.body))
    elif protocol == "smithy-rpc-v2-cbor":
        found = json_codec.decode(shape, read_cbor(request.body))
    else:
        found = rest.decode(shape, request, labels, is_xml=protocol == "rest-xml")
    return found


def _find_protocol(service: str, request: HttpRequest, target: str) -> str:
    model = load_service(service)
    own = find_protocol(model)
    spoken = model.metadata.get("protocols", [own])
    if request.headers.get("smithy-protocol", "").startswith("rpc-v2-cbor") and _CBOR_PATH in request.path:
        return "smithy-rpc-v2-cbor"
    if target and "json" in spoken:
        return "json"
    if own in {"rest-json", "rest-xml"}:
        return own
    if "ec2" in spoken:
        return "ec2"
    is_form = request.headers.get("content-type", "").startswith(_FORM) or request.method == "GET"
    return "query" if is_form or own == "query" else own


def _guess(request: HttpRequest) -> str:
    """Return the service of a request that isn't signed: what else nobody has to sign is S3's."""
    if request.path == "/":
        action = dict(request.pairs).get("Action", "")
        if not action and request.headers.get("content-type", "").startswith(_FORM):
            action = query.read_fields(request).get("Action", "")
        if action in _UNSIGNED:
            return _UNSIGNED[action]
        target = request.headers.get("x-amz-target", "")
        if target or action:
            raise RefusalError("MissingAuthenticationToken", "Missing Authentication Token", status=403)
    return "s3"


def _refuse_operation(protocol: str, name: str) -> RefusalError:
    if protocol in {"query", "ec2"}:
        return RefusalError("InvalidAction", f"The action {name} is not valid for this web service.")
    return RefusalError("UnknownOperationException", f"There is no operation {name!r}.")

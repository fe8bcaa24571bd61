"""botocore's service models: which services there are, and their operations by name and by address."""

import re
from functools import cache
from typing import Any

from botocore.exceptions import UnknownServiceError
from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel

from keypost.endpoint.wire.older import build_older
from keypost.named import NamedTuple

# The names that requests are signed with, where botocore calls the service otherwise.
_SERVICES = {
    "monitoring": "cloudwatch",
    "states": "stepfunctions",
    "tagging": "resourcegroupstaggingapi",
    "elasticloadbalancing": "elbv2",
    "eventbridge": "events",
    "elasticfilesystem": "efs",
    "aoss": "opensearchserverless",
}
_TARGETS = {"DynamoDBStreams_20120810": "dynamodbstreams"}
# A service's second interface, by how its addresses begin.
_BY_PATH = {"s3": ("/v20180820/", "s3control"), "ses": ("/v2/", "sesv2")}
_LABEL = re.compile(r"\{([^}+]+)(\+?)\}")
_loader = Loader()


class Route(NamedTuple):
    """How an operation of a REST service is addressed: a pattern of the path, and what query and headers must hold.

    `wanted` are parts of the query with their values, where these are fixed; `needed` must have one, whichever.
    """

    method: str
    path: re.Pattern[str]
    wanted: tuple[tuple[str, str | None], ...]
    needed: tuple[str, ...]
    headers: tuple[str, ...]
    operation: str
    weight: tuple[int, ...]


def find_service(signed_for: str, *, path: str = "/", target: str = "") -> str | None:
    """Return botocore's name of the service that a request is signed for, None where there is none."""
    name = _TARGETS.get(target.partition(".")[0]) or _SERVICES.get(signed_for, signed_for)
    start, other = _BY_PATH.get(name, ("", ""))
    if start and path.startswith(start):
        name = other
    return name if name in list_services() else None


@cache
def list_services() -> frozenset[str]:
    """Return the names of all services."""
    return frozenset(_loader.list_available_services("service-2"))


@cache
def load_service(name: str) -> Any:
    """Return the model of the service."""
    return ServiceModel(_loader.load_service_model(name, "service-2"), service_name=name)


@cache
def find_operation(service: str, operation: str, *, protocol: str = "") -> Any:
    """Return the model of the operation, None where the service has none of that name."""
    try:
        model = _load_older() if (service, protocol) == ("sqs", "query") else load_service(service)
    except UnknownServiceError:
        return None
    return model.operation_model(operation) if operation in model.operation_names else None


@cache
def _load_older() -> ServiceModel:
    return build_older(_loader.load_service_model("sqs", "service-2"))


@cache
def list_routes(service: str) -> tuple[Route, ...]:
    """Return the addresses of a REST service's operations, the most particular first."""
    model = load_service(service)
    routes = [_build_route(model.operation_model(name)) for name in model.operation_names]
    return tuple(sorted(routes, key=lambda route: route.weight, reverse=True))


@cache
def list_parts(service: str) -> frozenset[str]:
    """Return the query names by which operations at one address differ, as `policy` of a bucket."""
    model = load_service(service)
    queries = (model.operation_model(name).http["requestUri"].partition("?")[2] for name in model.operation_names)
    return frozenset(_split(pair)[0] for query in queries for pair in query.split("&") if pair)


def find_protocol(model: Any) -> str:
    """Return the protocol that the service model names first."""
    return str(model.metadata.get("protocol", ""))


def _build_route(model: OperationModel) -> Route:
    path, _, query = model.http["requestUri"].partition("?")
    wanted = [_split(pair) for pair in query.split("&") if pair]
    members = model.input_shape.members if model.input_shape else {}
    required = model.input_shape.required_members if model.input_shape else ()
    headers, needed = [], []
    for name in required:
        shape = members[name].serialization
        if shape.get("location") == "querystring":
            needed.append(shape.get("name", name))
        if shape.get("location") == "header":
            headers.append(shape.get("name", name).lower())
    pattern = _LABEL.sub(_to_group, path.rstrip("/") or "/")
    fixed = len(_LABEL.sub("", path))
    # Of two at one address the one that isn't deprecated (S3's PutBucketNotification and -Configuration).
    weight = (len(wanted) + len(needed), len(headers), fixed, -path.count("{"), not model.deprecated)
    compiled = re.compile(f"{pattern}/?")
    return Route(model.http["method"], compiled, tuple(wanted), tuple(needed), tuple(headers), model.name, weight)


def _split(pair: str) -> tuple[str, str | None]:
    name, is_set, value = pair.partition("=")
    return name, value if is_set else None


def _to_group(label: re.Match[str]) -> str:
    name = f"_{label.group(1)}".replace("-", "__")
    return f"(?P<{name}>.+)" if label.group(2) else f"(?P<{name}>[^/]+)"

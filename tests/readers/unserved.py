"""What moto doesn't serve, answered as an account answers that has nothing of the kind."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from typing import Any
from unittest.mock import patch

from botocore import xform_name
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from moto.core.responses import BaseResponse
from moto.core.utils import camelcase_to_underscores

# moto's names of services that it calls otherwise than botocore.
_MODULES = {"lambda": "awslambda"}


@contextmanager
def nothing_unserved() -> Iterator[None]:
    """While it lasts, listings that moto lacks are empty, and what is asked of one resource isn't set."""
    ask = BaseClient._make_api_call  # noqa: SLF001

    def answer(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        if is_served(client.meta.service_model.service_name, operation):
            with suppress(RuntimeError):  # it has the name of the operation, and no answer yet
                return ask(client, operation, parameters)
        model = client.meta.service_model.operation_model(operation)
        name = f"provide-client-params.{model.service_model.service_name}.{operation}"
        client.meta.events.emit(name, params=parameters, model=model, context={})  # whoever listens hears of the call
        if operation.startswith("Get") and not client.can_paginate(xform_name(operation)):
            raise ClientError({"Error": {"Code": "ResourceNotFoundException", "Message": "not set"}}, operation)
        empty: dict[str, Any] = {}
        after = name.replace("provide-client-params", "after-call")
        client.meta.events.emit(after, parsed=empty, model=model, context={}, http_response=None)
        return empty

    with patch.object(BaseClient, "_make_api_call", answer):
        yield


@cache
def is_served(service: str, operation: str) -> bool:
    """Tell whether moto has the operation; those of S3 it names in ways of its own, and has all that are asked."""
    if service == "s3":
        return True
    try:
        module = import_module(f"moto.{_MODULES.get(service, service)}.responses")
    except ModuleNotFoundError:
        return False
    classes = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, BaseResponse)]
    name = camelcase_to_underscores(operation)
    return any(hasattr(one, name) for one in classes)

"""Whole requests, handed to moto as an account and Region; moto itself decides nothing about who may ask."""

import logging
import re
from datetime import UTC, datetime
from threading import RLock
from typing import Any, cast

from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.wire.message import HttpAnswer, HttpRequest, write_environ
from keypost.endpoint.wire.models import load_service

_log = logging.getLogger(__name__)
# What moto takes for an access key; `test` isn't one.
_ACCESS_KEY = re.compile(r"\A[A-Z0-9]{20}\Z")
_ANY_ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE"
_DROPPED = frozenset({"connection", "transfer-encoding", "expect", "x-amz-security-token"})
# The header of answers that tell of a failure in moto.
_FAILED = "x-keypost-store-failed"
# moto isn't safe for threads everywhere: one call at a time.
lock = RLock()
_apps: dict[str, Any] = {}


def forward(
    request: HttpRequest, *, service: str, account: str, region: str, access_key: str = _ANY_ACCESS_KEY
) -> HttpAnswer:
    """Return moto's answer to the request.

    Raises:
        RefusalError: moto doesn't know the service or the operation.
    """
    app = _find_app(service)
    headers = {name: value for name, value in request.headers.items() if name not in _DROPPED}
    headers |= {
        "authorization": _sign(service, region, access_key),
        "x-moto-account-id": account,
        "user-agent": "keypost",
    }
    environ = write_environ(request._replace(headers=headers))
    with lock:
        return _run(app, environ, service)


def _run(app: Any, environ: dict[str, object], service: str) -> HttpAnswer:
    told: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        told[:] = [int(status[:3]), headers]

    body = b"".join(app(environ, start))
    answer = HttpAnswer(told[0], tuple(told[1]), body)
    if answer.header(_FAILED):
        raise _refuse_failed(service, answer.body.decode())
    return answer


def _find_app(service: str) -> Any:
    with lock:
        if service not in _apps:
            _apps[service] = _create_app(service)
        return _apps[service]


def _create_app(service: str) -> Any:
    from moto.moto_server.werkzeug_app import create_backend_app

    try:
        app = create_backend_app(cast("Any", service))
    except (ImportError, AttributeError, KeyError) as error:
        raise refuse_operation(service) from error
    app.register_error_handler(Exception, _tell_failure)
    app.after_request_funcs.clear()  # headers for pages of other origins, which the front never answers
    return app


def _tell_failure(error: Exception) -> Any:
    """Return moto's own errors as they are; what it didn't think of is told, and ends one request only."""
    from flask import Response
    from werkzeug.exceptions import HTTPException, NotFound

    # So moto says that it lacks an operation; errors of its own are of classes of its own.
    is_missing = isinstance(error, RuntimeError) or type(error) is NotFound
    if isinstance(error, HTTPException) and not is_missing:
        return error
    if not is_missing:
        _log.warning("moto failed: %r", error, exc_info=error)
    return Response("" if is_missing else repr(error), status=500, headers={_FAILED: "yes"})


def _refuse_failed(service: str, told: str) -> RefusalError:
    if not told:
        return refuse_operation(service)
    return RefusalError("InternalFailure", f"The local store of {service} failed: {told}", status=500)


def refuse_operation(service: str) -> RefusalError:
    """Return what is answered to an operation that moto lacks."""
    return RefusalError("NotImplemented", f"keypost local doesn't have this operation of {service}.", status=501)


def _sign(service: str, region: str, access_key: str) -> str:
    """Return the header by which moto tells Region and service; nothing is signed."""
    key = access_key if _ACCESS_KEY.match(access_key) else _ANY_ACCESS_KEY
    day = datetime.now(UTC).strftime("%Y%m%d")
    scope = f"{key}/{day}/{region}/{load_service(service).signing_name}/aws4_request"
    return f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"

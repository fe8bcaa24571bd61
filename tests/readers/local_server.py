"""A moto server that says at once what it can't do, as AWS says of what it doesn't know: nobody asks a second time."""

import json
import logging
from collections.abc import Iterable
from threading import Thread
from typing import Any

from flask import Flask, Response
from moto.budgets.responses import BudgetsResponse
from moto.core import responses
from moto.dynamodb.responses import DynamoHandler
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

_UNKNOWN = json.dumps({"__type": "UnknownOperationException", "message": "moto has no such operation"})


class LocalServer:
    """The server, on a free port of this machine, in a thread."""

    def __init__(self) -> None:
        """Start it."""
        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # which tells every request
        _teach()
        answer: Any = _Application(_create_app)
        self._server = make_server("127.0.0.1", 0, answer, threaded=True, request_handler=MotoRequestHandler)
        self.endpoint = f"http://127.0.0.1:{self._server.port}"
        self._thread = Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop it."""
        self._server.shutdown()
        self._thread.join()


class _Application(DomainDispatcherApplication):
    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        try:
            answer: Iterable[bytes] = super().__call__(environ, start_response)
        except AttributeError:  # of a service that moto doesn't know at all
            answer = _refuse()(environ, start_response)
        return answer


def _create_app(service: Any) -> Flask:
    app = create_backend_app(service)
    app.register_error_handler(RuntimeError, _refuse)  # raised for an action that moto lacks
    return app


def _refuse(_: object = None) -> Response:
    return Response(_UNKNOWN, status=400, content_type="application/x-amz-json-1.1")


def _teach() -> None:
    """Let moto tell what it keeps, the subscribers of a budget's notification, and that it has no others."""
    setattr(BudgetsResponse, "describe_subscribers_for_notification", _describe_subscribers)  # noqa: B010
    setattr(DynamoHandler, "describe_kinesis_streaming_destination", _describe_streaming)  # noqa: B010
    listed: Any = getattr(responses, "method_names_from_class")  # noqa: B009 -- not exported
    if hasattr(listed, "cache_clear"):  # where `keypost local` remembers them
        listed.cache_clear()


def _describe_subscribers(response: Any) -> str:
    asked = response._get_param("Notification")  # noqa: SLF001 -- as all of its own answers do
    budget = response.backend.budgets[response._get_param("AccountId")][response._get_param("BudgetName")]  # noqa: SLF001
    (found,) = [one for one in budget.notifications if asked.items() <= one.details.items()]
    return json.dumps({"Subscribers": found.subscribers})


def _describe_streaming(response: Any) -> str:
    return json.dumps({"TableName": response.body["TableName"], "KinesisDataStreamDestinations": []})

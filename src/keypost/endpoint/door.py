"""The door: HTTP requests in, HTTP answers out."""

import uuid
from collections.abc import Iterable
from typing import Any

from keypost.endpoint.call import Call, Caller
from keypost.endpoint.caller import Callers
from keypost.endpoint.dialect import translate
from keypost.endpoint.front import Front, Result
from keypost.endpoint.pages import find_page
from keypost.endpoint.refusal import RefusalError
from keypost.endpoint.store.apps import forward
from keypost.endpoint.store.lacking import require_operation
from keypost.endpoint.store.perform import parse_answer
from keypost.endpoint.wire.answer import write_answer, write_refusal
from keypost.endpoint.wire.bounds import find_largest_body
from keypost.endpoint.wire.host import is_from_here, place_bucket
from keypost.endpoint.wire.message import HttpAnswer, HttpRequest, TooLargeError, read_body, read_head
from keypost.endpoint.wire.read import Spoken, Wanted, find_spoken, read_operation
from keypost.endpoint.wire.scope import Scope, read_scope
from keypost.endpoint.wire.settle import settle
from keypost.endpoint.wire.unpacking import unpack
from keypost.endpoint.wire.write import write_request
from keypost.named import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_UNKNOWN = Spoken("s3", "rest-xml")
_LEAST_ERROR = 300
# Services that answer who isn't known, if a resource policy lets everybody in.
_OPEN = frozenset({"s3", "sns", "sqs", "sts"})
_CBOR = "smithy-rpc-v2-cbor"
_ELSEWHERE = RefusalError(
    "AccessDenied",
    "keypost local answers this machine only: use http://127.0.0.1 or http://localhost, and no page of a web site.",
    status=403,
)

_TOO_LARGE = RefusalError("EntityTooLarge", "The body is larger than this endpoint takes.", status=413)


class Door:
    """The WSGI application."""

    def __init__(self, front: Front) -> None:
        """Take the front behind it."""
        self.front = front
        self._callers = Callers(front.settings.account)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        answer = self._receive(environ)
        headers = [(name, value) for name, value in answer.headers if name.lower() != "content-length"]
        is_head = environ.get("REQUEST_METHOD") == "HEAD"
        length = answer.header("content-length") if is_head else ""
        headers.append(("Content-Length", length or str(len(answer.body))))
        start_response(f"{answer.status} {_REASONS.get(answer.status, 'Status')}", headers)
        return [] if is_head else [answer.body]

    def _receive(self, environ: "WSGIEnvironment") -> HttpAnswer:
        request_id = str(uuid.uuid4())
        head = read_head(environ)
        try:
            request = read_body(environ, head, largest=find_largest_body(head))
        except TooLargeError:
            return write_refusal(_speak(head), _TOO_LARGE, request_id=request_id)
        return self.handle(request, request_id=request_id)

    def handle(self, request: HttpRequest, *, request_id: str) -> HttpAnswer:
        """Return the answer to one request."""
        if not is_from_here(request):
            return write_refusal(_UNKNOWN, _ELSEWHERE, request_id=request_id)
        page = find_page(self.front, request)
        if page is not None:
            return page
        spoken = _UNKNOWN
        try:
            scope = read_scope(request)
            spoken = find_spoken(request, scope)
            caller = self._callers.find(scope, request, self.front.sessions)
            if scope is None and spoken.service not in _OPEN:
                raise RefusalError("MissingAuthenticationToken", "Missing Authentication Token", status=403)
            return self._answer(request, spoken, scope, caller, request_id)
        except RefusalError as refusal:
            is_head = request.method == "HEAD"
            told = translate(spoken, refusal)
            return write_refusal(spoken, told, request_id=request_id, is_head=is_head)

    def _answer(
        self, request: HttpRequest, spoken: Spoken, scope: Scope | None, caller: Caller, request_id: str
    ) -> HttpAnswer:
        request = place_bucket(request) if spoken.service == "s3" else unpack(request)
        wanted = read_operation(spoken, request)
        settings = self.front.settings
        region = (scope.region if scope is not None else "") or settings.region
        call = Call(
            wanted.service, wanted.operation, wanted.parameters, caller.account or settings.account,
            settings.region if region == "aws-global" else region,
        )  # fmt: skip
        if self.front.is_own(call) or spoken.protocol == _CBOR:
            result = self.front.call(call, caller, request_id=request_id)
            return write_answer(wanted, result, request_id=request_id)
        return self._pass_through(request, wanted, call, caller, request_id)

    def _pass_through(
        self, request: HttpRequest, wanted: Wanted, call: Call, caller: Caller, request_id: str
    ) -> HttpAnswer:
        """Hand the request to moto, written anew from what was authorized, and its answer back as it is."""
        answers: list[HttpAnswer] = []

        def fetch(placed: Call) -> Result:
            answer = forward(
                settle(_write_anew(request, wanted, placed), wanted.protocol), service=placed.service,
                account=placed.account, region=placed.region, access_key=caller.access_key,
            )  # fmt: skip
            answers.append(answer)
            if answer.status < _LEAST_ERROR and not self.front.is_heard(call):
                return {}
            return parse_answer(wanted.model, answer, protocol=wanted.protocol)

        try:
            self.front.carry_out(call, caller, request_id=request_id, fetch=fetch)
        except RefusalError:
            if not answers:
                raise
        answer = answers[0]
        return answer._replace(headers=(*answer.headers, ("x-keypost-request-id", request_id)))


def _speak(head: HttpRequest) -> Spoken:
    """Return how to answer a request that isn't looked at any further."""
    try:
        return find_spoken(head, read_scope(head))
    except RefusalError:
        return _UNKNOWN


def _write_anew(request: HttpRequest, wanted: Wanted, call: Call) -> HttpRequest:
    """Return the request as its parameters tell it: nothing that nobody looked at reaches moto."""
    require_operation(wanted.service, wanted.operation)
    return write_request(wanted.model, wanted.protocol, call.parameters, headers=request.headers)


_REASONS: dict[int, Any] = {
    200: "OK", 201: "Created", 204: "No Content", 206: "Partial Content", 301: "Moved Permanently",
    303: "See Other", 304: "Not Modified", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 409: "Conflict",
    412: "Precondition Failed", 413: "Content Too Large", 416: "Range Not Satisfiable", 500: "Internal Server Error",
    501: "Not Implemented",
}  # fmt: skip

"""HTTP as the front sees it: one request, one answer."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, unquote

from keypost.named import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_PREFIX = "HTTP_"
_UNPREFIXED = ("CONTENT_TYPE", "CONTENT_LENGTH")
# What S3 takes in one PUT is 5 GB; a body is held in memory here (S3 User Guide, uploading objects).
LARGEST_BODY = 256 * 1024 * 1024


class HttpRequest(NamedTuple):
    """One request: `path` and `query` as they came, still percent-encoded; names of headers in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The query string's names and values, decoded."""
        return parse_qsl(self.query, keep_blank_values=True)


class HttpAnswer(NamedTuple):
    """One answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return the header's value, an empty text where there is none."""
        lowered = name.lower()
        return next((value for key, value in self.headers if key.lower() == lowered), "")


class TooLargeError(Exception):
    """The body is larger than this endpoint takes."""


def read_head(environ: "WSGIEnvironment") -> HttpRequest:
    """Return the request that a WSGI server hands over, without its body."""
    path, _, query = _find_target(environ).partition("?")
    headers = {
        name.removeprefix(_PREFIX).replace("_", "-").lower(): str(value)
        for name, value in environ.items()
        if name.startswith(_PREFIX) or (name in _UNPREFIXED and value)
    }
    return HttpRequest(environ["REQUEST_METHOD"], path or "/", query, headers, b"")


def read_body(environ: "WSGIEnvironment", head: HttpRequest, *, largest: int) -> HttpRequest:
    """Return the request with its body, of which nothing is read where it is too large.

    Raises:
        TooLargeError: it has more than `largest` bytes.
    """
    length = environ.get("CONTENT_LENGTH") or "0"
    size = int(length) if length.isdecimal() else 0
    if size > largest:
        raise TooLargeError(length)
    return head._replace(body=environ["wsgi.input"].read(size)) if size else head


def write_environ(request: HttpRequest) -> dict[str, object]:
    """Return what a WSGI application is handed for this request."""
    import io
    import sys

    host = request.headers.get("host", "127.0.0.1")
    environ: dict[str, object] = {
        "REQUEST_METHOD": request.method, "SCRIPT_NAME": "",
        "PATH_INFO": unquote(request.path, "latin-1"), "RAW_URI": _join(request), "REQUEST_URI": _join(request),
        "QUERY_STRING": request.query, "SERVER_NAME": host.partition(":")[0],
        "SERVER_PORT": host.partition(":")[2] or "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr, "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key in _UNPREFIXED else _PREFIX + key] = value
    environ["CONTENT_LENGTH"] = str(len(request.body))
    return environ


def _join(request: HttpRequest) -> str:
    return f"{request.path}?{request.query}" if request.query else request.path


def _find_target(environ: "WSGIEnvironment") -> str:
    """Return path and query as the client wrote them: what it signed."""
    target = str(environ.get("REQUEST_URI") or environ.get("RAW_URI") or "")
    if target.startswith("/"):
        return target
    path = quote(str(environ.get("PATH_INFO", "/")).encode("latin-1"), safe="/-_.~!$&'()*+,;=:@%")
    return f"{path}?{environ.get('QUERY_STRING', '')}"

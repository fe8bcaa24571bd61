"""Who may speak to an endpoint of this machine at all: no page of a web site, whatever name leads it here.

A browser sends `Origin` with what a page asks of another site, and a page whose own name was pointed to 127.0.0.1
(DNS rebinding) sends that name as `Host` (RFC 6454, section 7; Fetch Standard, `Origin` header).
"""

from urllib.parse import quote, urlsplit

from keypost.endpoint.wire.message import HttpRequest

_OWN = frozenset({"127.0.0.1", "localhost", "::1", "host.docker.internal"})
# Names below it lead to this machine and nowhere else (RFC 6761, section 6.3).
_BELOW = ".localhost"
_S3 = ".s3"


def is_from_here(request: HttpRequest) -> bool:
    """Tell whether the request is meant for this machine, and no page from elsewhere had it sent."""
    origin = request.headers.get("origin")
    return _is_own(_find_name(request)) and (origin is None or _is_own(_split(origin)))


def place_bucket(request: HttpRequest) -> HttpRequest:
    """Return the request to S3 with the bucket in its path, where it stands in the host's name."""
    name = _find_name(request)
    if not name.endswith(_BELOW):
        return request
    bucket = name.removesuffix(_BELOW).removesuffix(_S3)
    if bucket in {"", "s3"}:
        return request
    return request._replace(path=f"/{quote(bucket)}{request.path}")


def _find_name(request: HttpRequest) -> str:
    return _split(f"//{request.headers.get('host', '127.0.0.1')}")


def _split(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_own(name: str) -> bool:
    return name in _OWN or name.endswith(_BELOW)

"""HTTP to addresses on this machine: the endpoint sends nothing anywhere else.

Redirects aren't followed and no proxy is used. A certificate isn't checked: who listens on this machine is known.
"""

import base64
import ssl
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from keypost.named import NamedTuple

# Amazon SNS waits 15 seconds for an answer (SNS Developer Guide, make sure your endpoint is ready).
_SECONDS = 5
_SCHEMES = frozenset({"http", "https"})
_SHOWN = 1000
_LEAST_REDIRECT = 300
NOT_HERE = "The address isn't on this machine, and keypost local sends nothing anywhere else."


class Posted(NamedTuple):
    """What became of a request: the HTTP status, 0 where nobody answered, and what was said."""

    status: int
    told: str

    @property
    def is_taken(self) -> bool:
        """Whether it was answered with a status of success."""
        return 0 < self.status < _LEAST_REDIRECT


def is_on_this_machine(address: str) -> bool:
    """Tell whether an address (http or https) leads to 127.0.0.0/8, ::1 or localhost."""
    parts = _split(address)
    return parts is not None and bool(_find_host(parts))


def fetch_posted(address: str, body: bytes, headers: Mapping[str, str]) -> Posted:
    """Send a POST; an address elsewhere gets nothing and has the status 0."""
    parts = _split(address)
    host = _find_host(parts) if parts is not None else ""
    if parts is None or not host:
        return Posted(0, NOT_HERE)
    connection = _open(parts, host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, body, {"Host": _write_host(parts), **_authorize(parts), **headers})
        answer = connection.getresponse()
        return Posted(answer.status, answer.read(_SHOWN).decode(errors="replace"))
    except (OSError, HTTPException, ValueError) as error:
        return Posted(0, str(error) or type(error).__name__)
    finally:
        connection.close()


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _find_host(parts: SplitResult) -> str:
    """Return the numeric address to connect to, an empty text where it isn't this machine's; no name is looked up."""
    name = parts.hostname or ""
    if parts.scheme not in _SCHEMES:
        return ""
    if name == "localhost":
        return "127.0.0.1"
    try:
        return name if ip_address(name).is_loopback else ""
    except ValueError:
        return ""


def _open(parts: SplitResult, host: str) -> HTTPConnection:
    if parts.scheme == "http":
        return HTTPConnection(host, parts.port or 80, timeout=_SECONDS)
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return HTTPSConnection(host, parts.port or 443, timeout=_SECONDS, context=context)


def _write_host(parts: SplitResult) -> str:
    return parts.netloc.rpartition("@")[2]


def _authorize(parts: SplitResult) -> dict[str, str]:
    """Return basic authentication where name and password stand in the address, as Amazon SNS takes them."""
    if parts.username is None:
        return {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}

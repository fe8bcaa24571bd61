"""Who may ask: the page that this process served, and nobody else on this machine or beyond it.

Another web site can make a browser send requests to 127.0.0.1. It doesn't know the token in the address, its requests
carry its own origin, and a name of its own that it points here (DNS rebinding) stands in `Host`.
"""

import hmac
from collections.abc import Mapping

HOSTS = ("127.0.0.1", "localhost")
JSON = "application/json"


def find_refusal(environ: Mapping[str, object], *, token: str, port: int) -> int | None:
    """Return the status that refuses the request, None where it may pass."""
    hosts = {f"{name}:{port}" for name in HOSTS}
    if _read(environ, "HTTP_HOST") not in hosts:
        return 421
    origin = _read(environ, "HTTP_ORIGIN")
    if origin and origin not in {f"http://{host}" for host in hosts}:
        return 403
    if _read(environ, "HTTP_SEC_FETCH_SITE") not in {"", "same-origin", "none"}:
        return 403
    given = _read(environ, "PATH_INFO").split("/")[1:2]
    if not hmac.compare_digest("".join(given).encode(), token.encode()):
        return 404
    return _refuse_post(environ, origin) if environ.get("REQUEST_METHOD") == "POST" else None


def _refuse_post(environ: Mapping[str, object], origin: str) -> int | None:
    """What changes something comes from a page, as JSON: no form of another site can send that."""
    is_json = _read(environ, "CONTENT_TYPE").partition(";")[0].strip().lower() == JSON
    return None if origin and is_json else 403


def _read(environ: Mapping[str, object], name: str) -> str:
    return str(environ.get(name, ""))

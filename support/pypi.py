"""Whether packages can be had: some tests install them as users do."""

import http.client
import urllib.request

from support.bootstrap import read_locked_uv

_SECONDS = 10


def is_reachable() -> bool:
    """Tell whether the host answers that uv.lock has its packages from."""
    asked = urllib.request.Request(read_locked_uv()["wheels"][0]["url"], method="HEAD")  # noqa: S310 -- from uv.lock
    try:
        with urllib.request.urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310 -- the same
            return int(answer.status) == http.client.OK
    except (OSError, http.client.HTTPException):
        return False

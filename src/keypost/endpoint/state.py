"""What the endpoint keeps beside moto: plain values by kind, account and Region."""

from collections import deque
from typing import Any

_MOST = 10_000


class State:
    """Lists and mappings, made when first asked for; a list forgets its oldest entries beyond ten thousand."""

    def __init__(self) -> None:
        """Begin empty."""
        self.lists: dict[tuple[str, ...], deque[Any]] = {}
        self.maps: dict[tuple[str, ...], dict[str, Any]] = {}

    def list(self, kind: str, *place: str) -> deque[Any]:
        """Return the list of that kind at a place: an account, perhaps a Region."""
        return self.lists.setdefault((kind, *place), deque(maxlen=_MOST))

    def map(self, kind: str, *place: str) -> dict[str, Any]:
        """Return the mapping of that kind at a place."""
        return self.maps.setdefault((kind, *place), {})

    def __getstate__(self) -> dict[str, Any]:
        """Return what is written to a file: copies, each taken in one step, for requests go on meanwhile."""
        lists = {place: kept.copy() for place, kept in list(self.lists.items())}
        return {"lists": lists, "maps": {place: kept.copy() for place, kept in list(self.maps.items())}}

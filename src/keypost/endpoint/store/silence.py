"""moto delivers nothing and decides nothing by itself: the front does.

Its own deliveries look at no policy, and what it makes of bucket policies knows no conditions.
"""

from importlib import import_module
from typing import Any

from keypost.named import NamedTuple


class StoreChangedError(Exception):
    """This release of moto lacks something that the endpoint rests on."""


class _Place(NamedTuple):
    """A function of moto's that delivers."""

    module: str
    holder: str
    name: str


_DELIVERS = (
    _Place("moto.sns.models", "Subscription", "publish"),
    _Place("moto.events.models", "Rule", "send_to_targets"),
    _Place("moto.s3.notifications", "", "send_event"),
    _Place("moto.s3.notifications", "", "send_test_event"),
)


# Tells whether a bucket policy lets a request through.
_DECIDES = _Place("moto.s3.models", "FakeBucket", "get_permission")


def silence() -> None:
    """Keep moto from delivering, and from deciding.

    Raises:
        StoreChangedError: this release of moto has no such function.
    """
    for place in _DELIVERS:
        _replace(place, _deliver_nothing)
    permitted: Any = getattr(import_module("moto.iam.access_control"), "PermissionResult", None)
    if not hasattr(permitted, "PERMITTED"):
        raise StoreChangedError("moto.iam.access_control PermissionResult")
    _replace(_DECIDES, lambda *_given: permitted.PERMITTED)


def _replace(place: _Place, other: object) -> None:
    module = import_module(place.module)
    holder: Any = getattr(module, place.holder, None) if place.holder else module
    if not callable(getattr(holder, place.name, None)):
        raise StoreChangedError(f"{place.module} {place.holder} {place.name}")
    setattr(holder, place.name, other)


def _deliver_nothing(*_given: object, **_named: object) -> None:
    """Stand in for a delivery."""

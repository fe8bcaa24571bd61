"""moto delivers and decides nothing by itself: its deliveries look at no policy, its decisions at no condition.

Ours go through the front, which has authorized whatever reaches moto.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from typing import Any

from keypost.errors import KeypostError, tell_extra
from keypost.named import NamedTuple
from keypost.text import Text


class StoreChangedError(KeypostError):
    """This release of moto lacks something that the endpoint rests on."""

    def __init__(self, what: str) -> None:
        """Take what it lacks."""
        super().__init__(_CHANGED.fill(release=version("moto"), what=what), hint=tell_extra("local"))


_CHANGED = Text(
    en="moto {release} isn't one that `keypost local` can rest on: it lacks {what}",
    ja="moto {release} では `keypost local` は動きません: {what} がありません",
)


class _Place(NamedTuple):
    """A function of moto's that delivers or decides."""

    module: str
    holder: str
    name: str


_DELIVERS = (
    _Place("moto.sns.models", "Subscription", "publish"),
    _Place("moto.events.models", "Rule", "send_to_targets"),
    _Place("moto.s3.notifications", "", "send_event"),
    _Place("moto.s3.notifications", "", "send_test_event"),
)
# A Deny counts there whatever its condition and whoever calls: of objects in a bucket, of DescribeKey.
_PERMITS = _Place("moto.s3.models", "FakeBucket", "get_permission")
_REFUSES = _Place("moto.kms.responses", "", "validate_policy")


def silence() -> None:
    """Keep moto from delivering and deciding.

    Raises:
        StoreChangedError: this release of moto has no such function.
    """
    for place in (*_DELIVERS, _REFUSES):
        _replace(place, _do_nothing)
    permitted: Any = getattr(import_module("moto.iam.access_control"), "PermissionResult", None)
    if not hasattr(permitted, "PERMITTED"):
        raise StoreChangedError("moto.iam.access_control PermissionResult")
    _replace(_PERMITS, lambda *_given: permitted.PERMITTED)


def _replace(place: _Place, other: Callable[..., Any]) -> None:
    module = import_module(place.module)
    holder: Any = getattr(module, place.holder, None) if place.holder else module
    if not callable(getattr(holder, place.name, None)):
        raise StoreChangedError(f"{place.module} {place.holder} {place.name}")
    setattr(holder, place.name, other)


def _do_nothing(*_given: object, **_named: object) -> None:
    """Stand in for a delivery, or for a decision that could only refuse."""

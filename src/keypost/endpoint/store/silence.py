"""moto delivers nothing by itself: its own deliveries look at no policy. Ours go through the front."""

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


def silence() -> None:
    """Keep moto from delivering.

    Raises:
        StoreChangedError: this release of moto has no such function.
    """
    for place in _DELIVERS:
        module = import_module(place.module)
        holder: Any = getattr(module, place.holder, None) if place.holder else module
        if not callable(getattr(holder, place.name, None)):
            raise StoreChangedError(f"{place.module} {place.holder} {place.name}")
        setattr(holder, place.name, _deliver_nothing)


def _deliver_nothing(*_given: object, **_named: object) -> None:
    """Stand in for a delivery."""

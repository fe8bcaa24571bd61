"""Observations x deliveries: beside each verdict what AWS says, which never changes it."""

from keypost.checker.verdict import Delivery, Verdict
from keypost.estate.estate import Estate
from keypost.estate.observation import Course, Observation
from keypost.estate.resource import Resource
from keypost.named import Iterable, Iterator, Mapping

_CONTRADICTED = {Verdict.WORKS: Course.FAILING, Verdict.FAILS: Course.DELIVERING}


def link_observations(deliveries: tuple[Delivery, ...], estates: Iterable[Estate]) -> tuple[Delivery, ...]:
    """Tell each delivery what AWS says of it."""
    by_source: dict[str, list[Observation]] = {}
    for observation in dict.fromkeys(one for estate in estates for one in estate.observations):
        by_source.setdefault(observation.source, []).append(observation)
    if not by_source:
        return deliveries
    return tuple(
        delivery._replace(observations=found) if (found := tuple(_find(delivery, by_source))) else delivery
        for delivery in deliveries
    )


def find_contradiction(delivery: Delivery) -> Observation | None:
    """Return what AWS says that the verdict denies, as far as it surely speaks of this delivery."""
    wanted = _CONTRADICTED.get(delivery.verdict)
    return next((one for one in delivery.observations if one.target and one.course is wanted), None)


def _find(delivery: Delivery, by_source: Mapping[str, list[Observation]]) -> Iterator[Observation]:
    """Yield what speaks of the delivery, of its target first."""
    ends = (delivery.source, delivery.wire.holder)
    found = (one for end in ends for name in _names(end) for one in by_source.get(name, ()) if _is_here(end, one))
    speaking = [one for one in dict.fromkeys(found) if not one.target or one.target in _names(delivery.target)]
    yield from sorted(speaking, key=lambda one: not one.target)


def _names(resource: Resource) -> tuple[str, ...]:
    return tuple(name for name in (resource.arn, resource.id, resource.name) if name)


def _is_here(resource: Resource, observation: Observation) -> bool:
    """A name is one account's in one Region; an ARN is nobody else's."""
    if observation.source == resource.arn:
        return True
    return (resource.account, resource.region) == (observation.account, observation.region)

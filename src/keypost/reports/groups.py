"""Deliveries in the order of a report: by target, the worst first, and those with the same story told once."""

from keypost.checker.verdict import RANK, Delivery, Verdict
from keypost.named import Iterable, NamedTuple


class Target(NamedTuple):
    """The deliveries into one resource, under one encryption."""

    deliveries: tuple[Delivery, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst verdict among them that isn't accepted."""
        return max((weigh(delivery) for delivery in self.deliveries), key=RANK.__getitem__)


def weigh(delivery: Delivery) -> Verdict:
    """Return the verdict as far as it asks for attention: an accepted failure asks for none."""
    return Verdict.WORKS if delivery.suppressed is not None else delivery.verdict


def group_by_target(deliveries: Iterable[Delivery]) -> list[Target]:
    """Return the targets, those with failures first; among equals as the input has them."""
    groups: dict[tuple[str, ...], list[Delivery]] = {}
    for delivery in deliveries:
        target, key = delivery.target, delivery.key
        handle = (target.stack, target.id, target.kind.value, key.stack if key else "", key.id if key else "")
        groups.setdefault(handle, []).append(delivery)
    targets = [Target(tuple(sorted(group, key=lambda one: -RANK[one.verdict]))) for group in groups.values()]
    return sorted(targets, key=lambda target: -RANK[target.verdict])

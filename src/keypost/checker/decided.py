"""A decided reading, and what becomes of it under changes: only what a change can touch is decided again.

What is decided about a delivery depends on its wire and on the resources that take part, and on nothing else; which
resources these are depends on the names in the estate. So a wire is looked at again where one of its resources changes,
where a new resource may be what it means, and everywhere once a name changes. A law holds that to the whole decision.
"""

from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from keypost.checker.check import leave_open
from keypost.checker.connect import Connection, connect
from keypost.checker.decide import Decider
from keypost.checker.merge import Assumed, Identity, identify, merge
from keypost.checker.verdict import Delivery
from keypost.estate.estate import Case, Reading, Wire, replace_ends
from keypost.estate.kind import Kind
from keypost.estate.references import Match, References
from keypost.estate.resource import Encryption, Handle, Resource
from keypost.named import MappingProxyType, NamedTuple
from keypost.unknown import Shape, has_unknown, has_unknown_of

# The resources that change or are new, by handle: for each case of a reading one mapping.
Changed = Sequence[Mapping[Handle, Resource]]
# A wire: the numbers of its case, and of itself there.
Spot = tuple[int, int]


class Again(NamedTuple):
    """What is decided again: deliveries that changes can touch, each as it is then, None where it is no more.

    They stand in the order that they have among all deliveries; `places` tells it. `made` is what each wire makes then,
    `spots` are the wires that make each delivery.
    """

    deliveries: Mapping[Identity, Delivery | None]
    places: Mapping[Identity, tuple[Spot, int]]
    made: Mapping[Spot, tuple[Delivery, ...]] = MappingProxyType({})
    spots: Mapping[Identity, Sequence[Spot]] = MappingProxyType({})


class Decided:
    """A reading with its deliveries, and which wires make each."""

    def __init__(self, reading: Reading) -> None:
        """Decide the reading."""
        self._reading = reading
        self._cases = [_DecidedCase(case) for case in reading.cases]
        self._spots: dict[Identity, list[Spot]] = {}
        for number, case in enumerate(self._cases):
            for index, made in enumerate(case.made):
                for identity in dict.fromkeys(map(identify, made)):
                    self._spots.setdefault(identity, []).append((number, index))

    @cached_property
    def deliveries(self) -> Mapping[Identity, Delivery]:
        """All deliveries as they are decided."""
        return {identity: self._merge(identity, spots, {}) for identity, spots in self._spots.items()}

    def find_place(self, identity: Identity) -> tuple[Spot, int]:
        """Return what tells where the delivery stands among all of them."""
        return self._place(identity, self._spots[identity], {})

    def decide_again(self, changed: Changed) -> Again:
        """Decide what the changes can touch; all else stays as it is."""
        made: dict[Spot, tuple[Delivery, ...]] = {}
        for number, (case, resources) in enumerate(zip(self._cases, changed, strict=True)):
            made.update(((number, index), now) for index, now in case.decide_again(resources))
        spots = self._list_spots(made, Again({}, {}))
        places = {identity: self._place(identity, some, made) for identity, some in spots.items() if some}
        order = sorted(spots, key=lambda identity: places.get(identity, ((0, 0), 0)))
        merged = {one: self._merge(one, spots[one], made) if spots[one] else None for one in order}
        return Again(merged, places, made, spots)

    def decide_beside(
        self, again: Again, changed: Changed, *, only: Collection[Handle]
    ) -> Mapping[Identity, Delivery | None]:
        """Return what may be different from `again` where of all that is changed only these resources are different.

        They are resources of the reading, and no keys: which wires use a key can change with what is under it. All
        that is changed keeps its names.
        """
        fresh: dict[Spot, tuple[Delivery, ...]] = {}
        for number, (case, resources) in enumerate(zip(self._cases, changed, strict=True)):
            fresh.update(((number, index), now) for index, now in case.decide_again(resources, only=only))
        made = ChainMap(fresh, dict(again.made))
        spots = self._list_spots(fresh, again)
        return {one: self._merge(one, some, made) if some else None for one, some in spots.items()}

    def _list_spots(self, made: Mapping[Spot, tuple[Delivery, ...]], again: Again) -> dict[Identity, list[Spot]]:
        """Return for each delivery that these wires make, or made, all wires that make it now."""
        spots: dict[Identity, set[Spot]] = {}
        for spot, now in made.items():
            for delivery in (*self._made_at(spot, again.made), *now):
                identity = identify(delivery)
                before = again.spots.get(identity, self._spots.get(identity, ()))
                spots.setdefault(identity, {one for one in before if one not in made})
        for spot, now in made.items():
            for delivery in now:
                spots[identify(delivery)].add(spot)
        return {identity: sorted(some) for identity, some in spots.items()}

    def _made_at(self, spot: Spot, made: Mapping[Spot, tuple[Delivery, ...]]) -> tuple[Delivery, ...]:
        return made[spot] if spot in made else self._cases[spot[0]].made[spot[1]]

    def _place(
        self, identity: Identity, spots: Sequence[Spot], made: Mapping[Spot, tuple[Delivery, ...]]
    ) -> tuple[Spot, int]:
        there = map(identify, self._made_at(spots[0], made))
        return spots[0], next(index for index, one in enumerate(there) if one == identity)

    def _merge(self, identity: Identity, spots: Iterable[Spot], made: Mapping[Spot, tuple[Delivery, ...]]) -> Delivery:
        group: list[Assumed] = [
            (self._reading.cases[spot[0]].assumptions, delivery)
            for spot in spots
            for delivery in self._made_at(spot, made)
            if identify(delivery) == identity
        ]
        return leave_open(merge(group), self._reading.unfinished)


class _DecidedCase:
    """The deliveries of one case by wire, and which wires a change touches."""

    def __init__(self, case: Case) -> None:
        self._estate = case.estate
        self._references = References(case.estate.resources)
        self._held = {resource.handle: resource for resource in case.estate.resources}
        self._touched: dict[Handle, set[int]] = {}
        self._texts: dict[str, set[int]] = {}
        decider = Decider()
        self.made = [self._decide(index, wire, decider) for index, wire in enumerate(case.estate.wires)]

    def _decide(self, index: int, wire: Wire, decider: Decider) -> tuple[Delivery, ...]:
        connections = list(connect(wire, self._references, accounts=self._estate.accounts))
        for resource in _resources_of(wire, connections):
            self._touched.setdefault(resource.handle, set()).add(index)
        for text in _texts_of(wire, connections):
            if has_unknown(text):
                self._texts.setdefault(text, set()).add(index)
        return tuple(map(decider.decide, connections))

    def decide_again(
        self, changed: Mapping[Handle, Resource], *, only: Collection[Handle] | None = None
    ) -> Iterator[tuple[int, tuple[Delivery, ...]]]:
        """Yield the wires that the changes can touch, or those of some resources only, with what they make then."""
        if only is None:
            touched = self._find_touched(changed)
        else:
            touched = {index for handle in only for index in self._touched.get(handle, ())}
        if not touched:
            return
        references = self._references_with(changed) if only is None else self._references.having(changed)
        decider = Decider()
        for index in sorted(touched):
            wire = replace_ends(self._estate.wires[index], changed)
            connections = connect(wire, references, accounts=self._estate.accounts)
            yield index, tuple(map(decider.decide, connections))

    def _references_with(self, changed: Mapping[Handle, Resource]) -> References:
        if self._keeps_names(changed):
            return self._references.having(changed)
        return References(self._estate.replace(changed).resources)

    def _find_touched(self, changed: Mapping[Handle, Resource]) -> set[int]:
        new = [resource for handle, resource in changed.items() if handle not in self._held]
        if not self._keeps_names(changed) or not all(map(_is_new_key, new)):
            return set(range(len(self.made)))
        found = [self._touched[handle] for handle in changed if handle in self._touched]
        return set().union(*found, *map(self._may_mean, new))

    def _keeps_names(self, changed: Mapping[Handle, Resource]) -> bool:
        return all(_name(self._held[one]) == _name(changed[one]) for one in changed if one in self._held)

    def _may_mean(self, key: Resource) -> set[int]:
        """Return the wires that may mean a new key: by its own id, or by a text that stays open."""
        alone = References((key,))
        return {
            index
            for text, indexes in self._texts.items()
            if key.name in text or not self._references.is_exact(text)
            if alone.find(text, kinds=None, near=key).match is not Match.OUTSIDE
            for index in indexes
        }


def _is_new_key(resource: Resource) -> bool:
    """Whether it is a key with nothing but an id that AWS makes up, which no literal text can mean."""
    ids = (resource.arn, resource.name)
    is_generated = all(has_unknown_of(one, shape=Shape.IDENTITY) for one in ids)
    return resource.kind is Kind.KEY and is_generated and not resource.aliases and "ref" not in resource.attributes


def _name(resource: Resource) -> tuple[object, ...]:
    """Return everything that decides who is meant by a reference, and which paths a wire makes."""
    place = (resource.stack, resource.account, resource.region, resource.partition, resource.origin)
    return resource.kind, resource.id, resource.arn, resource.name, resource.aliases, resource.attributes, *place


def _resources_of(wire: Wire, connections: Iterable[Connection]) -> Iterator[Resource]:
    yield from (wire.source, wire.holder)
    for one in connections:
        ends = (one.target, one.key, one.role, one.linked_role)
        yield from (resource for resource in ends if resource is not None)


def _texts_of(wire: Wire, connections: Iterable[Connection]) -> Iterator[str]:
    """Yield the references that say which key is meant, and which target."""
    written = (wire.target, wire.key, wire.role)
    yield from (text for text in written if isinstance(text, str))
    for one in connections:
        for encryption in (one.encryption, one.target.encryption, one.source.encryption):
            if isinstance(encryption, Encryption) and encryption.key is not None:
                yield encryption.key

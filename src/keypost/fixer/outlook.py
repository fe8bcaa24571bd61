"""A reading with changes made, and what is decided then: beside the reading as it is, only what is different."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from keypost.checker.decided import Again, Decided
from keypost.checker.merge import Identity
from keypost.checker.statements import open_text
from keypost.checker.verdict import Delivery, Verdict, is_worse
from keypost.estate.estate import Reading
from keypost.estate.resource import Handle, Resource
from keypost.fixer.apply import apply_to_reading, list_changed
from keypost.fixer.change import Changes, NewKey
from keypost.fixer.free_names import Taken, list_taken
from keypost.unknown import same_text


class Ground:
    """A reading as it is, with what is looked up in it again and again."""

    def __init__(self, reading: Reading) -> None:
        """Take the reading."""
        self.reading = reading

    @cached_property
    def decided(self) -> Decided:
        """The reading with its deliveries."""
        return Decided(self.reading)

    @cached_property
    def held(self) -> Sequence[Mapping[Handle, Resource]]:
        """The resources of each case."""
        return [{resource.handle: resource for resource in case.estate.resources} for case in self.reading.cases]

    @cached_property
    def resources(self) -> Sequence[Resource]:
        """The resources of all cases; one that is the same object in several of them once."""
        found = {id(resource): resource for case in self.reading.cases for resource in case.estate.resources}
        return tuple(found.values())

    @cached_property
    def variants(self) -> Mapping[Handle, Sequence[Resource]]:
        """The resources of all cases by handle, each as often as it differs."""
        groups: dict[Handle, list[Resource]] = {}
        for resource in self.resources:
            groups.setdefault(resource.handle, []).append(resource)
        return groups

    @cached_property
    def by_handle(self) -> Mapping[Handle, Resource]:
        """The resources of all cases, of several variants the last."""
        return {resource.handle: resource for resource in self.resources}

    @cached_property
    def principals(self) -> Mapping[str, Handle]:
        """The roles and users by ARN, of several with one the first."""
        found: dict[str, Handle] = {}
        for resource in self.resources:
            if resource.is_principal:
                found.setdefault(resource.arn, resource.handle)
        return found

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The ids of the resources by ARN, as a policy would write it; of several with one the last."""
        return {open_text(resource.arn): resource.id for resource in self.resources}

    @cached_property
    def taken(self) -> Taken:
        """The names that nothing new may get."""
        return list_taken(self.resources)

    @cached_property
    def keys(self) -> Mapping[Handle, Sequence[Resource]]:
        """The keys of the deliveries to each target."""
        found: dict[Handle, list[Resource]] = {}
        for delivery in self.decided.deliveries.values():
            if delivery.key is not None:
                found.setdefault(delivery.target.handle, []).append(delivery.key)
        return found

    @cached_property
    def needed(self) -> Mapping[tuple[str, str], Sequence[Identity]]:
        """The deliveries that need an action of a caller, by both; actions in small letters."""
        found: dict[tuple[str, str], dict[Identity, None]] = {}
        for identity, delivery in self.decided.deliveries.items():
            for need in list_needed(delivery):
                found.setdefault(need, {})[identity] = None
        return {need: tuple(identities) for need, identities in found.items()}


def list_needed(delivery: Delivery) -> Iterator[tuple[str, str]]:
    """Yield each caller with the actions that the delivery needs of it, as AWS documents the path."""
    for call in delivery.calls:
        if call.request is not None:
            caller = call.request.principal.name
            yield from ((caller, (call.call.advised or call.call.action).lower()), (caller, call.call.action.lower()))


class Outlook:
    """A reading with changes made, and what is decided then."""

    def __init__(self, reading: Reading | Ground, changes: Changes = ()) -> None:
        """Take the reading as it is, and the changes to make."""
        self.changes = changes
        self.ground = reading if isinstance(reading, Ground) else Ground(reading)

    def and_then(self, changes: Changes) -> "Outlook":
        """Return the outlook with further changes."""
        return Outlook(self.ground, (*self.changes, *changes))

    @cached_property
    def reading(self) -> Reading:
        """The reading with the changes made."""
        return apply_to_reading(self.changes, self.ground.reading) if self.changes else self.ground.reading

    @cached_property
    def by_handle(self) -> Mapping[Handle, Resource]:
        """The resources with the changes made, of several variants the last."""
        changed = {handle: one for resources in self.changed for handle, one in resources.items()}
        return {**self.ground.by_handle, **changed}

    @cached_property
    def changed(self) -> Sequence[Mapping[Handle, Resource]]:
        """The resources that the changes change or add, of each case."""
        return [list_changed(self.changes, held) for held in self.ground.held]

    @cached_property
    def again(self) -> Again:
        """The deliveries that the changes can touch."""
        return self.ground.decided.decide_again(self.changed) if self.changes else Again({}, {})

    def decide_instead(self, changes: Changes, *, owner: Handle) -> Mapping[Identity, Delivery | None]:
        """Return what may be decided differently with these changes, which differ in those of one resource only."""
        decided = self.ground.decided
        if any(owner in held and not held[owner].is_key for held in self.ground.held):
            own = tuple(one for one in changes if not isinstance(one, NewKey) and one.owner == owner)
            pairs = zip(self.changed, self.ground.held, strict=True)
            changed = [_put_instead(now, list_changed(own, held), owner) for now, held in pairs]
            return decided.decide_beside(self.again, changed, only=(owner,))
        other = Outlook(self.ground, changes)
        both = self.again.deliveries.keys() | other.again.deliveries.keys()
        return {identity: other.find(identity) for identity in both}

    def find(self, identity: Identity) -> Delivery | None:
        """Return the delivery as it is decided then, None where there is none."""
        again = self.again.deliveries
        return again[identity] if identity in again else self.ground.decided.deliveries.get(identity)

    def find_before(self, identity: Identity) -> Delivery | None:
        """Return the delivery as it is decided without the changes."""
        return self.ground.decided.deliveries.get(identity)

    def find_variants(self, handle: Handle) -> Sequence[Resource]:
        """Return what the cases hold of a resource then."""
        if not any(handle in changed for changed in self.changed):
            return self.ground.variants.get(handle, ())
        found = (
            changed.get(handle) or held.get(handle)
            for changed, held in zip(self.changed, self.ground.held, strict=True)
        )
        return tuple({id(one): one for one in found if one is not None}.values())

    def find_principal(self, arn: str) -> Resource | None:
        """Return the role or user of the input that has the ARN."""
        handle = self.ground.principals.get(arn)
        return None if handle is None else next(one for one in self.find_variants(handle) if same_text(one.arn, arn))

    def list_worse(self) -> Iterator[Delivery]:
        """Yield the deliveries that the changes make worse or take away, as they were."""
        known = (identity for identity in self.again.deliveries if self.find_before(identity) is not None)
        for identity in sorted(known, key=self.ground.decided.find_place):
            before, now = self.find_before(identity), self.again.deliveries[identity]
            if before is not None and (now is None or is_worse(now.verdict, than=before.verdict)):
                yield before

    def list_turned(self) -> Iterator[Delivery]:
        """Yield the deliveries that work with the changes and didn't before."""
        for identity, delivery in self.again.deliveries.items():
            before = self.find_before(identity)
            works = delivery is not None and delivery.verdict is Verdict.WORKS
            if delivery is not None and works and before is not None and before.verdict is not Verdict.WORKS:
                yield delivery


def _put_instead(
    changed: Mapping[Handle, Resource], own: Mapping[Handle, Resource], owner: Handle
) -> Mapping[Handle, Resource]:
    """Return what is changed with another version of one resource, without it where that is as it was."""
    others = dict(changed)
    others.pop(owner, None)
    return {**others, **own}

"""From deliveries that fail to changes under which they work: one denied call after the other, each try decided."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from keypost.checker.check import decide_reading
from keypost.checker.merge import Identity, identify
from keypost.checker.verdict import RANK, CallVerdict, Delivery, Verdict, is_worse
from keypost.estate.estate import Reading
from keypost.estate.resource import Resource
from keypost.fixer.apply import apply_to_reading
from keypost.fixer.change import Changes
from keypost.fixer.propose import Denial, propose
from keypost.policy.request import Request
from keypost.unknown import same_text

# Changes of one candidate; nothing real needs more than a few for each caller.
_MOST_CHANGES = 60
Deliveries = dict[Identity, Delivery]


class Outlook:
    """A reading with changes made, and what is decided then."""

    def __init__(self, reading: Reading, changes: Changes = ()) -> None:
        """Take the reading as it is, and the changes to make."""
        self.changes = changes
        self._original = reading

    @cached_property
    def reading(self) -> Reading:
        """The reading with the changes made."""
        return apply_to_reading(self.changes, self._original) if self.changes else self._original

    @cached_property
    def resources(self) -> Sequence[Resource]:
        """The resources of all cases; one that is the same object in several of them once."""
        found = {id(resource): resource for case in self.reading.cases for resource in case.estate.resources}
        return tuple(found.values())

    @cached_property
    def deliveries(self) -> Deliveries:
        """All deliveries as they are decided then."""
        return {identify(delivery): delivery for delivery in decide_reading(self.reading)}

    def and_then(self, changes: Changes) -> "Outlook":
        """Return the outlook with further changes."""
        return Outlook(self._original, (*self.changes, *changes))


def find_changes(before: Outlook, goal: frozenset[Identity], start: Changes) -> Outlook | None:
    """Return an outlook in which every delivery of the goal works and no other is worse, None where none is found."""
    outlook = before.and_then(start)
    while len(outlook.changes) <= _MOST_CHANGES:
        wrong = next(_find_wrong(outlook, before, goal), None)
        if wrong is None:
            return outlook
        better = _improve(outlook, wrong)
        if better is None:
            return None
        outlook = better
    return None


def is_reached(outlook: Outlook, before: Outlook, goal: frozenset[Identity]) -> bool:
    """Tell whether every delivery of the goal works, and none is worse than before."""
    return goal <= outlook.deliveries.keys() and next(_find_wrong(outlook, before, goal), None) is None


def _find_wrong(outlook: Outlook, before: Outlook, goal: frozenset[Identity]) -> Iterator[Delivery]:
    """Yield the deliveries that should be better: those of the goal, and those that the changes made worse."""
    for identity, delivery in outlook.deliveries.items():
        known = before.deliveries.get(identity)
        got_worse = known is not None and is_worse(delivery.verdict, than=known.verdict)
        if got_worse or (identity in goal and delivery.verdict is not Verdict.WORKS):
            yield delivery


def _improve(outlook: Outlook, delivery: Delivery) -> Outlook | None:
    """Return the outlook with changes that let one more denied call of the delivery through, or come closer to that."""
    for index, call in enumerate(delivery.calls):
        if call.verdict is not Verdict.WORKS:
            better = _let_through(outlook, delivery, index)
            if better is not None:
                return better
    return None


def _let_through(outlook: Outlook, delivery: Delivery, index: int) -> Outlook | None:
    """Return the first try under which the call works, else the first under which less stands in its way."""
    identity, call = identify(delivery), delivery.calls[index]
    closer = None
    for changes in _propose_for(call, delivery, outlook):
        tried = outlook.and_then(changes)
        after = tried.deliveries.get(identity)
        if after is not None and _is_progress(after, delivery):
            if after.calls[index : index + 1] and after.calls[index].verdict is Verdict.WORKS:
                return tried
            closer = closer or tried
    return closer


def _propose_for(call: CallVerdict, delivery: Delivery, outlook: Outlook) -> Iterator[Changes]:
    if call.request is not None:
        yield from propose(Denial(delivery, call, call.request, _find_role(call.request, outlook)))


def _is_progress(after: Delivery, before: Delivery) -> bool:
    """Whether less stands in the way: a call less, or another policy than the one that stopped a call."""
    if _count_open(after) != _count_open(before):
        return _count_open(after) < _count_open(before)
    return _stops(after) != _stops(before)


def _count_open(delivery: Delivery) -> int:
    return sum(RANK[call.verdict] for call in delivery.calls)


def _stops(delivery: Delivery) -> list[object]:
    return [(call.decision.reason, call.decision.origin) for call in delivery.calls]


def _find_role(request: Request, outlook: Outlook) -> Resource | None:
    """Return the role or user of the input that makes the call."""
    name = request.principal.role_arn or request.principal.name
    principals = (resource for resource in outlook.resources if resource.is_principal)
    return next((one for one in principals if same_text(one.arn, name) is True), None)

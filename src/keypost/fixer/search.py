"""From deliveries that fail to changes under which they work: one denied call after the other, each try decided."""

from collections.abc import Iterator, Mapping

from keypost.checker.merge import Identity, identify
from keypost.checker.verdict import RANK, CallVerdict, Delivery, Verdict, is_worse
from keypost.estate.resource import Resource
from keypost.fixer.change import Changes
from keypost.fixer.outlook import Outlook
from keypost.fixer.propose import Denial, propose
from keypost.policy.request import Request

# Changes of one candidate beyond those that it begins with; nothing real needs more than a few for each caller.
_MOST_CHANGES = 60


def find_changes(before: Outlook, goal: frozenset[Identity], start: Changes) -> Outlook | None:
    """Return an outlook in which every delivery of the goal works and no other is worse, None where none is found."""
    outlook = before.and_then(start)
    while len(outlook.changes) <= len(start) + _MOST_CHANGES:
        wrong = next(_find_wrong(outlook, goal), None)
        if wrong is None:
            return outlook
        better = _improve(outlook, wrong)
        if better is None:
            return None
        outlook = better
    return None


def stays_reached(different: Mapping[Identity, Delivery | None], outlook: Outlook, goal: frozenset[Identity]) -> bool:
    """Tell whether every delivery of the goal works and none is worse than before, where only these are different."""
    for identity, now in different.items():
        before = outlook.find_before(identity)
        if identity in goal and (now is None or now.verdict is not Verdict.WORKS):
            return False
        if now is not None and before is not None and is_worse(now.verdict, than=before.verdict):
            return False
    return True


def _find_wrong(outlook: Outlook, goal: frozenset[Identity]) -> Iterator[Delivery]:
    """Yield the deliveries that should be better: those of the goal, and those that the changes made worse."""
    again, decided = outlook.again, outlook.ground.decided
    open_ = [one for one in goal if (found := outlook.find(one)) is not None and found.verdict is not Verdict.WORKS]
    wrong = {*open_, *(one for one in again.deliveries if _is_worse(outlook, one))}
    for identity in sorted(wrong, key=lambda one: again.places.get(one) or decided.find_place(one)):
        delivery = outlook.find(identity)
        if delivery is not None:
            yield delivery


def _is_worse(outlook: Outlook, identity: Identity) -> bool:
    now, before = outlook.find(identity), outlook.find_before(identity)
    return now is not None and before is not None and is_worse(now.verdict, than=before.verdict)


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
        after = tried.find(identity)
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
    return outlook.find_principal(request.principal.role_arn or request.principal.name)

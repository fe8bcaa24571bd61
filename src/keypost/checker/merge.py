"""The same delivery under different assumptions, or made by several settings, becomes one."""

from keypost.checker.verdict import RANK, Delivery, Need, NeedKind, Verdict, is_worse
from keypost.estate.estate import Assumption
from keypost.named import Iterable, Iterator

Assumed = tuple[tuple[Assumption, ...], Delivery]
Identity = tuple[str, str, str, str, str]


def merge_deliveries(decided: Iterable[Assumed]) -> tuple[Delivery, ...]:
    """Return each delivery once: with the verdict that all cases agree on, else DEPENDS on what separates them."""
    groups: dict[Identity, list[Assumed]] = {}
    for assumptions, delivery in decided:
        groups.setdefault(identify(delivery), []).append((assumptions, delivery))
    return tuple(map(merge, groups.values()))


def identify(delivery: Delivery) -> Identity:
    """Return what tells the delivery apart from all others of its reading: its path and its two ends."""
    source, target = delivery.source, delivery.target
    return delivery.path.id, source.stack, source.id, target.stack, target.id


def find_worse(before: Iterable[Delivery], after: Iterable[Delivery]) -> Iterator[Delivery]:
    """Yield the deliveries of one estate that are worse in another, those that it doesn't have any more included."""
    now = {identify(delivery): delivery.verdict for delivery in after}
    for delivery in before:
        verdict = now.get(identify(delivery))
        if verdict is None or is_worse(verdict, than=delivery.verdict):
            yield delivery


def merge(group: list[Assumed]) -> Delivery:
    """Return the one delivery that all of these are, each under its assumptions."""
    if len(group) == 1:
        return group[0][1]
    cases = _worst_of_each_case(group)
    worst = max((delivery for _, delivery in cases), key=lambda delivery: RANK[delivery.verdict])
    verdicts = {delivery.verdict for _, delivery in cases}
    if len(verdicts) == 1:
        return worst
    needs = tuple(_separating(cases))
    return worst._replace(verdict=Verdict.DEPENDS, needs=(*needs, *worst.needs), assumptions=_conditions(cases))


def _worst_of_each_case(group: list[Assumed]) -> list[Assumed]:
    """Several settings can link the same pair (AlarmActions and OKActions): the worst counts.

    What is assumed about stacks that the delivery has nothing to do with makes no other case of it.
    """
    cases: dict[tuple[Assumption, ...], Delivery] = {}
    for assumptions, delivery in group:
        stacks = delivery.stacks
        own = tuple(one for one in assumptions if not one.stacks or one.stacks & stacks)
        known = cases.get(own)
        if known is None or is_worse(delivery.verdict, than=known.verdict):
            cases[own] = delivery
    return list(cases.items())


def _separating(cases: list[Assumed]) -> list[Need]:
    """Return a need for each assumption whose value alone can change the verdict; for all where none does alone."""
    names = {assumption.name: assumption for assumptions, _ in cases for assumption in assumptions}
    alone = [assumption for name, assumption in names.items() if _matters_alone(name, cases)]
    return [Need(NeedKind.CONDITION, assumption.name, assumption.origin) for assumption in alone or names.values()]


def _matters_alone(name: str, cases: list[Assumed]) -> bool:
    seen: dict[frozenset[tuple[str, str]], Verdict] = {}
    for assumptions, delivery in cases:
        others = frozenset((assumed.name, assumed.value) for assumed in assumptions if assumed.name != name)
        if seen.setdefault(others, delivery.verdict) is not delivery.verdict:
            return True
    return False


def _conditions(cases: list[Assumed]) -> tuple[tuple[Assumption, ...], ...]:
    """Return the assumptions under which the delivery doesn't get through."""
    return tuple(assumptions for assumptions, delivery in cases if delivery.verdict is Verdict.FAILS)

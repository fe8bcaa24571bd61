"""Which ways to settle open conditions are looked at.

Up to a few combinations simply all are, and one name means one value everywhere. Beyond that, templates that have
nothing to do with each other don't multiply: root stacks that import from each other form a cluster, every combination
inside a cluster is looked at, and all clusters change side by side.
"""

from itertools import chain, product

from keypost.estate.estate import OTHER_THAN, Assumption
from keypost.named import Iterable, Iterator, Mapping, NamedTuple, Sequence
from keypost.readers.cloudformation.settings import Choice, Settings

MOST_CASES = 64
FEW_CASES = 16


class Open(NamedTuple):
    """A choice that the root stacks of one cluster leave open together."""

    choice: Choice
    roots: frozenset[str]


# Open choices with the value that each is given.
Way = tuple[tuple[Open, str | None], ...]
# What is settled, for each root stack.
SettingsOf = Mapping[str, Settings]


def join_roots(roots: Iterable[str], *, links: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Return the clusters of root stacks that are linked with each other, directly or through others."""
    clusters = [frozenset({root}) for root in roots]
    for link in links:
        apart = [one for one in clusters if not one & link]
        clusters = [*apart, frozenset(link).union(*(one for one in clusters if one & link))]
    return clusters


def count_ways(choices: Iterable[Open]) -> int:
    """Return how many combinations of values there are."""
    ways = 1
    for one in choices:
        ways *= len(one.choice.values)
    return ways


def list_ways(choices: Sequence[Open], *, room: int) -> tuple[list[Way], frozenset[str]]:
    """Return the ways to settle the choices, at most `room`, and the root stacks for which these are not all."""
    clusters: dict[frozenset[str], list[Open]] = {}
    for one in choices:
        clusters.setdefault(one.roots, []).append(one)
    turns = [list(_combinations(own)) if count_ways(own) <= room else _samples(own, room) for own in clusters.values()]
    crowded = (roots for roots, own in clusters.items() if count_ways(own) > room)
    return list(_side_by_side(turns)), frozenset(chain.from_iterable(crowded))


def choose(settings: SettingsOf, way: Way) -> dict[str, Settings]:
    """Return the settings of all root stacks with the way's values chosen."""
    chosen = dict(settings)
    for (choice, roots), value in way:
        for root in roots:
            chosen[root] = _choose_one(chosen[root], choice, value)
    return chosen


def list_assumptions(way: Way) -> Iterator[Assumption]:
    """Yield what a way takes for granted; "any other value" is written as what it isn't."""
    for (choice, roots), value in way:
        others = ", ".join(one for one in choice.values if one is not None)
        yield Assumption(choice.name, value if value is not None else f"{OTHER_THAN}{others}", choice.origin, roots)


def _choose_one(settings: Settings, choice: Choice, value: str | None) -> Settings:
    choices, excluded = {**settings.choices, choice.name: value}, settings.excluded
    if value is None:
        excluded = {**excluded, choice.name: frozenset(one for one in choice.values if one is not None)}
    return settings._replace(choices=choices, excluded=excluded)


def _combinations(choices: Sequence[Open]) -> Iterator[Way]:
    for values in product(*(one.choice.values for one in choices)):
        yield tuple(zip(choices, values, strict=True))


def _samples(choices: Sequence[Open], room: int) -> list[Way]:
    """Return ways in which each choice takes each of its values at least once."""
    most = min(room, max(len(one.choice.values) for one in choices))
    return [tuple((one, one.choice.values[turn % len(one.choice.values)]) for one in choices) for turn in range(most)]


def _side_by_side(turns: Sequence[Sequence[Way]]) -> Iterator[Way]:
    """Let all clusters change at once: as many ways as the largest one has, while the others begin anew."""
    for number in range(max(map(len, turns), default=0)):
        yield tuple(chain.from_iterable(ways[number % len(ways)] for ways in turns))

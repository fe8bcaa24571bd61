"""Which ways to settle open conditions are looked at.

Templates that have nothing to do with each other don't multiply: choices are grouped by the root stacks that make them
and by what links those (imports, shared parameter names), every combination inside a group is looked at, and while one
group changes all others keep their first values. Up to a few combinations simply all are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod

from keypost.estate.estate import Assumption
from keypost.readers.cloudformation.resolved import Choice, Settings

MOST_CASES = 64
_FEW = 16

# Choices with the value that each is given.
Way = tuple[tuple[Choice, str | None], ...]


def list_ways(
    choices: Sequence[Choice], *, roots: Mapping[str, frozenset[str]], links: Iterable[frozenset[str]], room: int
) -> tuple[list[Way], bool]:
    """Return the ways to settle the choices, at most `room`, and whether these are all that matter.

    `roots` tells which root stacks leave a choice open, `links` which of them depend on each other.
    """
    if prod(len(choice.values) for choice in choices) <= min(_FEW, room):
        return list(_combinations(choices)), True
    groups = group_choices(choices, roots=roots, links=links)
    if 1 + sum(prod(len(choice.values) for choice in group) - 1 for group in groups) <= room:
        return list(_by_group(choices, groups)), True
    most = max(len(choice.values) for choice in choices)
    few = [tuple((choice, choice.values[turn % len(choice.values)]) for choice in choices) for turn in range(most)]
    return few[:room], False


def group_choices(
    choices: Sequence[Choice], *, roots: Mapping[str, frozenset[str]], links: Iterable[frozenset[str]]
) -> list[list[Choice]]:
    """Return the choices in groups that share no root stack, directly or through links."""
    joined: list[set[str]] = []
    for together in (*(set(roots.get(choice.name, ())) for choice in choices), *map(set, links)):
        apart = [one for one in joined if not one & together]
        joined = [*apart, together.union(*(one for one in joined if one & together))]
    groups: dict[int, list[Choice]] = {}
    for choice in choices:
        of = roots.get(choice.name, frozenset())
        index = next((number for number, one in enumerate(joined) if one & of), -1)
        groups.setdefault(index, []).append(choice)
    return list(groups.values())


def choose(settings: Settings, way: Way) -> Settings:
    """Return the settings with the way's values chosen."""
    choices, excluded = dict(settings.choices), dict(settings.excluded)
    for choice, value in way:
        choices[choice.name] = value
        if value is None:
            excluded[choice.name] = frozenset(one for one in choice.values if one is not None)
    return settings._replace(choices=choices, excluded=excluded)


def list_assumptions(way: Way) -> Iterator[Assumption]:
    """Yield what a way takes for granted; "any other value" is written as what it isn't."""
    for choice, value in way:
        others = ", ".join(one for one in choice.values if one is not None)
        yield Assumption(choice.name, value if value is not None else f"≠ {others}", choice.origin)


def _combinations(choices: Sequence[Choice]) -> Iterator[Way]:
    for values in product(*(choice.values for choice in choices)):
        yield tuple(zip(choices, values, strict=True))


def _by_group(choices: Sequence[Choice], groups: Sequence[Sequence[Choice]]) -> Iterator[Way]:
    first = {choice.name: choice.values[0] for choice in choices}
    yield tuple((choice, first[choice.name]) for choice in choices)
    for group in groups:
        for way in list(_combinations(group))[1:]:
            values = {**first, **{choice.name: value for choice, value in way}}
            yield tuple((choice, values[choice.name]) for choice in choices)

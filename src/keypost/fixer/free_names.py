"""Names for what is added: of statements, of resources."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count

from keypost.estate.kind import Kind
from keypost.estate.resource import Resource
from keypost.named import NamedTuple

# What is written for a new key: the key, and its alias beside it.
KEY_PARTS = ("", "Alias")


class Taken(NamedTuple):
    """What resources are called already: for each stack their ids, and what its aliases end in; and all ARNs."""

    names: Mapping[str, Collection[str]]
    arns: Collection[str]


def list_taken(resources: Iterable[Resource]) -> Taken:
    """Return what these resources are called."""
    names: dict[str, set[str]] = {}
    arns = set[str]()
    for resource in resources:
        names.setdefault(resource.stack, set()).update((resource.id, *_find_alias_names(resource)))
        arns.add(resource.arn)
    return Taken(names, arns)


def _find_alias_names(resource: Resource) -> Iterator[str]:
    """Yield the aliases, and what stands in them behind the stack's name, as in that of a new key."""
    for alias in (resource.name, *resource.aliases) if resource.kind is Kind.ALIAS else resource.aliases:
        yield from (alias.removeprefix("alias/"), alias.rpartition("-")[2])


def find_free_name(name: str, *, taken: Collection[str | None], parts: Sequence[str] = ("",)) -> str:
    """Return the name, with the first number behind it that makes it a new one where it is taken.

    `parts` are the endings of all names that it stands for.
    """
    numbered = chain((name,), (f"{name}{number}" for number in count(2)))
    return next(one for one in numbered if not any(one + part in taken for part in parts))

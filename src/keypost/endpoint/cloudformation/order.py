"""In which order a template's resources are made: what they refer to and depend on comes first."""

from collections.abc import Iterable, Mapping

from keypost.endpoint.cloudformation.failure import invalid
from keypost.endpoint.cloudformation.template import find_references, list_dependencies
from keypost.endpoint.cloudformation.types.all import TYPES
from keypost.readers.cloudformation.loops import Entry, bind_text


def find_needs(entries: Mapping[str, Entry]) -> dict[str, tuple[str, ...]]:
    """Return for each resource those of the same stack that must be there before it."""
    needs = {name: tuple(_find(entry, entries)) for name, entry in entries.items()}
    for name, entry in entries.items():
        for other in _find_followed(entry, entries):
            if not _leads(needs, other, name):
                needs[name] = (*needs[name], other)
    return needs


def _find_followed(entry: Entry, entries: Mapping[str, Entry]) -> list[str]:
    """Return the resources of types that this one's type follows."""
    kind = TYPES.get(_type_of(entry))
    return [name for name, other in entries.items() if kind is not None and _type_of(other) in kind.follows]


def _type_of(entry: Entry) -> str:
    return str(entry.body.get("Type")) if isinstance(entry.body, dict) else ""


def _leads(needs: Mapping[str, tuple[str, ...]], start: str, end: str) -> bool:
    """Tell whether a resource needs another one, if only by way of others."""
    seen, waiting = set[str](), [start]
    while waiting:
        name = waiting.pop()
        if name == end:
            return True
        if name not in seen:
            seen.add(name)
            waiting += needs.get(name, ())
    return False


def _find(entry: Entry, entries: Mapping[str, Entry]) -> Iterable[str]:
    bindings = entry.scope.bindings
    named = [name for name, _ in find_references(entry.body)] + list_dependencies(entry.body)
    bound = dict.fromkeys(bind_text(name, bindings=bindings) if bindings else name for name in named)
    return [name for name in bound if name in entries]


def sort(needs: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the names, each after those that it needs, otherwise as they are written.

    Raises:
        RefusalError: some need each other.
    """
    waiting, ready, done = {name: set(needed) for name, needed in needs.items()}, list[str](), set[str]()
    while waiting:
        free = [name for name, needed in waiting.items() if needed <= done]
        if not free:
            raise invalid(f"Circular dependency between resources: [{', '.join(_find_circle(waiting))}]")
        ready += free
        done.update(free)
        for name in free:
            del waiting[name]
    return ready


def _find_circle(waiting: Mapping[str, set[str]]) -> list[str]:
    """Return those that wait for each other, without those that only wait for them."""
    kept = set(waiting)
    while True:
        needed = {one for name in kept for one in waiting[name]} & kept
        if needed == kept:
            return [name for name in waiting if name in kept]
        kept = needed

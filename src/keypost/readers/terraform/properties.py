"""Reads what `types` declare: attributes of an instance -> properties in CloudFormation's words, and back to places."""

from collections.abc import Iterator, Mapping
from functools import cache

from keypost.named import NamedTuple
from keypost.origin import Pointer
from keypost.readers.building.resolved import Value
from keypost.readers.terraform.types.declare import (
    ITSELF,
    Attribute,
    Block,
    Blocks,
    Each,
    Fixed,
    Form,
    Joined,
    Properties,
    Source,
)
from keypost.unknown import Unread

Values = Mapping[str, Value]


class Place(NamedTuple):
    """What may stand in an attribute, as its type's entry says."""

    form: Form = Form.REFERENCE
    listed: bool = False
    member: str = ""
    block: bool = False
    computed: bool = False


def read_properties(properties: Properties, values: Values) -> dict[str, Value]:
    """Return the properties that are set."""
    read = {}
    for name, start, source in (_prepared.get(id(properties)) or _prepare(properties)).sources:
        if start is None or start in values:  # most aren't set: this is found out by looking at the first step
            value = read_source(source, values)
            if value is not None:
                read[name] = value
    return read


class _Prepared(NamedTuple):
    """Properties, each with the attribute without which it isn't set (None: there is no such one)."""

    properties: Properties  # kept, so that no others have their `id`
    sources: tuple[tuple[str, str | None, Source], ...]


_prepared: dict[int, _Prepared] = {}


def _prepare(properties: Properties) -> _Prepared:
    sources = tuple((name, _find_start(source), source) for name, source in properties.items())
    prepared = _prepared[id(properties)] = _Prepared(properties, sources)
    return prepared


def _find_start(source: Source) -> str | None:
    if isinstance(source, (str, Attribute, Each)):
        return _split(source if isinstance(source, str) else source.way)[0]
    return source.name if isinstance(source, (Block, Blocks)) else None


def read_source(source: Source, values: Values) -> Value:
    """Return what a source says, None where it isn't set."""
    if isinstance(source, str):
        return _read_way(source, values)
    if isinstance(source, Attribute):
        return _read_way(source.way, values)
    if isinstance(source, Fixed):
        return source.value
    if isinstance(source, (Block, Blocks)):
        return _read_blocks(source, values)
    if isinstance(source, (Each, Joined)):
        return _read_list(source, values)
    inside = read_properties(source, values)
    return inside if any(not isinstance(source[name], Fixed) for name in inside) else None


def _way(source: str | Attribute | Each) -> str:
    """Return the dotted way of a source, without what says that it is a list."""
    return (source if isinstance(source, str) else source.way).removesuffix("[]")


@cache
def _split(way: str) -> tuple[str, ...]:
    return (way,) if way == ITSELF else tuple(way.removesuffix("[]").split("."))


def _read_way(way: str, values: Values) -> Value:
    """Follow names and blocks; an empty text or list is as good as none."""
    steps = _split(way)
    value = values.get(steps[0])
    for name in steps[1:]:
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, Unread):
            return value
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if value or value not in ("", []) else None


def _read_blocks(source: Block | Blocks, values: Values) -> Value:
    found = values.get(source.name)
    if isinstance(found, Unread) or not found:
        return found or None
    blocks = found if isinstance(found, list) else [found]
    read = [read_properties(source.properties, block) for block in blocks if isinstance(block, Mapping)]
    return read if isinstance(source, Blocks) else next(iter(read), None)


def _read_list(source: Each | Joined, values: Values) -> Value:
    if isinstance(source, Joined):
        return [one for inside in source.sources for one in _elements(read_source(inside, values))] or None
    found = _read_way(source.way, values)
    if found is None or isinstance(found, Unread):
        return found
    return [read_properties(source.properties, {ITSELF: one}) for one in _elements(found)]


def _elements(value: Value) -> list[Value]:
    return value if isinstance(value, list) else [] if value is None else [value]


def find_attribute(source: Source, pointer: Pointer) -> Pointer:
    """Return the path of attributes behind a path of properties, as far as it can be told."""
    if isinstance(source, (str, Attribute)):
        return (*_way(source).split("."), *pointer)
    if isinstance(source, (Block, Blocks)):
        start = pointer[:1] if isinstance(source, Blocks) else (0,)
        inside = pointer[1:] if isinstance(source, Blocks) else pointer
        return (source.name, *start, *_find_inside(source.properties, inside))
    if isinstance(source, Each):
        return (*_way(source).split("."), *pointer[:1])
    if isinstance(source, Joined):
        return find_attribute(source.sources[0], pointer[1:] if len(source.sources) == 1 else ())
    return _find_inside(source, pointer) if isinstance(source, Mapping) else ()


def _find_inside(properties: Properties, pointer: Pointer) -> Pointer:
    name = pointer[0] if pointer else next(iter(properties), None)
    source = properties.get(name) if isinstance(name, str) else None
    return () if source is None or not pointer else find_attribute(source, pointer[1:])


def list_places(properties: Properties, *, below: str = "") -> Iterator[tuple[str, Place]]:
    """Yield every attribute and block that the properties come from, by its dotted way, with what may stand there."""
    for source in properties.values():
        yield from _places_of(source, below)


def _places_of(source: Source, below: str) -> Iterator[tuple[str, Place]]:
    if isinstance(source, str):
        if source != ITSELF:
            yield below + _way(source), Place(Form.REFERENCE, source.endswith("[]"))
    elif isinstance(source, Attribute):
        yield below + _way(source), Place(source.form, source.way.endswith("[]"), source.member)
    elif isinstance(source, (Block, Blocks)):
        yield below + source.name, Place(Form.TEXT, block=True, computed=source.computed)
        yield from list_places(source.properties, below=f"{below}{source.name}.")
    elif isinstance(source, Each):
        yield below + _way(source), Place(Form.REFERENCE, listed=True)
    elif isinstance(source, Joined):
        for one in source.sources:
            yield from _places_of(one, below)
    elif isinstance(source, Mapping):
        yield from list_places(source, below=below)

"""Ways through properties: `A[].B[Name=value].C`, as the catalogue writes them.

A way is a list of steps with dots between them. A step is a property name and then any number of selectors:

- `[]` every element of the list (anything but a list counts as a list of one, as in CloudFormation);
- `[Name=value]` those elements whose `Name` is the value (`[Name=one|other]`: either; `*` in a value is any text),
  `[Name]` those that have it, `[!Name]` those without it; `Name` may be a way (`[Notification.Type=ACTUAL]`,
  `[Tags[Key=on].Value=true]`).

The step `**` is every object at any depth below, the one it starts from included: `Definition.**[Type=Task].Resource`.

A way may begin with a selector, which then tests the object that it starts from: `[Protocol=sqs].Endpoint`. A text that
stands where an object is needed is read as JSON (`Manifest`, `RedrivePolicy`). A test that depends on an unknown part
counts as met: the delivery may exist, and its verdict tells what it depends on.
"""

from keypost.named import Iterator, Mapping, lru_cache
from keypost.origin import Pointer
from keypost.unknown import Tri, Unread, build_glob, has_unknown, same_text

Trail = tuple[Mapping[str, object], ...]


class Place:
    """A value that a way leads to: the value, its pointer, and the objects on the way, outermost first."""

    __slots__ = ("objects", "pointer", "pointers", "value")

    def __init__(self, value: object, *, pointer: Pointer, objects: Trail, pointers: tuple[Pointer, ...]) -> None:
        """Take the value and how it was reached; `pointers` are those of the objects."""
        self.value = value
        self.pointer = pointer
        self.objects = objects
        self.pointers = pointers


class _Test:
    """A selector: every element, or those that pass."""

    __slots__ = ("names", "negated", "values", "way")

    def __init__(self, text: str) -> None:
        plain = text.removeprefix("!")
        cut = plain.find("=", plain.rfind("]") + 1)
        name, value = (plain, None) if cut < 0 else (plain[:cut], plain[cut + 1 :])
        self.names = tuple(name.split(".")) if name else ()
        self.way = name if "[" in name else None
        self.negated = text.startswith("!")
        self.values = None if value is None else value.split("|")

    def passes(self, element: object) -> bool:
        """Tell whether the element may be meant."""
        if not self.names:
            return True
        if isinstance(element, Unread):
            return True
        found = [_follow(element, self.names)] if self.way is None else [one.value for one in walk(element, self.way)]
        if self.values is None:
            return any(value is not None for value in found) is not self.negated
        met = any(_equals(value, wanted) is not False for value in found for wanted in self.values)
        return met is not self.negated


class _Step:
    """A property name (None: the object itself) and the selectors behind it."""

    __slots__ = ("name", "tests")

    def __init__(self, name: str | None, tests: tuple[_Test, ...]) -> None:
        self.name = name
        self.tests = tests


_ANY_DEPTH = "**"


def walk(start: object, way: str) -> Iterator[Place]:
    """Return every place that the way leads to from the object `start`; none where a property is missing."""
    name = find_start(way)
    if name is not None and type(start) is dict and name not in start:
        return  # most settings aren't given: this is found out without a place
    place, steps = Place(start, pointer=(), objects=(), pointers=()), _compile(way)
    yield from _walk(place, steps) if len(steps) > 1 else _take(place, steps[0])


def find_start(way: str) -> str | None:
    """Return the property without which the way leads nowhere, None where there is no such one."""
    name = _compile(way)[0].name
    return None if name == _ANY_DEPTH else name


def walk_from(place: Place, way: str) -> Iterator[Place]:
    """Like `walk`, for a way that begins with dots: one dot is the innermost object, two the one around it."""
    names = way.lstrip(".")
    level = len(way) - len(names)
    if level <= len(place.objects):
        start, pointer = place.objects[-level], place.pointers[-level]
        yield from _walk(Place(start, pointer=pointer, objects=(), pointers=()), _compile(names))


def spell(value: object) -> str | None:
    """Return a scalar as CloudFormation would write it, None for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, float)) else None


@lru_cache(maxsize=1024)
def _compile(way: str) -> tuple[_Step, ...]:
    steps: list[_Step] = []
    text = way
    while text:
        end = _name_end(text)
        name, text = text[:end], text[end:]
        tests: list[_Test] = []
        while text.startswith("["):
            end = _bracket_end(text)
            tests.append(_Test(text[1:end]))
            text = text[end + 1 :]
        steps.append(_Step(name or None, tuple(tests)))
        text = text.removeprefix(".")
    return tuple(steps)


def _name_end(text: str) -> int:
    for index, letter in enumerate(text):
        if letter in ".[":
            return index
    return len(text)


def _bracket_end(text: str) -> int:
    """Return where the bracket closes that the text begins with."""
    depth = 0
    for index, letter in enumerate(text):
        depth += (letter == "[") - (letter == "]")
        if depth == 0:
            return index
    return len(text)


def _walk(place: Place, steps: tuple[_Step, ...]) -> Iterator[Place]:
    if not steps:
        yield place
        return
    for reached in _take(place, steps[0]):
        yield from _walk(reached, steps[1:])


def _take(place: Place, step: _Step) -> Iterator[Place]:
    if step.name == _ANY_DEPTH:
        yield from (inner for inner in _objects_below(place) if all(test.passes(inner.value) for test in step.tests))
        return
    reached: Place | None = place
    if step.name is not None:
        reached = _property(place, step.name)
    if reached is None or reached.value is None:
        return
    if not step.tests:
        yield reached
        return
    for element in _elements(reached, listed=step.name is not None):
        if all(test.passes(element.value) for test in step.tests):
            yield element


def _property(place: Place, name: str) -> Place | None:
    if isinstance(place.value, Unread):
        return place
    parent = _object(place.value)
    if parent is None or name not in parent:
        return None
    return Place(
        parent[name],
        pointer=(*place.pointer, name),
        objects=(*place.objects, parent),
        pointers=(*place.pointers, place.pointer),
    )


def _objects_below(place: Place) -> Iterator[Place]:
    """Return the object and all objects in it, outermost first; in what couldn't be read there are none."""
    if isinstance(place.value, list):
        for element in _elements(place, listed=True):
            yield from _objects_below(element)
        return
    inside = _object(place.value)
    if inside is None:
        return
    yield place
    for name in inside:
        reached = _property(place, name)
        if reached is not None and isinstance(reached.value, (dict, list)):
            yield from _objects_below(reached)


def _elements(place: Place, *, listed: bool) -> Iterator[Place]:
    value = place.value
    if not listed or not isinstance(value, list):
        yield place
        return
    for index, element in enumerate(value):
        if element is not None:
            yield Place(element, pointer=(*place.pointer, index), objects=place.objects, pointers=place.pointers)


def _object(value: object) -> Mapping[str, object] | None:
    if isinstance(value, Mapping):
        return value
    if isinstance(value, str) and value.lstrip()[:1] == "{":
        return _parse(value)
    return None


@lru_cache(maxsize=64)
def _parse(text: str) -> Mapping[str, object] | None:
    import json  # most templates have none

    try:
        parsed = json.loads(text, strict=False)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None


def _follow(value: object, names: tuple[str, ...]) -> object:
    for name in names:
        parent = _object(value)
        if parent is None:
            return value if isinstance(value, Unread) else None
        value = parent.get(name)
    return value


def _equals(value: object, wanted: str) -> Tri:
    if isinstance(value, Unread):
        return None
    text = spell(value)
    if text is None:
        return False
    if "*" in wanted:
        return build_glob(wanted).match(text)
    return same_text(text, wanted) if has_unknown(text) else text == wanted

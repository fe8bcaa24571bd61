"""Collects gaps, and finds the place of what they are about."""

from keypost.estate.estate import Gap
from keypost.origin import NOWHERE, Origin, Pointer
from keypost.readers.cloudformation.template import Template
from keypost.text import Text

# More gaps than this say the same thing again.
_MOST_GAPS = 200
_REFERENCES = ("Ref", "Fn::GetAtt")


class Reports:
    """The gaps of one stack; `place` is where resolving stands, for what has no place of its own."""

    def __init__(self, template: Template) -> None:
        """Take the template that places are in."""
        self._template = template
        self._gaps: dict[tuple[str, int | None, str], Gap] = {}
        self._pointers: dict[int, Pointer] | None = None
        self.place: Pointer = ()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What was found so far, each once."""
        return tuple(self._gaps.values())

    def report(self, node: object, *, what: str, why: Text) -> str:
        """Record a gap at the place of `node`, a part of the template's data; return a name for what is unknown there.

        A reference goes by what it refers to, `Ref(Gone)`; anything else by a name unique to its place.
        """
        origin = self._find(node)
        key = (what, origin.line, why.en)
        if key not in self._gaps and len(self._gaps) < _MOST_GAPS:
            self._gaps[key] = Gap(what=what, why=why, origin=origin)
        argument = node.get(what) if isinstance(node, dict) and what in _REFERENCES else None
        parts = argument if isinstance(argument, list) else [argument]
        if parts and all(isinstance(part, str) for part in parts):
            return f"{what}({'.'.join(map(str, parts))})"
        return f"{what}:{origin.line}" if origin.line is not None else what

    def _find(self, node: object) -> Origin:
        if self._pointers is None:
            self._pointers = _index(self._template.data)
        pointer = self._pointers.get(id(node), self.place) if isinstance(node, dict | list) else self.place
        return self._template.origin(pointer) if pointer else NOWHERE


def _index(data: object) -> dict[int, Pointer]:
    """Return the place of each container by identity; of one that aliases repeat, the first."""
    pointers: dict[int, Pointer] = {}
    todo: list[tuple[object, Pointer]] = [(data, ())]
    while todo:
        node, pointer = todo.pop()
        if id(node) in pointers:
            continue
        pointers[id(node)] = pointer
        children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        todo.extend((child, (*pointer, step)) for step, child in children if isinstance(child, dict | list))
    return pointers

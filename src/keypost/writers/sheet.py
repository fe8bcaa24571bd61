"""A template in pieces, one for each resource: a piece can be edited, read again and compared alone.

Where resources stand on lines of their own, and no anchor ties them to each other, what the text of one says depends on
nothing around it. So a change of one resource costs the same in a template of ten and of a thousand. What can't be cut
so, or can't be edited so, is edited as a whole: `revise` gives None.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

from keypost.named import NamedTuple
from keypost.writers.data import is_same
from keypost.writers.dependencies import find_cycle, list_names
from keypost.writers.diff import render_spliced
from keypost.writers.draft import Draft, open_draft
from keypost.writers.edit import Edit, Insert, Json, ObstacleError, parse_pointer
from keypost.writers.editor import edit_draft
from keypost.writers.node import Kind, Node
from keypost.writers.sharing import find_anchors, render_steps
from keypost.writers.splice import Splice, apply_splices, line_start

_RESOURCES = "Resources"
_CLOSED = "\n}"  # what stands behind pieces of JSON that are read alone


class Sheet:
    """The text of a template as its pieces: `head`, the resources in order, and `tail`; `glue` is between resources."""

    def __init__(self, draft: Draft, names: Sequence[str], cuts: Sequence[int], *, glue: str, end: int) -> None:
        """Take a document with the places where its resources begin, and where the last one ends."""
        self.draft = draft
        self.names = list(names)
        self.starts = list(cuts)
        self.glue = glue
        self.end = end
        self._numbers = {name: number for number, name in enumerate(names)}
        self._excerpts: dict[tuple[int, int], Draft | None] = {}

    def revise(self, edits: Sequence[Edit]) -> "Revision | None":
        """Return what the edits make of the pieces; None where the document must be edited as a whole."""
        groups = self._group(edits)
        if groups is None:
            return None
        revised: dict[tuple[int, int], Draft] = {}
        for span, some in groups.items():
            draft = self._edit(span, some)
            if draft is None:
                return None
            revised[span] = draft
        found = {name: data for draft in revised.values() for name, data in _members(draft.data)}
        return None if self._closes_circle(found) else Revision(self, tuple(sorted(self._list_texts(revised))))

    def _group(self, edits: Sequence[Edit]) -> dict[tuple[int, int], list[Edit]] | None:
        """Return the edits by the pieces that they are made in: a new resource's comes behind the last two."""
        last = len(self.names)
        numbers = [self._find_number(edit) for edit in edits]
        whole = [number for number in numbers if number is not None]
        if len(whole) < len(edits):
            return None
        groups: dict[tuple[int, int], list[Edit]] = {}
        tail = (max(last - 2, 0), last)
        for number, edit in zip(whole, edits, strict=True):
            behind = last in whole and number >= tail[0]
            groups.setdefault(tail if behind else (number, number + 1), []).append(edit)
        return groups

    def _find_number(self, edit: Edit) -> int | None:
        """Return the number of the resource that an edit is about, one more than there are for a new one."""
        steps = parse_pointer(edit.pointer)
        if steps == (_RESOURCES,) and isinstance(edit, Insert):
            return None if edit.key in self._numbers else len(self.names)
        is_inside = len(steps) > 2 or (len(steps) == 2 and isinstance(edit, Insert))
        return self._numbers.get(steps[1]) if is_inside and steps[0] == _RESOURCES else None

    def _edit(self, span: tuple[int, int], edits: Sequence[Edit]) -> Draft | None:
        draft = self._open(span)
        if draft is None:
            return None
        for edit in edits:
            inner = edit._replace(pointer=render_steps(parse_pointer(edit.pointer)[1:]))
            try:
                draft = edit_draft(draft, inner, parameters=self._parameters)
            except ObstacleError:
                return None
        return draft

    def _open(self, span: tuple[int, int]) -> Draft | None:
        """Return some pieces as a document of their own; None where they don't say there what they say in the whole."""
        if span not in self._excerpts:
            self._excerpts[span] = self._read(*span)
        return self._excerpts[span]

    def _read(self, first: int, last: int) -> Draft | None:
        start, end = self.starts[first], self._end_of(last - 1)
        text = self.draft.text[start:end]
        text = "{" + text + _CLOSED if self.glue else text
        habits = self.draft.habits.behind(start - len(self.glue))
        try:
            draft = open_draft(text, file=self.draft.file, habits=habits)
        except ObstacleError:
            return None
        expected = {name: self._resources[name] for name in self.names[first:last]}
        return draft if is_same(draft.data, expected) else None

    def _end_of(self, number: int) -> int:
        """Return where a piece ends, without what is between it and the next."""
        if number + 1 == len(self.names):
            return self.end
        return self.starts[number + 1] - len(self.glue)

    @cached_property
    def _resources(self) -> Mapping[str, Json]:
        return dict(_members(dict(_members(self.draft.data)).get(_RESOURCES)))

    @cached_property
    def _parameters(self) -> Json:
        return dict(_members(self.draft.data)).get("Parameters")

    @cached_property
    def _needs(self) -> Mapping[str, frozenset[str]]:
        return {name: frozenset(list_names(data)) for name, data in self._resources.items()}

    def _closes_circle(self, changed: Mapping[str, Json]) -> bool:
        """Tell whether some of these resources would need themselves, where none did before."""
        needs = {name: frozenset(list_names(data)) for name, data in changed.items()}
        return not self._is_circular and any(self._reaches(name, needs) for name in changed)

    def _reaches(self, name: str, needs: Mapping[str, frozenset[str]]) -> bool:
        """Tell whether a resource needs itself."""
        seen: set[str] = set()
        waiting = list(needs[name])
        while waiting and name not in seen:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting.extend(needs[one] if one in needs else self._needs.get(one, ()))
        return name in seen

    @cached_property
    def _is_circular(self) -> bool:
        return bool(find_cycle(self.draft.data))

    def _list_texts(self, revised: Mapping[tuple[int, int], Draft]) -> Iterator[Splice]:
        for (first, last), draft in revised.items():
            text = draft.text[1 : -len(_CLOSED)] if self.glue else draft.text
            yield Splice(self.starts[first], self._end_of(last - 1), text)

    def count_lines(self, at: int) -> int:
        """Return how many lines end before a place."""
        number = bisect_right(self.starts, at) - 1
        start, lines = (self.starts[number], self._lines[number]) if number >= 0 else (0, 0)
        return lines + self.draft.text.count("\n", start, at)

    @cached_property
    def _lines(self) -> Sequence[int]:
        """How many lines end before each piece."""
        places = [0, *self.starts]
        return list(accumulate(self.draft.text.count("\n", *pair) for pair in pairwise(places)))


class Revision(NamedTuple):
    """What a template becomes: the stretches that are different, in order."""

    sheet: Sheet
    splices: tuple[Splice, ...]

    def render(self) -> str:
        """Return the whole new text."""
        return apply_splices(self.sheet.draft.text, list(self.splices))

    def render_diff(self, *, file: str) -> str:
        """Return the diff that makes it of the template."""
        return render_spliced(self.sheet.draft.text, self.splices, file=file, count_lines=self.sheet.count_lines)


def cut(draft: Draft) -> Sheet | None:
    """Return a template as its pieces; None where it can't be cut."""
    root = draft.root
    entry = root.find(_RESOURCES) if root is not None and root.kind is Kind.MAPPING else None
    if root is None or entry is None or entry.node.kind is not Kind.MAPPING or not entry.node.entries:
        return None
    names = [one.name for one in entry.node.entries]
    anchors = find_anchors(root)
    if anchors.anchored or anchors.aliases or len(set(names)) < len(names) or draft.text.startswith("%"):
        return None
    if sum(one.name == _RESOURCES for one in root.entries) > 1:
        return None
    return _cut_json(draft, entry.node, names) if draft.is_json else _cut_yaml(draft, root, entry.node, names)


def _cut_json(draft: Draft, resources: Node, names: Sequence[str]) -> Sheet | None:
    text, entries = draft.text, resources.entries
    if any(text[line_start(text, one.mark) : one.mark].strip() for one in entries):
        return None
    if any(text[one.node.end] != "," for one in entries[:-1]):
        return None
    cuts = [resources.body + 1, *(one.node.end + 1 for one in entries[:-1])]
    return Sheet(draft, names, cuts, glue=",", end=entries[-1].node.end)


def _cut_yaml(draft: Draft, root: Node, resources: Node, names: Sequence[str]) -> Sheet | None:
    text, entries = draft.text, resources.entries
    if root.flow or resources.flow:
        return None
    cuts = [line_start(text, one.mark) for one in entries]
    if any(text[start : one.mark].strip(" ") for start, one in zip(cuts, entries, strict=True)):
        return None
    behind = (one.mark for one in root.entries if one.mark > resources.start)
    end = min(behind, default=len(text))
    return Sheet(draft, names, cuts, glue="", end=line_start(text, end) if end < len(text) else end)


def _members(data: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(data, Mapping):
        yield from data.items()

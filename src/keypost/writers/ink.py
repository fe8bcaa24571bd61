"""How a document is written near a place: indentation, quotes, brackets, tags. New text is written the same way."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeVar

from keypost.named import NamedTuple
from keypost.writers.node import Entry, Kind, Node
from keypost.writers.plain import is_plain

# How many of the nearest strings tell whether strings are quoted where they needn't be.
_NEIGHBOURS = 15

Sample = tuple[int, object]
T = TypeVar("T")


class Ink(NamedTuple):
    """The habits of a document near one place.

    `step`: by how much a mapping stands further in than its key; `offset`: the same for the dashes of a list; `gap`:
    from a dash to its item; `inline_lists`: lists of plain values stand in brackets on one line; `quote`: the mark that
    strings have; `quotes_all`, `quotes_keys`: also those that need none; `short`: functions are tags. `unit` is the
    indentation of JSON that has a line for every part, None where it stands on one line.
    """

    newline: str = "\n"
    step: int = 2
    offset: int = 2
    gap: int = 2
    inline_lists: bool = False
    quote: str = "'"
    quotes_all: bool = False
    quotes_keys: bool = False
    short: bool = True
    is_json: bool = False
    escapes: bool = False
    unit: str | None = None
    comma: str = ", "
    colon: str = ": "


class Samples(NamedTuple):
    """What was seen in a document, each with its place."""

    steps: list[Sample]
    offsets: list[Sample]
    gaps: list[Sample]
    inline: list[Sample]
    quotes: list[Sample]
    values: list[Sample]
    keys: list[Sample]
    short: list[Sample]
    units: list[Sample]
    commas: list[Sample]
    colons: list[Sample]


class Habits(NamedTuple):
    """How a document is written, by what was seen in it; a place in a part of it is `shift` further back."""

    rows: "dict[str, _Row]"
    newline: str
    is_json: bool
    escapes: bool
    shift: int = 0

    def behind(self, start: int) -> "Habits":
        """Return the habits as a part of the document has them that begins there."""
        return self._replace(shift=self.shift + start)

    def find_ink(self, at: int) -> Ink:
        """Return the habits near a place; what no sample shows is written as most people do."""
        near, rows, is_json = _Near(at + self.shift), self.rows, self.is_json
        step = near.pick(rows["steps"], 2)
        return Ink(
            newline=self.newline,
            step=step,
            offset=near.pick(rows["offsets"], 2),
            gap=near.pick(rows["gaps"], 2),
            inline_lists=near.pick(rows["inline"], is_json and not rows["units"].places),
            quote=near.pick(rows["quotes"], "'"),
            quotes_all=near.most(rows["values"]),
            quotes_keys=near.most(rows["keys"]),
            short=near.pick(rows["short"], not is_json),
            is_json=is_json,
            escapes=self.escapes,
            unit=near.pick(rows["units"], None if is_json else " " * step),
            comma=near.pick(rows["commas"], ", "),
            colon=near.pick(rows["colons"], ": ") if is_json else ": ",
        )


def read_habits(root: Node | None, *, text: str, is_json: bool) -> Habits:
    """Look through a document for how it is written."""
    seen = Samples(*([] for _ in Samples._fields))
    if root is not None:
        _collect(root, text, seen)
    newline = "\r\n" if "\r\n" in text else "\n"
    rows = {name: _Row(samples) for name, samples in zip(Samples._fields, seen, strict=True)}
    return Habits(rows, newline, is_json, escapes=is_json and text.isascii() and "\\u" in text)


def column_of(text: str, at: int) -> int:
    """Return the column of a place, from 0."""
    return at - _line_start(text, at)


def margin_of(text: str, at: int) -> str:
    """Return the white space that the line of a place begins with."""
    start = _line_start(text, at)
    line = text[start:at]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


class _Row:
    """Samples in the order of their places; of several at one place the first that was seen comes first."""

    def __init__(self, samples: list[Sample]) -> None:
        self._ranked = sorted(enumerate(samples), key=lambda one: one[1][0])
        self.places = [sample[0] for _, sample in self._ranked]

    def find_nearest(self, at: int, count: int) -> list[Sample]:
        """Return the nearest samples; of those equally near the first that were seen."""
        places = self.places
        start, end = bisect_left(places, at), bisect_right(places, at)
        low, high = max(start - count, 0), min(end + count, len(places))
        low = bisect_left(places, places[low]) if low < len(places) else low
        around = self._ranked[low:high]
        around.sort(key=lambda one: (abs(one[1][0] - at), one[0]))
        return [sample for _, sample in around[:count]]


class _Near:
    def __init__(self, at: int) -> None:
        self._at = at

    def pick(self, samples: _Row, default: T) -> T:
        nearest = samples.find_nearest(self._at, 1)
        return nearest[0][1] if nearest else default  # type: ignore[return-value]

    def most(self, samples: _Row) -> bool:
        """What most of the nearest samples show."""
        nearest = samples.find_nearest(self._at, _NEIGHBOURS)
        return sum(bool(seen) for _, seen in nearest) * 2 > len(nearest)


def _collect(node: Node, text: str, seen: Samples) -> None:
    for entry in node.entries:
        _see_entry(node, entry, text, seen)
        _collect(entry.node, text, seen)
    if node.kind is Kind.LIST and node.entries and all(entry.node.kind is Kind.SCALAR for entry in node.entries):
        seen.inline.append((node.start, node.flow and "\n" not in text[node.body : node.end]))
    if node.kind is Kind.SCALAR and isinstance(node.value, str):
        _see_text(node.start, node.style, node.value, seen.values, seen)
    if node.kind is Kind.FUNCTION:
        seen.short.append((node.start, True))
    if node.flow and node.entries:
        _see_brackets(node, text, seen)


def _see_entry(node: Node, entry: Entry, text: str, seen: Samples) -> None:
    if node.kind is Kind.MAPPING:
        _see_text(entry.mark, entry.quoted, entry.name, seen.keys, seen)
        if entry.name == "Ref" or entry.name.startswith("Fn::"):
            seen.short.append((entry.mark, False))
        if node.flow and entry.node.start > entry.after - 1:
            seen.colons.append((entry.mark, _between(text, entry.after, entry.node.start, ":")))
    inner = entry.node
    if node.flow or inner.flow or not inner.entries or inner.kind is Kind.FUNCTION:
        if node.kind is Kind.LIST and not node.flow:
            _see_gap(entry, text, seen)
        return
    on_next_line = "\n" in text[entry.after : inner.entries[0].mark]
    if node.kind is Kind.LIST:
        _see_gap(entry, text, seen)
    elif node.kind is Kind.MAPPING and on_next_line:
        by = column_of(text, inner.entries[0].mark) - column_of(text, entry.mark)
        (seen.offsets if inner.kind is Kind.LIST else seen.steps).append((entry.mark, by))


def _see_gap(entry: Entry, text: str, seen: Samples) -> None:
    if entry.node.end > entry.after and "\n" not in text[entry.mark : entry.node.start]:
        seen.gaps.append((entry.mark, entry.node.start - entry.mark))


def _see_text(at: int, style: str, value: str, into: list[Sample], seen: Samples) -> None:
    if style in ("'", '"'):
        seen.quotes.append((at, style))
    if style in ("", "'", '"') and is_plain(value, flow=False):
        into.append((at, style != ""))


def _see_brackets(node: Node, text: str, seen: Samples) -> None:
    first = node.entries[0]
    if "\n" in text[node.body : first.mark]:
        outer, inner = margin_of(text, node.body), margin_of(text, first.mark)
        if inner.startswith(outer) and column_of(text, first.mark) == len(inner):
            seen.units.append((node.body, inner[len(outer) :]))
    elif not _has_lines(node.entries, text):
        seen.units.append((node.body, None))
    for before, entry in _pairs(node.entries):
        seen.commas.append((entry.mark, _between(text, before.node.end, entry.mark, ",")))


def _has_lines(entries: Iterable[Entry], text: str) -> bool:
    return any("\n" in text[entry.mark : entry.node.end] for entry in entries)


def _pairs(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, Entry]]:
    return pairwise(entries)


def _between(text: str, start: int, end: int, sign: str) -> str:
    """Return the sign with the spaces around it, as they are written on one line."""
    written = text[start:end]
    if sign == ":":
        return ":" + (" " if written[:1] == " " else "")
    if "\n" in written:
        return ", "
    return written if set(written) <= {" ", ","} else ", "

"""Edits of parts that have lines of their own: YAML's block style."""

import re

from keypost.writers.block import render_behind, render_block, render_entry, render_item
from keypost.writers.draft import Draft
from keypost.writers.edit import Json
from keypost.writers.flow import quote_text, render_flow, render_scalar
from keypost.writers.ink import Ink, column_of
from keypost.writers.node import Entry, Kind, Node
from keypost.writers.place import Place
from keypost.writers.plain import is_plain
from keypost.writers.splice import Splice, line_end, line_start, next_line

_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_SPACES = re.compile(r"(?:[ \t]*\r?\n)*[ \t]+\r?\n")
_COMMENT_LINE = re.compile(r"( *)#")


def add_lines(draft: Draft, node: Node, value: Json, *, ink: Ink, key: str | None = None) -> list[Splice]:
    """Put an item or a key at the end of a list or mapping that has lines of its own."""
    text, last = draft.text, node.entries[-1]
    column = column_of(text, last.mark)
    lines = (
        render_item(value, column=column, ink=ink) if key is None else render_entry(key, value, column=column, ink=ink)
    )
    if _is_spaced(text, node):
        lines = ["", *lines]
    at = _end_of(text, max(last.node.end, last.after), column)
    return [Splice(at, at, _put(lines, ink))]


def _put(lines: list[str], ink: Ink) -> str:
    return "".join(ink.newline + line for line in lines)


def _is_spaced(text: str, node: Node) -> bool:
    """Tell whether blank lines keep the entries apart."""
    if len(node.entries) < 2:
        return False
    return _BLANK_LINE.search(text, node.entries[-2].node.end, node.entries[-1].mark) is not None


def _end_of(text: str, end: int, column: int) -> int:
    """Return the end of the last line that belongs to an entry: comments further in than the entry are its own."""
    at = line_end(text, end)
    while True:
        following = next_line(text, at)
        comment = _COMMENT_LINE.match(text, following)
        if comment is None or len(comment[1]) <= column:
            return at
        at = line_end(text, following)


def replace_lines(draft: Draft, place: Place, value: Json) -> list[Splice]:
    """Put another value behind a colon, dash or tag."""
    text, node, entry = draft.text, place.node, place.trail[-1]
    ink = draft.ink(node.start)
    first, *rest = _render_in_place(draft, place, value, ink)
    end = line_end(text, node.end) if _has_lines(node) else node.end
    if "\n" not in text[entry.after : node.start]:
        behind = line_end(text, end)
        return [Splice(entry.after, end, first), Splice(behind, behind, _put(rest, ink))]
    above = line_end(text, line_start(text, line_start(text, node.start) - 1))
    return [Splice(entry.after, entry.after, first), Splice(above, end, _put(rest, ink))]


def _has_lines(node: Node) -> bool:
    inner = node.entries[0].node if node.kind is Kind.FUNCTION else node
    return inner.kind in (Kind.MAPPING, Kind.LIST) and not inner.flow


def _render_in_place(draft: Draft, place: Place, value: Json, ink: Ink) -> list[str]:
    node, holder = place.node, place.holders[-1]
    column = _column(draft, place)
    if isinstance(value, str) and node.style in ("'", '"'):
        return [f"{node.mark} {render_scalar(value, ink=ink, flow=False, quote=node.style)}"]
    if holder.kind is Kind.LIST:
        first, *rest = render_item(value, column=column, ink=ink, anchor=node.mark)
        return [first[column + 1 :], *rest]
    first, *rest = render_behind(value, column=column, ink=ink)
    return [node.mark + first, *rest]


def _column(draft: Draft, place: Place) -> int:
    """Return the column of the key or dash that a value hangs on."""
    for holder, entry in zip(reversed(place.holders), reversed(place.trail), strict=True):
        if holder.kind is not Kind.FUNCTION:
            return column_of(draft.text, entry.mark)
    return 0


def wrap_lines(draft: Draft, place: Place, old: Json, value: Json) -> list[Splice]:
    """Make a list of the value behind a key and a new item."""
    node, holder = place.node, place.holders[-1]
    ink = draft.ink(node.start)
    if holder.kind is not Kind.MAPPING:
        return _wrap_here(draft, node, value, ink)
    if ink.inline_lists and not isinstance(value, dict | list):
        inline = _write_inline(draft, node, old)
        if inline is not None:
            both = f"[{inline}{ink.comma}{render_flow(value, ink=ink, margin=None)}]"
            return [Splice(node.start, node.end, both)]
    return _wrap_in_items(draft, place.trail[-1], node, value, ink)


def _write_inline(draft: Draft, node: Node, old: Json) -> str | None:
    """Return the text of a single value as it can stand in brackets."""
    written = draft.text[node.start : node.end]
    inner = node.entries[0].node if node.kind is Kind.FUNCTION else node
    if "\n" in written or inner.kind is not Kind.SCALAR:
        return None
    if inner.style or not isinstance(old, str | dict) or is_plain(str(inner.value), flow=True):
        return written
    return draft.text[node.start : inner.start] + quote_text(str(inner.value), quote="'")


def _wrap_here(draft: Draft, node: Node, value: Json, ink: Ink) -> list[Splice]:
    """Make a list where the node begins: a list in a list, or behind a tag."""
    text = draft.text
    dash = column_of(text, node.start)
    at = _end_of(text, node.end, dash)
    lines = render_item(value, column=dash, ink=ink)
    return [Splice(node.start, node.start, "- "), *_shift(text, node, 2), Splice(at, at, _put(lines, ink))]


def _wrap_in_items(draft: Draft, entry: Entry, node: Node, value: Json, ink: Ink) -> list[Splice]:
    text = draft.text
    key_column = column_of(text, entry.mark)
    dash = key_column + ink.offset
    if "\n" not in text[entry.after : node.start]:
        head = Splice(entry.after, node.start, f"{ink.newline}{' ' * dash}- ")
        by = _find_shift(text, node, dash, ink)
    else:
        start = line_start(text, node.start)
        gap = max(2, node.start - start - dash)
        ink = ink._replace(gap=gap)
        head = Splice(start, node.start, " " * dash + "-" + " " * (gap - 1))
        by = dash + gap - (node.start - start)
    at = _end_of(text, node.end, dash)
    lines = render_item(value, column=dash, ink=ink)
    return [head, *_shift(text, node, by), Splice(at, at, _put(lines, ink))]


def _find_shift(text: str, node: Node, dash: int, ink: Ink) -> int:
    """Return by how much the lines that follow the first must move to stay further in than the dash."""
    lines = text[next_line(text, node.start) : node.end].splitlines()
    least = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=dash + 2)
    return max(ink.offset, dash + 2 - least) if least + ink.offset <= dash else ink.offset


def _shift(text: str, node: Node, by: int) -> list[Splice]:
    """Move the lines of a node further in, from the second on."""
    splices = []
    at = next_line(text, node.start)
    while by and at < node.end:
        if line_end(text, at) > at:
            splices.append(Splice(at, at, " " * by))
        at = next_line(text, at)
    return splices


def remove_lines(draft: Draft, holder: Node, index: int) -> list[Splice]:
    """Take an item or key out of a list or mapping that keeps others."""
    text, entry = draft.text, holder.entries[index]
    end = _end_of(text, max(entry.node.end, entry.after), column_of(text, entry.mark))
    start = line_start(text, entry.mark)
    if text[start : entry.mark].strip():
        following = holder.entries[index + 1].mark
        return [Splice(entry.mark, following if "#" not in text[entry.node.end : following] else end)]
    if next_line(text, end) == end:
        return [Splice(line_end(text, line_start(text, start - 1)), end)]
    is_below_text = index > 0 and _ends_in_block_text(holder.entries[index - 1].node)
    return [Splice(start, _skip_blank(text, next_line(text, end)) if is_below_text else next_line(text, end))]


def _ends_in_block_text(node: Node) -> bool:
    """Tell whether a text in lines of its own comes last: the spaces of blank lines below it would become its own."""
    while node.entries:
        node = node.entries[-1].node
    return node.style in ("|", ">")


def _skip_blank(text: str, at: int) -> int:
    """Return the place behind the last line that holds nothing but spaces."""
    blank = _SPACES.match(text, at)
    return blank.end() if blank else at


def render_root(value: Json, *, ink: Ink) -> list[str]:
    """Return the lines of a whole document."""
    return render_block(value, column=0, ink=ink) or [render_flow(value, ink=ink, margin=None)]

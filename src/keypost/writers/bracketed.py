"""Edits inside brackets: JSON, and YAML's flow style."""

import re

from keypost.writers.draft import Draft
from keypost.writers.edit import Json
from keypost.writers.flow import put_lines, render_flow, render_key
from keypost.writers.ink import Ink, margin_of
from keypost.writers.node import Entry, Kind, Node
from keypost.writers.splice import Splice, line_end, line_start, next_line

_COMMENT_FOLLOWS = re.compile(r"[ \t]*,?[ \t]+#")
_COMMA = re.compile(r"(?:[ \t\r\n]|#[^\n]*\n)*,")


def add_flow(draft: Draft, node: Node, value: Json, *, ink: Ink, key: str | None = None) -> list[Splice]:
    """Put an item or a key at the end of a list or mapping in brackets; between them may be nothing but a comment."""
    text = draft.text
    if not node.entries:
        return [Splice(node.end - 1, node.end - 1, render_part(value, ink=ink, margin=None, key=key))]
    last = node.entries[-1]
    before = node.entries[-2].node.end if len(node.entries) > 1 else node.body
    on_own_line = "\n" in text[before : last.mark]
    margin = margin_of(text, last.mark)
    rendered = render_part(value, ink=ink, margin=margin if has_lines(draft, node, ink) else None, key=key)
    if not on_own_line:
        return [Splice(last.node.end, last.node.end, ink.comma + rendered)]
    if not draft.is_json and _COMMENT_FOLLOWS.match(text, last.node.end):
        has_comma = _COMMA.match(text, last.node.end) is not None
        end = line_end(text, last.node.end)
        new = Splice(end, end, ink.newline + margin + rendered + ("," if has_comma else ""))
        return [new] if has_comma else [Splice(last.node.end, last.node.end, ","), new]
    return [Splice(last.node.end, last.node.end, "," + ink.newline + margin + rendered)]


def is_filled(draft: Draft, node: Node) -> bool:
    """Tell whether a list or mapping has entries, or comments between its brackets."""
    return bool(node.entries) or (node.flow and bool(draft.text[node.body + 1 : node.end - 1].strip()))


def render_part(value: Json, *, ink: Ink, margin: str | None, key: str | None = None) -> str:
    """Return an item, or a key with its value, as it stands in brackets."""
    head = "" if key is None else render_key(key, ink=ink, flow=True) + ink.colon
    return head + render_flow(value, ink=ink, margin=margin)


def has_lines(draft: Draft, node: Node, ink: Ink) -> bool:
    """Tell whether what stands in these brackets gets a line for every part."""
    if draft.is_json:
        return ink.unit is not None
    return any("\n" in draft.text[entry.mark : entry.node.end] for entry in node.entries)


def replace_flow(draft: Draft, holder: Node | None, entry: Entry | None, node: Node, value: Json) -> list[Splice]:
    """Put another value in the place of a node that stands in brackets, or that is the whole document."""
    ink = draft.ink(node.start)
    lines = has_lines(draft, holder or node, ink) and not _is_inline(draft, node, value)
    margin = margin_of(draft.text, node.start) if lines else None
    gap = " " if entry is not None and node.start == entry.after and holder and holder.kind is Kind.MAPPING else ""
    gap = "" if draft.is_json else gap
    anchor = f"{node.mark.lstrip()} " if node.mark else ""
    return [Splice(node.start, node.end, gap + anchor + render_flow(value, ink=ink, margin=margin))]


def _is_inline(draft: Draft, node: Node, value: Json) -> bool:
    """A value of one line stays on one line where it isn't empty."""
    return bool(node.entries) and "\n" not in draft.text[node.start : node.end] and bool(value) and not draft.is_json


def wrap_flow(draft: Draft, holder: Node, node: Node, value: Json) -> list[Splice]:
    """Make a list of the node and a new item."""
    text, ink = draft.text, draft.ink(node.start)
    old = text[node.start : node.end]
    is_simple = node.kind is Kind.SCALAR and not isinstance(value, dict | list)
    if not has_lines(draft, holder, ink) or (is_simple and ink.inline_lists):
        new = render_flow(value, ink=ink, margin=None)
        return [Splice(node.start, node.end, f"[{old}{ink.comma}{new}]")]
    margin = margin_of(text, node.start)
    unit = ink.unit or ""
    parts = [old.replace("\n", "\n" + unit), render_flow(value, ink=ink, margin=margin + unit)]
    return [Splice(node.start, node.end, "[" + put_lines(parts, ink=ink, margin=margin) + "]")]


def remove_flow(draft: Draft, holder: Node, index: int) -> list[Splice]:
    """Take an item or key out of brackets, with the comma that it needed."""
    text, entries = draft.text, holder.entries
    entry = entries[index]
    if len(entries) == 1:
        comma = _COMMA.match(text, entry.node.end)
        start, end = entry.mark, comma.end() if comma else entry.node.end
        return (
            [Splice(holder.body + 1, holder.end - 1)]
            if not text[holder.body + 1 : start].strip() and not text[end : holder.end - 1].strip()
            else [Splice(start, end)]
        )
    if index < len(entries) - 1:
        follower = entries[index + 1]
        if "#" not in text[entry.node.end : follower.mark]:
            return [Splice(entry.mark, follower.mark)]
        comma = _COMMA.match(text, entry.node.end)
        return [_cut_line(text, entry.mark, comma.end() if comma else entry.node.end)]
    previous = entries[index - 1]
    if "#" not in text[previous.node.end : entry.mark]:
        return [Splice(previous.node.end, entry.node.end)]
    comma = _COMMA.match(text, previous.node.end)
    lost = Splice(comma.end() - 1, comma.end()) if comma else Splice(entry.mark, entry.mark)
    return [lost, _cut_line(text, entry.mark, entry.node.end)]


def _cut_line(text: str, start: int, end: int) -> Splice:
    """Cut a part, with its line and the comment behind it where nothing else stands there."""
    rest = text[end : line_end(text, end)].strip()
    if not text[line_start(text, start) : start].strip() and (not rest or rest.startswith("#")):
        return Splice(line_start(text, start), next_line(text, end))
    return Splice(start, end)

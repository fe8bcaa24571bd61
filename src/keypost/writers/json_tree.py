"""JSON text -> nodes; strings and numbers are scanned by the standard library."""

import json
import re
from collections.abc import Callable

from keypost.writers.node import Entry, Kind, Node

_scan_string = json.decoder.scanstring  # type: ignore[attr-defined]
_skip: Callable[..., re.Match[str]] = re.compile(r"[ \t\n\r]*").match  # type: ignore[assignment]  # it always matches
_decode = json.JSONDecoder().scan_once  # type: ignore[attr-defined]


def read_json_tree(text: str) -> Node:
    """Return the root of a text that is valid JSON; a reader has checked that, and how deep it is nested."""
    return _read(text, _skip(text, 0).end())


def _read(text: str, at: int) -> Node:
    if text[at] in "{[":
        return _read_container(text, at)
    value, end = _decode(text, at)
    return Node(Kind.SCALAR, at, at, end, flow=True, style='"' if text[at] == '"' else "", value=value)


def _read_container(text: str, start: int) -> Node:
    is_mapping = text[start] == "{"
    entries: list[Entry] = []
    at = _skip(text, start + 1).end()
    while text[at] not in "}]":
        mark, name = at, str(len(entries))
        if is_mapping:
            name, at = _scan_string(text, at + 1)
            at = _skip(text, at).end() + 1
        after = at if is_mapping else mark
        node = _read(text, _skip(text, at).end())
        entries.append(Entry(name, mark, after, node, '"'))
        at = _skip(text, node.end).end()
        if text[at] == ",":
            at = _skip(text, at + 1).end()
    return Node(Kind.MAPPING if is_mapping else Kind.LIST, start, start, at + 1, tuple(entries), flow=True)

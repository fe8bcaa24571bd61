"""YAML text -> nodes, from the marks that the parser sets."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from keypost.writers.node import Entry, Kind, Node

_SPACE: Callable[..., re.Match[str]] = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*").match  # type: ignore[assignment]  # it always matches
_PROPERTY = re.compile(r"[&!][^\s]*")
# YAML's own tags, which aren't functions.
_YAML_TAG = "tag:yaml.org,2002:"


def read_yaml_tree(text: str) -> Node | None:
    """Return the root of a text that a reader could read; None where the document is empty."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = yaml.parse(text, Loader=loader)
    return _Tree(text, events).root()


def skip_space(text: str, at: int) -> int:
    """Return the place behind white space, line breaks and comments."""
    return _SPACE(text, at).end()


class _Tree:
    """Builds nodes from events; what an event doesn't tell is found in the text between two nodes."""

    def __init__(self, text: str, events: Iterator[Any]) -> None:
        self._text = text
        self._events = events
        # Texts that have an anchor: an alias of one can be a key.
        self._texts: dict[str | None, str] = {}

    def root(self) -> Node | None:
        import yaml

        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                return self._node(event)
        return None

    def _node(self, event: Any) -> Node:
        import yaml

        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.AliasEvent):
            return Node(Kind.ALIAS, start, start, end, anchor=event.anchor)
        tag_end, body = self._body(event)
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event, body, end)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._list(body, flow=bool(event.flow_style))
        else:
            node = self._mapping(body, flow=bool(event.flow_style))
        return self._dress(node, event, tag_end)

    def _body(self, event: Any) -> tuple[int, int]:
        """Return where tag and anchor end, and where the node itself begins."""
        end = body = event.start_mark.index
        for written in (event.tag, event.anchor):
            found = _PROPERTY.match(self._text, body)
            if written is not None and found:
                end = found.end()
                body = skip_space(self._text, end)
        return end, body

    def _dress(self, node: Node, event: Any, tag_end: int) -> Node:
        """Give the node its anchor; a tag of CloudFormation's makes a function of it."""
        start, tag = event.start_mark.index, event.tag
        if tag is None and event.anchor is None:
            return node
        if tag is None or tag == "!" or tag.startswith(_YAML_TAG):
            return node._replace(start=start, anchor=event.anchor)
        name = tag[1:]
        name = name if name in {"Ref", "Condition"} else f"Fn::{name}"
        entry = Entry(name, start, tag_end, _place(node, tag_end))
        return Node(Kind.FUNCTION, start, start, node.end, (entry,), anchor=event.anchor)

    def _scalar(self, event: Any, body: int, end: int) -> Node:
        style = event.style or ""
        if style in ("|", ">"):
            written = self._text[body:end]
            header = written.partition("\n")[0].partition("#")[0]
            kept = written.removesuffix("\n").removesuffix("\r") if "+" in header else _strip(written, event.value)
            end = body + len(kept)
        body = min(body, end)
        self._texts[event.anchor] = event.value
        return Node(Kind.SCALAR, body, body, end, style=style, value=event.value)

    def _list(self, body: int, *, flow: bool) -> Node:
        import yaml

        entries: list[Entry] = []
        at = body
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            dash = skip_space(self._text, at)
            node = self._node(event)
            mark, after = (node.start, node.start) if flow else (dash, dash + 1)
            entries.append(Entry(str(len(entries)), mark, after, _place(node, after)))
            at = max(node.end, after)
        end = _end_of(event) if flow else at
        return Node(Kind.LIST, body, body, end, tuple(entries), flow=flow)

    def _mapping(self, body: int, *, flow: bool) -> Node:
        import yaml

        entries: list[Entry] = []
        at = body
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event)
            name = self._texts[key.anchor] if key.kind is Kind.ALIAS else str(key.value)
            colon = skip_space(self._text, key.end)
            after = colon + 1 if self._text[colon : colon + 1] == ":" else key.end
            node = _place(self._node(next(self._events)), after)
            entries.append(Entry(name, key.start, after, node, key.style))
            at = max(node.end, after)
        end = _end_of(event) if flow else at
        return Node(Kind.MAPPING, body, body, end, tuple(entries), flow=flow)


def _strip(written: str, value: str) -> str:
    """Return a text in lines of its own without the blank lines behind it; spaces that it says stay."""
    says_spaces = value.rstrip("\r\n") != value.rstrip()
    return written.rstrip("\r\n") if says_spaces else written.rstrip()


def _end_of(event: Any) -> int:
    end: int = event.end_mark.index
    return end


def _place(node: Node, after: int) -> Node:
    """A value that isn't written stands right behind its colon or dash."""
    return node._replace(start=after, body=after, end=after) if node.start == node.end else node

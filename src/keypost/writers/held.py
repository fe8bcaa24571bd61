"""JSON that stands as a text inside a document: edited as JSON, in the quotes or the block that it has."""

import json
from collections.abc import Callable

from keypost.writers.draft import Draft
from keypost.writers.flow import quote_text
from keypost.writers.node import Entry, Node
from keypost.writers.splice import Splice


def edit_held(draft: Draft, node: Node, change: Callable[[str], str]) -> list[Splice]:
    """Return how a scalar that holds JSON is changed by `change`, which takes and gives JSON."""
    written = draft.text[node.body : node.end]
    if draft.is_json:
        new = json.dumps(change(str(node.value)), ensure_ascii=draft.ink(node.start).escapes)
    elif node.style == "'":
        new = "'" + change(written[1:-1].replace("''", "'")).replace("'", "''") + "'"
    elif node.style == '"':
        new = quote_text(change(str(node.value)), quote='"')
    else:
        new = _change_block(written, change)
    return [Splice(node.body, node.end, new)]


def is_substituted(trail: tuple[Entry, ...]) -> bool:
    """Tell whether Fn::Sub goes over the text that the way leads to: its argument, or the first item of that."""
    names = [entry.name for entry in trail[-2:]]
    return names[-1:] == ["Fn::Sub"] or names == ["Fn::Sub", "0"]


def _change_block(written: str, change: Callable[[str], str]) -> str:
    """Change the lines of a block; they stay as far in as they are.

    JSON has no line break inside a string, so that it reads the same whether the lines are folded or not.
    """
    header, _, content = written.partition("\n")
    newline = "\r\n" if header.endswith("\r") else "\n"
    lines = content.replace("\r\n", "\n").split("\n")
    margin = min((line[: len(line) - len(line.lstrip(" "))] for line in lines if line.strip()), key=len)
    changed = change("\n".join(line.removeprefix(margin) for line in lines)).split("\n")
    return header + "\n" + newline.join(margin + line if line.strip() else line for line in changed)

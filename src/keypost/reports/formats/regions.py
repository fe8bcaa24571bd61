"""Two texts of a file -> SARIF's replacements: which region goes, and what comes in its place."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

_Data = dict[str, Any]


def build_replacements(before: str, after: str) -> Iterator[_Data]:
    """Yield the replacements that make the one text of the other, by whole lines; columns count code points."""
    old, new = _split(before), _split(after)
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            replacement: _Data = {"deletedRegion": _region(old, start, end)}
            inserted = "".join(new[new_start:new_end])
            yield replacement | ({"insertedContent": {"text": inserted}} if inserted else {})


def _split(text: str) -> list[str]:
    """Return the lines with their ends; only a line feed ends one."""
    lines = [f"{line}\n" for line in text.split("\n")]
    return [*lines[:-1], lines[-1][:-1]] if lines[-1] != "\n" else lines[:-1]


def _region(lines: list[str], start: int, end: int) -> _Data:
    """Return the region from the start of one line to the start of another, both counted from 0."""
    (first, first_column), (last, last_column) = _point(lines, start), _point(lines, end)
    return {"startLine": first, "startColumn": first_column, "endLine": last, "endColumn": last_column}


def _point(lines: list[str], index: int) -> tuple[int, int]:
    """Return line and column where a line starts; behind a last line that nothing ends, where that line ends."""
    if index == len(lines) and lines and not lines[-1].endswith("\n"):
        return index, len(lines[-1]) + 1
    return index + 1, 1

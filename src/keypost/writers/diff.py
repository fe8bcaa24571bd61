"""Two texts of a file -> a unified diff that `patch -p1` and `git apply` take."""

import os
from collections.abc import Iterator
from difflib import unified_diff

_NO_NEWLINE = "\\ No newline at end of file\n"


def render_diff(before: str | None, after: str, *, file: str) -> str:
    """Return the diff from one text of a file to the next, empty where they are equal; a new file has None before."""
    name = _name(file)
    old = "/dev/null" if before is None else f"a/{name}"
    lines = unified_diff(_lines(before or ""), _lines(after), _header(old), _header(f"b/{name}"))
    return "".join(_end_lines(lines))


def _name(file: str) -> str:
    return os.path.normpath(file).replace(os.sep, "/").lstrip("/")


def _header(name: str) -> str:
    """A tab ends a name that has a space, as in git's own diffs."""
    return name + "\t" if " " in name else name


def _lines(text: str) -> list[str]:
    """Only a line feed ends a line; a carriage return before it is part of the line, and so are other separators."""
    return [line + "\n" for line in text.split("\n")[:-1]] + [last for last in text.split("\n")[-1:] if last]


def _end_lines(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}"

"""Two texts of a file -> a unified diff that `patch -p1` and `git apply` take."""

import os
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher, unified_diff

from keypost.writers.splice import Splice, apply_splices, line_start, next_line

# Lines around a change that a diff shows, and one more, so that changes whose windows don't touch share no hunk.
_AROUND = 4
_SHOWN = 3
# Texts of so many characters are compared as a whole, in some milliseconds.
_WHOLE = 20_000
_NO_NEWLINE = "\\ No newline at end of file\n"


def render_diff(before: str | None, after: str, *, file: str) -> str:
    """Return the diff from one text of a file to the next, empty where they are equal; a new file has None before."""
    name = _name(file)
    old = "/dev/null" if before is None else f"a/{name}"
    lines = unified_diff(_lines(before or ""), _lines(after), _header(old), _header(f"b/{name}"))
    return "".join(_end_lines(lines))


def render_spliced(text: str, splices: Sequence[Splice], *, file: str, count_lines: Callable[[int], int]) -> str:
    """Return the diff that the splices make of a text, looking no further than around each.

    `count_lines` tells how many lines end before a place.
    """
    if len(text) <= _WHOLE:
        return render_diff(text, apply_splices(text, list(splices)), file=file)
    name, grown = _name(file), 0
    lines = [f"--- {_header(f'a/{name}')}\n", f"+++ {_header(f'b/{name}')}\n"]
    for start, end, some in _list_windows(text, splices):
        old, first = _lines(text[start:end]), count_lines(start)
        moved = [one._replace(start=one.start - start, end=one.end - start) for one in some]
        new = _lines(apply_splices(text[start:end], moved))
        lines.extend(_render_hunks(old, new, first, first + grown))
        grown += len(new) - len(old)
    return "".join(_end_lines(iter(lines))) if len(lines) > 2 else ""


def _list_windows(text: str, splices: Sequence[Splice]) -> list[tuple[int, int, list[Splice]]]:
    """Return stretches of whole lines around the splices, as few as don't touch each other."""
    windows: list[tuple[int, int, list[Splice]]] = []
    for splice in splices:
        start, end = line_start(text, splice.start), splice.end
        for _ in range(_AROUND):
            start, end = line_start(text, max(start - 1, 0)), next_line(text, end)
        if windows and windows[-1][1] >= start:
            first, _, some = windows.pop()
            start, before = first, some
        else:
            before = []
        windows.append((start, next_line(text, end), [*before, splice]))
    return windows


def _render_hunks(old: list[str], new: list[str], before: int, after: int) -> Iterator[str]:
    """Yield the hunks of a window; `before` and `after` are the lines above it in both texts."""
    for group in SequenceMatcher(None, old, new).get_grouped_opcodes(_SHOWN):
        first, last = group[0], group[-1]
        was, now = _range(before + first[1], last[2] - first[1]), _range(after + first[3], last[4] - first[3])
        yield f"@@ -{was} +{now} @@\n"
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (f" {line}" for line in old[i1:i2])
                continue
            yield from (f"-{line}" for line in old[i1:i2])
            yield from (f"+{line}" for line in new[j1:j2])


def _range(start: int, length: int) -> str:
    """Return a hunk's lines as unified diffs name them: from 1, and the line before where there are none."""
    return str(start + 1) if length == 1 else f"{start + 1 if length else start},{length}"


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

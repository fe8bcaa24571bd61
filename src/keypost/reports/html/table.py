"""Rows that many places refer to: each is written once, and referred to by its number."""

import re
from collections.abc import Callable, Hashable

from keypost.origin import Origin
from keypost.reports.printable import make_printable
from keypost.text import Text

Row = object

_MARK = "¤"  # stands around the number of a name in a pattern
# What stands in backticks, and `file:line`.
_NAME = re.compile(r"`([^`\n]+)`|(?<![^\s(])([^\s()`,、。]+:\d+)(?![^\s),:;、。])")


class Table:
    """Rows by handle."""

    def __init__(self) -> None:
        """Start empty."""
        self.rows: list[Row] = []
        self._places: dict[Hashable, int] = {}

    def add(self, handle: Hashable, build: Callable[[], Row]) -> int:
        """Return the number of the handle's row, which is built when it is first asked for."""
        place = self._places.get(handle)
        if place is None:
            place = self._places[handle] = len(self.rows)
            self.rows.append(None)  # a row that refers to itself finds its number
            self.rows[place] = build()
        return place

    def find(self, handle: Hashable) -> int | None:
        """Return the number of the handle's row, None where it has none."""
        return self._places.get(handle)


class Texts:
    """Sentences in both languages; those that differ by names alone share a pattern.

    Names are what stands in backticks, places (`file:line`), and the lines to paste below a sentence.
    """

    def __init__(self) -> None:
        """Start empty."""
        self.names = Table()
        self.patterns = Table()
        self.rows = Table()

    def add(self, text: Text) -> int:
        """Return the number of the sentence."""
        return self.rows.add(text, lambda: self._split(text))

    def name(self, name: str) -> int:
        """Return the number of a name that many rows have."""
        return self.names.add(name, lambda: show_lines(name))

    def place(self, origin: Origin) -> Row:
        """Return a place: of one in a file the number of its name, and the line."""
        if origin.file is not None and origin.line is not None:
            return [self.name(origin.file), origin.line]
        return show_lines(str(origin))

    def _split(self, text: Text) -> Row:
        """Return the number of the pattern, and those of the names that stand in it."""
        names: dict[str, int] = {}
        en, ja = (_take_out(*show_lines(said).partition("\n"), names=names) for said in text)
        pattern = self.patterns.add((en, ja), lambda: [en] if en == ja else [en, ja])
        return [pattern, *map(self.name, names)]


def show_lines(text: str) -> str:
    """Return the text without unsafe characters; its lines stay lines."""
    return "\n".join(map(make_printable, text.split("\n"))) if "\n" in text else make_printable(text)


def _take_out(text: str, end: str, lines: str, *, names: dict[str, int]) -> str:
    """Return the pattern; the lines below the sentence (a statement to paste) are one name."""
    if _MARK in text:
        return (text + end + lines).replace(_MARK, _MARK * 2)

    def mark(name: str) -> str:
        return f"{_MARK}{names.setdefault(name, len(names))}{_MARK}"

    pattern = _NAME.sub(lambda found: f"`{mark(found[1])}`" if found[1] else mark(found[2]), text)
    return pattern + end + (mark(lines) if lines else "")

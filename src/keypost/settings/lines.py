"""Which line of a TOML file a setting stands on: tomllib doesn't tell."""

import re

# The steps from the root to a table or key; an element of an array has its index.
Way = tuple[str | int, ...]

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_NAMES = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_NAMES})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*({_NAMES})[ \t]*=")
_LONG_TEXT = re.compile(r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'', re.DOTALL)


class Lines:
    """The lines of one file's tables and keys."""

    def __init__(self, text: str) -> None:
        """Take what the file holds; it is looked through once."""
        self._lines: dict[Way, int] = {}
        self._counts: dict[Way, int] = {}
        table: Way = ()
        for number, line in enumerate(_LONG_TEXT.sub(_empty, text).splitlines(), start=1):
            if header := _HEADER.match(line):
                table = self._enter(header)
                self._add(table, number)
            elif key := _KEY.match(line):
                self._add((*table, *_split(key[1])), number)

    def find(self, way: Way) -> int | None:
        """Return the 1-based line where the key or table at the end of `way` begins, else that of what contains it."""
        while way:
            if way in self._lines:
                return self._lines[way]
            way = way[:-1]
        return None

    def _enter(self, header: re.Match[str]) -> Way:
        names = _split(header[2])
        if header[1] == "[":
            return names
        self._counts[names] = self._counts.get(names, -1) + 1
        return (*names, self._counts[names])

    def _add(self, way: Way, number: int) -> None:
        """Take a line for the way, and for all on it that hasn't stood anywhere yet."""
        while way and way not in self._lines:
            self._lines[way] = number
            way = way[:-1]


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, dotted))


def _empty(text: re.Match[str]) -> str:
    """Return as many lines as the text has, with nothing on them."""
    return '""' + "\n" * text[0].count("\n")

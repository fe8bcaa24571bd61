"""Which line of a TOML file a setting stands on: tomllib doesn't tell."""

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?\Z")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")


def find_line(text: str, way: tuple[str | int, ...]) -> int | None:
    """Return the 1-based line where the key or table at the end of `way` begins, else that of what contains it."""
    best, depth = None, 0
    for number, known in _places(text):
        shared = _shared(known, way)
        if shared == min(len(known), len(way)) and shared > depth:
            best, depth = number, shared
    return best


def _places(text: str) -> list[tuple[int, tuple[str | int, ...]]]:
    """Return each header and key with its line and its way from the root; an element of an array has its index."""
    places, table = [], tuple[str | int, ...]()
    counts: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header is not None:
            names = _names(header[2])
            table = names
            if header[1] == "[[":
                table = (*names, counts.setdefault(names, 0))
                counts[names] += 1
            places.append((number, table))
            continue
        key = _KEY.match(line)
        if key is not None:
            places.append((number, (*table, *_names(key[1]))))
    return places


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip().strip("\"'") for name in dotted.split("."))


def _shared(left: tuple[str | int, ...], right: tuple[str | int, ...]) -> int:
    """Return how many steps the two ways have in common from the root."""
    for count, (mine, theirs) in enumerate(zip(left, right, strict=False)):
        if mine != theirs:
            return count
    return min(len(left), len(right))

"""The page's data in fewer characters: rows of one shape name their fields once, names of one stem share it."""

import re
from collections import Counter

from keypost.named import Iterable, Mapping
from keypost.reports.html.table import Row

_ROWS = ("resources", "policies", "calls", "deliveries", "findings")
# All of an ARN but its last part, a file without the line.
_STEM = re.compile(r"(.{6,}[:/#])(.+)")

_Data = dict[str, object]


def pack(data: _Data) -> _Data:
    """Return the data as the page's script takes it up; what isn't part of a page stays as it is."""
    packed = {name: pack_rows(rows) for name in _ROWS if isinstance(rows := data.get(name), list)}
    names = data.get("names")
    return data | packed | ({"names": pack_names(names)} if isinstance(names, list) else {})


def pack_rows(rows: Iterable[Mapping[str, object]]) -> Row:
    """Return the shapes (lists of fields), and each row as the number of its shape and its values."""
    shapes: dict[tuple[str, ...], int] = {}
    packed = [[shapes.setdefault(tuple(row), len(shapes)), *row.values()] for row in rows]
    return {"shapes": list(shapes), "rows": packed}


def pack_names(names: Iterable[str]) -> Row:
    """Return the stems, and each name as the number of its stem and its rest; one whose stem is its own stays whole."""
    split = [(name, _STEM.fullmatch(name)) for name in names]
    counts = Counter(found[1] for _, found in split if found)
    stems: dict[str, int] = {}
    packed = [
        [stems.setdefault(found[1], len(stems)), found[2]] if found and counts[found[1]] > 1 else name
        for name, found in split
    ]
    return {"stems": list(stems), "rows": packed}

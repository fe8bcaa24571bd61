"""Parts of JSON that anybody may have written: what isn't there, or is something else, is empty."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def object_of(value: object) -> Json:
    """Return the object, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def objects_of(value: object) -> Iterator[Json]:
    """Yield the objects of a list."""
    yield from (one for one in (value if isinstance(value, list) else ()) if isinstance(one, dict))


def text_of(value: object) -> str:
    """Return the text, an empty one for anything else."""
    return value if isinstance(value, str) else ""


def line_of(value: object) -> int:
    """Return the number of a line, 0 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def lines_of(value: object) -> tuple[int, int]:
    """Return first and last line of a list of two numbers."""
    first, last = value if isinstance(value, list) and len(value) == 2 else (0, 0)
    return line_of(first), line_of(last)

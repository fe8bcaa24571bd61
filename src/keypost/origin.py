"""Where something was read: a place in a file, or an API call."""

from collections.abc import Callable
from typing import NamedTuple

# The steps from a document's root to one of its parts.
Pointer = tuple[str | int, ...]


class Origin(NamedTuple):
    """One place: `file` and 1-based `line`, or the API `call` that told it, and the JSON `pointer` inside it."""

    file: str | None = None
    line: int | None = None
    pointer: str = ""
    call: str | None = None

    def __str__(self) -> str:
        """Return `file:line`, the call, or the pointer: the most a reader can open."""
        if self.file is not None:
            return f"{self.file}:{self.line}" if self.line is not None else self.file
        return self.call or self.pointer


NOWHERE = Origin()

# Tells for a path inside a document where that part stands.
Locate = Callable[[Pointer], Origin]


def render_pointer(pointer: Pointer) -> str:
    """Return an RFC 6901 JSON pointer for the steps, e.g. `/Statement/0/Condition`."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in pointer)


def locate_by_pointer(pointer: Pointer) -> Origin:
    """Locate parts of a document that has no lines: by JSON pointer alone."""
    return Origin(pointer=render_pointer(pointer))

"""Where in a plan a resource stands: plans carry no lines of the files, so it is the line of its address."""

import re
from functools import partial

from keypost.origin import Locate, Origin, Pointer, render_pointer
from keypost.readers.terraform.addresses import unquote

_ADDRESS = re.compile(rb'"address":\s*("(?:[^"\\]|\\.)*")')


class PlanPlaces:
    """Finds addresses in the text of a plan or state, when somebody asks for a place."""

    def __init__(self, content: bytes, *, file: str) -> None:
        """Take the text and what places call its file."""
        self._content = content
        self._file = file
        self._lines: dict[str, int] | None = None

    def locate(self, address: str) -> Locate:
        """Return who finds a path of attributes inside an address: there its line is all that can be told."""
        return partial(self._find, address)

    def _find(self, address: str, pointer: Pointer) -> Origin:
        if self._lines is None:
            self._lines = self._find_lines()
        return Origin(self._file, self._lines.get(address), render_pointer(pointer))

    def _find_lines(self) -> dict[str, int]:
        """Return the line of each address, in what changes where it stands there; a document on one line has none."""
        content, lines = self._content, {}
        if content.find(b"\n", 0, len(content) - 1) < 0:
            return {}
        start = max(content.find(b'"resource_changes"'), 0)
        for begin, end in ((0, start), (start, len(content))):
            line, place = content.count(b"\n", 0, begin) + 1, begin
            for match in _ADDRESS.finditer(content, begin, end):
                line += content.count(b"\n", place, match.start())
                place = match.start()
                lines[unquote(match[1].decode("utf-8", "replace"))] = line
        return lines

"""Where in a plan a resource stands: plans carry no lines of the files, so it is the line of its address."""

import json

from keypost.origin import LateOrigin, Locate, Origin, render_pointer


class PlanPlaces:
    """Finds addresses in the text of a plan or state, when somebody asks for a place."""

    def __init__(self, content: bytes, *, file: str) -> None:
        """Take the text and what places call its file."""
        self._content = content
        self._file = file

    def origin(self, address: str) -> Origin:
        """Return the place of an address."""
        return LateOrigin(self.locate(address), ())

    def locate(self, address: str) -> Locate:
        """Return who finds a path of attributes inside an address: there its line is all that can be told."""
        return lambda pointer: Origin(self._file, self._line(address), render_pointer(pointer))

    def _line(self, address: str) -> int | None:
        """Return the line of an address, None where the whole document is on one."""
        written = json.dumps(address).encode()
        start = max(self._content.find(b'"resource_changes"'), 0)
        place = self._content.find(written, start)
        if place < 0:
            place = self._content.find(written)
        line = self._content.count(b"\n", 0, place) + 1 if place >= 0 else 1
        return line if line > 1 else None

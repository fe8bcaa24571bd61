"""One thing to do in a module: where, what, the lines for it, and what it makes of the file where that can be told."""

from keypost.named import NamedTuple
from keypost.writers.splice import Splice


class Piece(NamedTuple):
    """Lines to put in: `place` is a file and line or an address, `remark` says what to do there.

    `splices` are what they make of `file`; None where somebody must find the spot.
    """

    place: str
    remark: str
    code: str = ""
    file: str | None = None
    splices: tuple[Splice, ...] | None = None

    def render(self) -> str:
        """Return the lines, under a comment that says where they belong."""
        return f"# {self.place}: {self.remark}\n{self.code}".rstrip("\n") + "\n"

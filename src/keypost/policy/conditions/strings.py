"""String operators (IAM User Guide, string condition operators)."""

from keypost.named import Callable
from keypost.policy.variables import Pieces, literal_text
from keypost.unknown import Glob, Tri, same_text


def equals(pieces: Pieces) -> Callable[[str], Tri]:
    """Compare exactly; `*` and `?` are plain characters."""
    expected = literal_text(pieces)
    return lambda actual: same_text(expected, actual)


def equals_ignoring_case(pieces: Pieces) -> Callable[[str], Tri]:
    """Compare without regard to case."""
    expected = literal_text(pieces).lower()
    return lambda actual: same_text(expected, actual.lower())


def like(pieces: Pieces) -> Callable[[str], Tri]:
    """Match case-sensitively: `*` is any run of characters, `:` and `/` included, `?` is one."""
    return Glob(pieces).match

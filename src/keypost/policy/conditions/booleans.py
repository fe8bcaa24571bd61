"""The Bool operator: `true` or `false`, in any case (IAM User Guide, Boolean condition operators)."""

from collections.abc import Callable

from keypost.policy.variables import Pieces, literal_text
from keypost.unknown import Tri, same_text

_WORDS = ("true", "false")


def equals(pieces: Pieces) -> Callable[[str], Tri]:
    """Compare truth values; any other word never matches."""
    expected = literal_text(pieces).lower()

    def matches(actual: str) -> Tri:
        found = actual.lower()
        if _is_no_word(found) or _is_no_word(expected):
            return False
        return same_text(expected, found)

    return matches


def _is_no_word(text: str) -> bool:
    return all(same_text(word, text) is False for word in _WORDS)

"""Numeric operators: whole numbers and decimals (IAM User Guide, numeric condition operators)."""

import re
from collections.abc import Callable

from keypost.policy.variables import Pieces, literal_text
from keypost.unknown import Tri, has_unknown

_NUMBER = r"\s*([+-]?\d+)(\.\d+)?\s*\Z"  # compiled and kept by `re` when the first policy needs it
# Longer than any number that AWS sends; a guard against hostile input.
_MOST_DIGITS = 400

Comparison = Callable[[float, float], bool]


def compare(comparison: Comparison) -> Callable[[Pieces], Callable[[str], Tri]]:
    """Return the comparer for `comparison(actual, expected)`; what is no number never matches."""

    def build(pieces: Pieces) -> Callable[[str], Tri]:
        written = literal_text(pieces)
        expected = parse_number(written)

        def matches(actual: str) -> Tri:
            number = parse_number(actual)
            if number is None or expected is None:
                return None if _could_be(written, expected) and _could_be(actual, number) else False
            return comparison(number, expected)

        return matches

    return build


def parse_number(text: str) -> float | None:
    """Return the number that the text is, None for any other text."""
    match = re.match(_NUMBER, text, re.ASCII)
    if match is None or len(text) > _MOST_DIGITS:
        return None
    return float(text) if match[2] else int(match[1])


def _could_be(text: str, number: float | None) -> bool:
    return number is not None or has_unknown(text)

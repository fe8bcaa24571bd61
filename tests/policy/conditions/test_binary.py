"""Bytes, written as base64 in the policy."""

import pytest

from keypost.policy.conditions.binary import equals
from keypost.unknown import Tri, build_unknown

UNKNOWN = build_unknown("Bytes")


@pytest.mark.parametrize(
    ("expected", "actual", "answer"),
    [
        ("QQ==", "QQ==", True),
        ("QQ==", "A", True),
        ("QQ==", "Qg==", False),
        ("QR==", "QQ==", True),
        ("QQ", "QQ", False),
        ("!", "!", False),
        ("QQ==", "\u0101", False),
        ("\u0101", "A", False),
        ("QQ==", UNKNOWN, None),
        (UNKNOWN, "QQ==", None),
        (UNKNOWN, UNKNOWN, True),
        (UNKNOWN, build_unknown("Other"), None),
    ],
)
def test_the_bytes_of_both_sides_compare(expected: str, actual: str, answer: Tri) -> None:
    assert equals((expected,))(actual) is answer

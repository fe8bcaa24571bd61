"""Truth values, known and unknown."""

import pytest

from keypost.policy.conditions.booleans import equals
from keypost.unknown import Tri, build_unknown

UNKNOWN = build_unknown("Flag")


@pytest.mark.parametrize(
    ("expected", "actual", "answer"),
    [
        ("true", "true", True),
        ("TRUE", "True", True),
        ("false", "FALSE", True),
        ("true", "false", False),
        ("false", "true", False),
        ("yes", "yes", False),
        ("yes", "true", False),
        ("true", "yes", False),
        ("true", UNKNOWN, None),
        (UNKNOWN, "false", None),
        (UNKNOWN, UNKNOWN, True),
        ("yes", UNKNOWN, False),
        (UNKNOWN, "yes", False),
        ("y" + UNKNOWN, "y" + UNKNOWN, False),
    ],
)
def test_only_two_words_compare(expected: str, actual: str, answer: Tri) -> None:
    assert equals((expected,))(actual) is answer

"""Numbers as conditions write them."""

import operator

import pytest

from keypost.policy.conditions.numbers import compare, parse_number
from keypost.unknown import Tri, build_unknown

UNKNOWN = build_unknown("Number")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10", 10),
        ("+10", 10),
        ("-10", -10),
        (" 10 ", 10),
        ("010", 10),
        ("1.5", 1.5),
        ("-0.25", -0.25),
        ("9007199254740993", 9007199254740993),
        ("9" * 400, int("9" * 400)),
        ("9" * 401, None),
        ("1.", None),
        (".5", None),
        ("1e3", None),
        ("1 0", None),
        ("x", None),
        ("", None),
        ("\u0663", None),
    ],
)
def test_a_number_is_whole_or_decimal(text: str, number: float | None) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("expected", "actual", "answer"),
    [
        ("10", "9", True),
        ("10", "10", False),
        ("x", "9", False),
        ("10", "x", False),
        ("10", UNKNOWN, None),
        (UNKNOWN, "9", None),
        (UNKNOWN, UNKNOWN, None),
        ("x", UNKNOWN, False),
        (UNKNOWN, "x", False),
    ],
)
def test_what_may_be_a_number_may_compare(expected: str, actual: str, answer: Tri) -> None:
    assert compare(operator.lt)((expected,))(actual) is answer

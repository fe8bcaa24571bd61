import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keypost.unknown import (
    Glob,
    Shape,
    Tri,
    Unknown,
    Wild,
    build_glob,
    build_unknown,
    has_unknown,
    render_unknown,
    same_text,
    scrub,
    unknowns_in,
)

ACCOUNT = build_unknown("A", shape=Shape.ACCOUNT)
OTHER = build_unknown("B", shape=Shape.ACCOUNT)
REGION = build_unknown("R", shape=Shape.REGION)
ID = build_unknown("x", shape=Shape.IDENTITY)
ID2 = build_unknown("y", shape=Shape.IDENTITY)
TEXT = build_unknown("T")


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("a", "a", True),
        ("a", "b", False),
        (ACCOUNT, ACCOUNT, True),
        (ACCOUNT, OTHER, None),
        (ACCOUNT, "111122223333", None),
        (ACCOUNT, "us-east-1", False),
        (ACCOUNT, "", False),
        (REGION, "us-east-1", None),
        (ID, ID2, False),
        (ID, "stack-Topic-1A2B3C4D5E6F", None),
        (ID, "alerts", False),
        (ID, "a/b", False),
        (TEXT, "", None),
        (f"a{TEXT}", "b", False),
        (f"arn:aws:sns:{REGION}:{ACCOUNT}:t", "arn:aws:sns:us-east-1:111122223333:t", None),
        (f"arn:aws:sns:{REGION}:{ACCOUNT}:t", "arn:aws:sns:us-east-1:111122223333:u", False),
        ("x" * 2000 + TEXT, "y" * 2000, None),
    ],
)
def test_same_text(left: str, right: str, same: Tri) -> None:
    assert same_text(left, right) is same
    assert same_text(right, left) is same


@pytest.mark.parametrize(
    ("pattern", "text", "match"),
    [
        ("*", "", True),
        ("a*c", "abc", True),
        ("a*b*c", "aXbYbZc", True),
        ("a**c", "ac", True),
        ("*a", "aaa", True),
        ("a?c", "ac", False),
        ("a?c", f"a{ACCOUNT}c", None),
        ("*", TEXT, True),
        (f"{ACCOUNT}*", f"{ACCOUNT}x", True),
        (f"{ACCOUNT}*", "111122223333/x", None),
        (f"{ACCOUNT}*", "abc", False),
        ("key/*", f"key/{ID}", True),
        ("a.c", "abc", False),
    ],
)
def test_a_glob(pattern: str, text: str, match: Tri) -> None:
    assert build_glob(pattern).match(text) is match


def test_a_hostile_glob_takes_no_time() -> None:
    assert build_glob("*a" * 200 + "b").match("a" * 5000) is False


letters = st.text("ab", max_size=8)


@given(pattern=st.text("ab*?", max_size=8), text=letters)
def test_a_glob_agrees_with_the_plain_regular_expression(pattern: str, text: str) -> None:
    plain = "".join({"*": ".*", "?": "."}.get(letter, letter) for letter in pattern)
    assert build_glob(pattern).match(text) is (re.fullmatch(plain, text) is not None)


@given(before=st.text("ab*?", max_size=4), after=st.text("ab*?", max_size=4), value=letters, text=letters)
def test_settling_an_unknown_part_agrees_with_the_open_answer(before: str, after: str, value: str, text: str) -> None:
    pieces = [*build(before), TEXT, *build(after)]
    settled = [*build(before), value, *build(after)]
    open_answer = Glob(tuple(pieces)).match(text)
    assert open_answer is None or open_answer is Glob(tuple(settled)).match(text)


def build(pattern: str) -> list[str | Wild]:
    return [{"*": Wild.STAR, "?": Wild.ANY}.get(letter, letter) for letter in pattern]


def test_what_is_unknown_can_be_told_and_shown() -> None:
    assert unknowns_in(f"a{ACCOUNT}") == (Unknown("A", Shape.ACCOUNT),)
    assert unknowns_in("a") == ()
    assert render_unknown(f"a{ACCOUNT}b") == "a${A}b"
    assert render_unknown("a") == "a"
    assert not has_unknown("日本語")
    assert unknowns_in(build_unknown("名前"))[0].name == "名前"


def test_input_cannot_forge_an_unknown_part() -> None:
    assert not has_unknown(scrub(f"x{ACCOUNT}"))
    assert scrub("plain") == "plain"


@pytest.mark.parametrize("text", ["\ue200", "a\ue201", "\ue200\ue201", "\ue200\ue210x\ue201b", f"\ue200{ACCOUNT}"])
def test_a_text_that_no_reader_has_scrubbed_is_shown_as_it_is(text: str) -> None:
    assert render_unknown(text) == text.replace(ACCOUNT, "${A}")


def test_the_names_of_two_stacks_are_never_equal() -> None:
    one, other = build_unknown("a#AWS::StackName", shape=Shape.STACK), build_unknown("b", shape=Shape.STACK)
    assert same_text(f"{one}-topic", f"{one}-topic") is True
    assert same_text(one, other) is False
    assert same_text(one, "prod") is None
    assert same_text(one, "1st") is False

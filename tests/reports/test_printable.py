import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keypost.reports.printable import escape_json, make_printable
from keypost.unknown import Shape, build_unknown

UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff]")
ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("日本語のキー", "日本語のキー"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x9b31m", r"\x9b31m"),
        ("two\nlines\ttab", r"two\nlines\ttab"),
        ("user\u202egnp.exe", r"user\u202egnp.exe"),
        ("\u2066isolated\u2069", r"\u2066isolated\u2069"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("\ufeffmark", r"\ufeffmark"),
        ("\U000e0041tag", r"\U000e0041tag"),
        ("\udc80", r"\udc80"),
        (
            f"arn:aws:iam::{build_unknown('AWS::AccountId', shape=Shape.ACCOUNT)}:root",
            "arn:aws:iam::${AWS::AccountId}:root",
        ),
        ("\ue200\ue210\ue0ff\ue201", r"\ue200\ue210\ue0ff\ue201"),
    ],
)
def test_unsafe_characters_are_shown_as_escapes(text: str, shown: str) -> None:
    assert make_printable(text) == shown


@given(ANYTHING)
def test_nothing_unsafe_is_left(text: str) -> None:
    shown = make_printable(text)
    assert not UNSAFE.search(shown)
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Co"} for character in shown if character < "\ue000")
    shown.encode("utf-8")


@given(st.text())
def test_a_name_of_an_unknown_part_is_made_safe_too(name: str) -> None:
    assert not UNSAFE.search(make_printable(build_unknown(name)))


@given(ANYTHING)
def test_json_stays_the_same_json(text: str) -> None:
    encoded = json.dumps({text: [text]}, ensure_ascii=False)
    escaped = escape_json(encoded)
    assert json.loads(escaped) == json.loads(encoded)
    assert not UNSAFE.search(escaped)


def test_the_layout_of_json_stays() -> None:
    assert escape_json('{\n\t"é": "\u202e"\r\n}') == '{\n\t"é": "\\u202e"\r\n}'

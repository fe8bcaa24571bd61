import pytest
from hypothesis import given
from hypothesis import strategies as st

from keypost.reports.wrapping import width_of, wrap

SENTENCE = "キーポリシーには、`cloudwatch.amazonaws.com` に許可を与える (唯一の) ステートメントがありません。"


@pytest.mark.parametrize("width", [20, 30, 40, 60, 200])
def test_japanese_stays_within_the_width(width: int) -> None:
    lines = wrap(SENTENCE, width=width)
    whole = [line for line in lines if "`" not in line]
    assert all(width_of(line) <= width + 2 for line in whole)  # one closing mark may hang over
    assert "".join(lines).replace(" ", "") == SENTENCE.replace(" ", "")


@pytest.mark.parametrize("width", range(10, 60))
def test_no_line_begins_or_ends_with_the_wrong_mark(width: int) -> None:
    lines = wrap(SENTENCE, width=width)
    assert not [line for line in lines if line[0] in "、。)」"]
    assert not [line for line in lines if line[-1] in "(「"]


def test_a_long_word_keeps_its_line_whole() -> None:
    arn = "arn:aws:sns:ap-northeast-1:111122223333:" + "x" * 200
    assert wrap(f"topic {arn} here", width=40) == ["topic", arn, "here"]


def test_code_with_spaces_is_not_broken() -> None:
    assert wrap("run `keypost rules` now", width=12) == ["run", "`keypost rules`", "now"]


@pytest.mark.parametrize("text", ["", " ", "   "])
def test_nothing_is_one_empty_line(text: str) -> None:
    assert wrap(text, width=20) == [""]


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_no_character_is_lost(text: str, width: int) -> None:
    kept = "".join(wrap(text, width=width))
    assert "".join(kept.split()) == "".join(text.split())


@given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1), st.integers(min_value=9, max_value=80))
def test_words_stay_within_the_width(words: list[str], width: int) -> None:
    assert all(len(line) <= width for line in wrap(" ".join(words), width=width))

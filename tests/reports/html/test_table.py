"""Names and sentences stand once, and nothing unsafe gets into them."""

from keypost.origin import Origin
from keypost.reports.html.table import Table, Texts
from keypost.text import Text


def test_a_row_is_built_once() -> None:
    table = Table()
    assert [table.add("a", lambda: "first"), table.add("b", lambda: "b"), table.add("a", lambda: "again")] == [0, 1, 0]
    assert table.rows == ["first", "b"]


def test_sentences_that_differ_by_names_share_a_pattern() -> None:
    texts = Texts()
    for name in ("One", "Two"):
        texts.add(Text(en=f"`{name}` is at a.yaml:7", ja=f"`{name}` の場所: a.yaml:7"))
    assert texts.patterns.rows == [["`¤0¤` is at ¤1¤", "`¤0¤` の場所: ¤1¤"]]
    assert texts.names.rows == ["One", "a.yaml:7", "Two"]
    assert texts.rows.rows == [[0, 0, 1], [0, 2, 1]]


def test_the_mark_of_patterns_is_no_slot() -> None:
    texts = Texts()
    texts.add(Text(en="¤0¤", ja="¤0¤"))
    assert texts.patterns.rows == [["¤¤0¤¤"]]


def test_lines_stay_and_what_is_unsafe_is_spelled_out() -> None:
    texts = Texts()
    texts.add(Text(en="\x1b[1m\nnext", ja="\u202e\nnext"))
    assert texts.patterns.rows == [["\\x1b[1m\n¤0¤", "\\u202e\n¤0¤"]]
    assert texts.names.rows == ["next"]


def test_a_file_is_named_once_for_all_places() -> None:
    texts = Texts()
    assert [texts.place(Origin("a.yaml", 3)), texts.place(Origin("a.yaml", 4)), texts.place(Origin(call="sns"))] == [
        [0, 3],
        [0, 4],
        "sns",
    ]

from keypost.text import Text


def test_a_text_speaks_both_languages() -> None:
    text = Text(en="{name} is missing", ja="{name} がありません").fill(name="x")
    assert text.in_language("en") == "x is missing"
    assert text.in_language("ja") == "x がありません"

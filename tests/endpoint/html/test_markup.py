"""Whatever isn't HTML yet is escaped."""

from keypost.endpoint.html.markup import Html, join, mark, tag


def test_texts_and_attributes_are_escaped() -> None:
    evil = "<script>alert('\"&')</script>"
    kept = "&lt;script&gt;alert(&#x27;&quot;&amp;&#x27;)&lt;/script&gt;"
    assert tag("a", evil, href=evil) == f'<a href="{kept}">{kept}</a>'
    assert join(evil, tag("b", "x")) == f"{kept}<b>x</b>"
    assert isinstance(join(evil), Html)


def test_an_empty_attribute_is_left_out_and_words_of_python_end_in_a_line() -> None:
    assert tag("label", "l", for_="f", class_="", aria_current="page") == '<label for="f" aria-current="page">l</label>'
    assert tag("input", name="n") == '<input name="n">'


def test_what_stands_between_backticks_is_code() -> None:
    assert mark("has `<a>` and `b`") == "has <code>&lt;a&gt;</code> and <code>b</code>"
    assert mark("nothing") == "nothing"

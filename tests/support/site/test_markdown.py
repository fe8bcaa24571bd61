"""Markdown becomes what GitHub would show: anchors, links, code; the link to the other language is left to the top."""

import pytest

from support.site.markdown import Document, anchor, render


def render_text(text: str) -> Document:
    return render(text, locate=lambda link: None if link == "x.ja.md" else link.replace(".md", ".html"))


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("What it finds", "what-it-finds"),
        ("`keypost check`: two, of 3", "keypost-check-two-of-3"),
        ("Of a decision / 判定の理由", "of-a-decision--判定の理由"),
    ],
)
def test_a_heading_has_the_anchor_that_github_gives_it(heading: str, name: str) -> None:
    assert anchor(heading) == name


def test_headings_with_one_title_have_anchors_of_their_own() -> None:
    found = render_text("# A\n\n## Key policy\n\n## Key policy\n")
    assert [part.anchor for part in found.parts] == ["a", "key-policy", "key-policy-1"]
    assert 'id="key-policy-1"' in found.body


def test_links_lead_to_pages_also_in_html() -> None:
    found = render_text('# A\n\n[b](b.md#c)\n\n<picture>\n  <img src="b.md" alt="">\n</picture>\n')
    assert 'href="b.html#c"' in found.body
    assert 'src="b.html"' in found.body


@pytest.mark.parametrize("line", ["[日本語](x.ja.md)", "`id` · [日本語](x.ja.md)", "**Bold** &nbsp; [日本語](x.ja.md)"])
def test_the_link_to_the_other_language_is_left_out(line: str) -> None:
    body = render_text(f"# A\n\n{line}\n").body
    assert "日本語" not in body
    assert "·" not in body
    assert "<p></p>" not in body


def test_a_line_that_ends_within_japanese_goes_on_without_a_space() -> None:
    assert "関数のデッドレター" in render_text("# A\n\n関数の\nデッドレター\n").body
    assert "関数の\nSQS" in render_text("# A\n\n関数の\nSQS\n").body


def test_what_a_name_says_stays_text() -> None:
    body = render_text("# A\n\n```console\n$ keypost check <script>\nFAILS    <b>\n```\n\n`<i>`\n").body
    assert "<script>" not in body
    assert '<b class="prompt">$ keypost check &lt;script&gt;</b>' in body
    assert '<b class="is-fails">FAILS</b>    &lt;b&gt;' in body
    assert "&lt;i&gt;" in body


def test_a_cell_with_nothing_but_a_verdict_is_marked() -> None:
    body = render_text("# A\n\n| a | b |\n|---|---|\n| FAILS | it FAILS |\n| error | `WORKS` |\n").body
    assert body.count('class="is-') == 3


def test_a_column_without_words_has_no_heading() -> None:
    body = render_text("# A\n\n| a |  |\n|---|---|\n| b | c |\n").body
    assert body.count("<th>") == body.count("</th>") == 1
    assert body.count("<td>") == body.count("</td>") == 3


def test_a_comment_tells_what_a_page_is_made_from_and_is_not_shown() -> None:
    found = render_text("# A\n\n<!-- Written by x from y.py: change that file. -->\n\nText.\n")
    assert found.made_from == "Written by x from y.py: change that file."
    assert "<!--" not in found.body


def test_each_heading_has_the_text_below_it_for_the_search() -> None:
    found = render_text("# A\n\nOne `two`\nthree.\n\n## B\n\n| four |\n|---|\n| five |\n\n```sh\nsix\n```\n")
    assert [(part.title, part.text) for part in found.parts] == [
        ("A", ["One two", "three."]),
        ("B", ["four", "five", "six"]),
    ]

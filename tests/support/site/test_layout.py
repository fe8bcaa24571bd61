"""What stands around a page: its addresses where they are known, the file to change, the one language that there is."""

from support.site.layout import Addresses, render_missing, render_page
from support.site.markdown import Document, render
from support.site.places import Page

NOWHERE = Addresses(site=None, repository=None)
KNOWN = Addresses(site="https://docs.example.org/keypost", repository="https://git.example.org/keypost")
PATH = Page("docs/paths/sns-to-sqs.md", "ja")


def make_document(text: str = "# Title\n") -> Document:
    return render(text, locate=lambda link: link)


def test_a_site_without_an_address_names_none() -> None:
    page = render_page(PATH, make_document(), NOWHERE)
    assert "://" not in page
    assert "<code>docs/paths/sns-to-sqs.ja.md</code>" in page


def test_a_site_with_an_address_names_its_pages_in_both_languages() -> None:
    page = render_page(PATH, make_document(), KNOWN)
    assert '<link rel="canonical" href="https://docs.example.org/keypost/ja/paths/sns-to-sqs.html">' in page
    assert 'hreflang="en" href="https://docs.example.org/keypost/paths/sns-to-sqs.html"' in page


def test_the_file_to_change_is_the_one_that_a_generated_page_names() -> None:
    made = make_document("# Title\n\n<!-- Written by support/x.py from src/x.py: change that file. -->\n")
    assert 'href="https://git.example.org/keypost/edit/main/src/x.py"' in render_page(PATH, made, KNOWN)


def test_a_page_in_english_only_says_so_in_japanese() -> None:
    shown = render_page(Page("CHANGELOG.md", "ja"), make_document(), NOWHERE)
    assert "このページは英語だけで書かれています。" in shown
    assert '<article lang="en">' in shown
    assert 'class="notice"' not in render_page(Page("CHANGELOG.md", "en"), make_document(), NOWHERE)
    assert 'class="notice"' not in render_page(PATH, make_document(), NOWHERE)


def test_a_page_that_is_not_there_leads_home_from_any_folder() -> None:
    assert 'href="https://docs.example.org/keypost/ja/index.html"' in render_missing(KNOWN)
    assert 'href="index.html"' in render_missing(NOWHERE)


def test_what_a_title_says_stays_text() -> None:
    page = render_page(PATH, make_document("# `<script>` & more\n"), NOWHERE)
    assert "<title>&lt;script&gt; &amp; more" in page

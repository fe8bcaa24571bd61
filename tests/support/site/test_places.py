"""Both languages have the same addresses, and a link stays in the language of its page."""

import pytest

from support.site import contents
from support.site.places import Page, find_page, lead


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("README.md", "index.html"),
        ("docs/README.md", "contents.html"),
        ("docs/tutorial.md", "tutorial.html"),
        ("docs/rules/README.md", "rules/index.html"),
        ("docs/paths/index.md", "paths/index.html"),
        ("CONTRIBUTING.md", "contributing.html"),
        ("examples/replay/", "examples/replay/index.html"),
        ("examples/1-alarm-encrypted-topic/broken.yaml", "examples/1-alarm-encrypted-topic/broken.yaml.html"),
    ],
)
def test_a_file_has_an_address_in_each_language(base: str, address: str) -> None:
    assert Page(base, "en").address == address
    assert Page(base, "ja").address == f"ja/{address}"


def test_a_page_in_two_languages_has_two_files() -> None:
    assert Page("docs/tutorial.md", "en").file == "docs/tutorial.md"
    assert Page("docs/tutorial.md", "ja").file == "docs/tutorial.ja.md"
    assert Page("CHANGELOG.md", "ja").file == "CHANGELOG.md"


@pytest.mark.parametrize(
    ("file", "language", "page"),
    [
        ("docs/tutorial.ja.md", "ja", Page("docs/tutorial.md", "ja")),
        ("docs/tutorial.md", "ja", Page("docs/tutorial.md", "en")),
        ("CHANGELOG.md", "ja", Page("CHANGELOG.md", "ja")),
        ("docs/README.md", "ja", Page(contents.FILE, "ja")),
        ("examples/6-encrypt-all-topics", "ja", Page("examples/6-encrypt-all-topics/README.md", "ja")),
        ("examples/replay", "en", Page("examples/replay/", "en")),
    ],
)
def test_a_link_leads_to_the_file_that_it_names(file: str, language: str, page: Page) -> None:
    assert find_page(file, language=language) == page


def test_links_between_pages_are_relative() -> None:
    assert lead("ja/paths/a.html", "ja/tutorial.html") == "../tutorial.html"
    assert lead("index.html", "site.css") == "site.css"


def test_a_page_that_the_contents_dont_name_belongs_to_the_index_of_its_folder() -> None:
    found = contents.find_entry("docs/paths/cloudwatch-alarm-to-sns.md")
    assert found is not None
    assert found.file == "docs/paths/index.md"
    assert contents.find_entry("docs/nowhere.md") is None

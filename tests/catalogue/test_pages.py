"""The pages in docs/paths are those that the catalogue writes."""

from support import path_pages


def test_the_pages_are_fresh() -> None:
    committed = {page.name: page.read_text(encoding="utf-8") for page in path_pages.FOLDER.glob("*.md")}
    assert committed == path_pages.render_pages(), "run `./x python -m support.path_pages`"

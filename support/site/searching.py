"""The index that the search reads: one for each language, as a script, so that it works without a server."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from support.site.markdown import Document
from support.site.places import Page

# A line that stands on this many pages says nothing about any of them.
_TOO_COMMON = 12


def render_index(language: str, documents: Iterable[tuple[Page, Document]]) -> str:
    """Return the script: for each heading the address, its title, the page's title, and the text below it."""
    pages = [(page, document) for page, document in documents if page.language == language]
    common = _find_common_lines(document for _, document in pages)
    rows = [row for page, document in pages for row in _list_rows(page, document, common)]
    return f"keypostIndex({json.dumps(rows, ensure_ascii=False, separators=(',', ':'))});\n"


def _list_rows(page: Page, document: Document, common: set[str]) -> Iterator[list[str]]:
    """Yield a row for the page, with the text below headings that many pages have, and one for each other heading."""
    address = page.address.removeprefix("ja/")
    first, *others = document.parts
    own = [part for part in others if part.title not in common]
    general = [line for part in document.parts if part not in own for line in part.text]
    yield [address, first.title, document.title, _join(general, common)]
    for part in own:
        yield [f"{address}#{part.anchor}", part.title, document.title, _join(part.text, common)]


def _join(lines: Iterable[str], common: set[str]) -> str:
    return " ".join(line for line in lines if line not in common)


def _find_common_lines(documents: Iterable[Document]) -> set[str]:
    counted: Counter[str] = Counter()
    for document in documents:
        counted.update({line for part in document.parts for line in (part.title, *part.text)})
    return {line for line, count in counted.items() if count >= _TOO_COMMON}

"""All pages that can be reached from the contents, made into HTML."""

import posixpath
import tomllib
from collections import deque
from typing import NamedTuple
from urllib.parse import unquote

from keypost.text import LANGUAGES
from support.bootstrap import ROOT
from support.site import contents, markdown
from support.site.markdown import Document
from support.site.places import IMAGES, Page, exists, find_page, lead, name_asset
from support.site.sources import read_markdown

_ELSEWHERE = ("https://", "http://", "mailto:")


class Pages(NamedTuple):
    """The pages in the order in which they were found, the pictures that they show, and the links that lead nowhere."""

    documents: dict[Page, Document]
    pictures: set[str]
    broken: list[str]


def read_repository_address() -> str | None:
    """Return where the project says that its repository is; None where it doesn't."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    address = {name.lower(): value for name, value in project.get("urls", {}).items()}.get("repository")
    return address.rstrip("/") if address else None


def read_pages() -> Pages:
    """Make every page that the contents lead to, directly or not, in both languages."""
    pages = Pages({}, set(), [])
    bases = [contents.FILE, *(entry.file for entry in contents.list_entries())]
    waiting = deque(Page(base, language) for base in bases for language in LANGUAGES)
    while waiting:
        page = waiting.popleft()
        if page not in pages.documents:
            reader = _Reader(page, pages)
            pages.documents[page] = markdown.render(read_markdown(page), locate=reader.locate)
            waiting.extend(Page(found.base, language) for found in reader.found for language in LANGUAGES)
    return pages


class _Reader:
    """The links of one page."""

    def __init__(self, page: Page, pages: Pages) -> None:
        self._page = page
        self._pages = pages
        self.found: list[Page] = []

    def locate(self, link: str) -> str | None:
        """Return the address on the site; None for the same page in the other language."""
        if link.startswith((*_ELSEWHERE, "#")):
            return link
        path, _, fragment = unquote(link).partition("#")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(self._page.file), path))
        if file.startswith("..") or not exists(file):
            self._pages.broken.append(f"{self._page.file}: {link}")
            return link
        return self._lead(file, f"#{fragment}" if fragment else "")

    def _lead(self, file: str, fragment: str) -> str | None:
        if file.endswith(IMAGES):
            self._pages.pictures.add(file)
            return lead(self._page.address, name_asset(file))
        target = find_page(file, language=self._page.language)
        if target.base == self._page.base and target.language != self._page.language:
            return None
        self.found.append(target)
        return lead(self._page.address, target.address) + fragment

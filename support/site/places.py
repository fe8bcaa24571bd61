"""Where each file of the repository stands on the site.

A page is named by its English file. What has no file of its own in Japanese stands below `ja/` too, so that both
languages have the same pages, and the switch between them leads to the same page.
"""

import posixpath
from typing import NamedTuple

from support.bootstrap import ROOT
from support.site import contents

IMAGES = (".png", ".svg")
_SPECIAL = {contents.FILE: "contents.html"}


class Page(NamedTuple):
    """A page in one language; `base` is its English file, or a folder that ends in a slash."""

    base: str
    language: str

    @property
    def file(self) -> str:
        """The file that it is made from."""
        twin = name_twin(self.base)
        return twin if self.language == "ja" and exists(twin) else self.base

    @property
    def address(self) -> str:
        """Where it stands, seen from the site's root."""
        return ("ja/" if self.language == "ja" else "") + _name_address(self.base)


def exists(file: str) -> bool:
    """Tell whether the repository has a file or folder of that name."""
    return (ROOT / file).exists()


def name_twin(base: str) -> str:
    """Return the name that the Japanese file of an English one has."""
    return f"{base.removesuffix('.md')}.ja.md" if base.endswith(".md") else base


def find_page(file: str, *, language: str) -> Page:
    """Return the page of a file that a page in `language` links to; a file in one language keeps its language."""
    if (ROOT / file).is_dir():
        index = f"{file}/README.md"
        return Page(index if exists(index) else f"{file}/", language)
    if file.endswith(".ja.md"):
        return Page(f"{file.removesuffix('.ja.md')}.md", "ja")
    has_twin = file != contents.FILE and name_twin(file) != file and exists(name_twin(file))
    return Page(file, "en" if has_twin else language)


def _name_address(base: str) -> str:
    if base in _SPECIAL:
        return _SPECIAL[base]
    place = base.removeprefix("docs/")
    if place.endswith("/"):
        return f"{place}index.html"
    if not place.endswith(".md"):
        return f"{place}.html"
    folder, name = posixpath.split(place.removesuffix(".md"))
    return posixpath.join(folder, "index.html" if name == "README" else f"{name.lower()}.html")


def name_asset(file: str) -> str:
    """Return where a picture stands, seen from the site's root."""
    return file.removeprefix("docs/")


def lead(start: str, target: str) -> str:
    """Return the relative address that leads from one page to another place of the site."""
    return posixpath.relpath(target, posixpath.dirname(start) or ".")

"""What stands around each page: the top, the contents beside it, its headings, what comes before and after."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path as File
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from keypost.text import LANGUAGES
from support.site import contents
from support.site.contents import Entry
from support.site.markdown import Document
from support.site.places import Page, lead
from support.site.sources import is_written
from support.site.words import LANGUAGE_NAMES, TAGLINE, say

ASSETS = File(__file__).with_name("assets")
_MADE_FROM = re.compile(r"from (\S+): change that file")
_MOST_LETTERS_A_KANA = 20
_FILTERED = ("docs/paths/index.md", "docs/rules/README.md")


class Addresses(NamedTuple):
    """Where the site and the repository are; None where nobody has said so."""

    site: str | None
    repository: str | None


@cache
def _load_template(name: str) -> Any:
    return Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template(name)


def render_page(page: Page, document: Document, addresses: Addresses) -> str:
    """Return the whole page."""
    language = page.language
    entry = contents.find_entry(page.base)
    twins = {name: page._replace(language=name) for name in LANGUAGES}
    written: str = _load_template("page.html").render(
        page=page,
        document=document,
        say=say(language),
        tagline=TAGLINE.in_language(language),
        root=lead(page.address, "."),
        home=lead(page.address, Page("README.md", language).address),
        sections=_list_sections(page, entry),
        headings=[part for part in document.parts if part.level in (2, 3)],
        languages=[(name, LANGUAGE_NAMES[name], lead(page.address, twin.address)) for name, twin in twins.items()],
        notice=say("ja")["one_language"] if _is_foreign(page) else None,
        neighbours=_find_neighbours(page),
        is_filtered=page.base in _FILTERED,
        file=_find_source(page, document),
        addresses=addresses,
        absolute={name: f"{addresses.site}/{twin.address}" for name, twin in twins.items()} if addresses.site else {},
    )
    return written


def render_missing(addresses: Addresses) -> str:
    """Return the page for an address that leads nowhere; it may be shown below any, so that it names whole ones."""
    written: str = _load_template("404.html").render(
        languages=[(name, say(name), "" if name == "en" else "ja/") for name in LANGUAGES],
        style=(ASSETS / "site.css").read_text(encoding="utf-8"),
        base=f"{addresses.site}/" if addresses.site else "",
    )
    return written


def _list_sections(page: Page, current: Entry | None) -> list[Mapping[str, Any]]:
    def describe(entry: Entry) -> Mapping[str, Any]:
        return {
            "title": entry.title.in_language(page.language),
            "href": lead(page.address, Page(entry.file, page.language).address),
            "is_current": entry == current,
            "is_here": entry.file == page.base,
        }

    return [
        {"title": section.title.in_language(page.language), "entries": [describe(entry) for entry in section.entries]}
        for section in contents.read_contents()
    ]


def _find_neighbours(page: Page) -> list[tuple[str, str, str]]:
    """Return the pages before and after this one in the contents."""
    entries = contents.list_entries()
    here = next((place for place, entry in enumerate(entries) if entry.file == page.base), None)
    if here is None:
        return []
    places = (("before", here - 1), ("next", here + 1))
    return [
        (
            kind,
            entries[place].title.in_language(page.language),
            lead(page.address, Page(entries[place].file, page.language).address),
        )
        for kind, place in places
        if 0 <= place < len(entries)
    ]


def _is_foreign(page: Page) -> bool:
    """Tell whether a Japanese page shows what is there in English only."""
    return page.language == "ja" and is_written(page) and page.file == page.base and not _is_in_both(page.base)


@cache
def _is_in_both(base: str) -> bool:
    from support.site.sources import read_markdown

    text = read_markdown(Page(base, "en"))
    kana, letters = (len(re.findall(kind, text)) for kind in (r"[\u3040-\u30ff]", "[A-Za-z]"))
    return kana * _MOST_LETTERS_A_KANA > letters  # an English page may quote some Japanese words


def _find_source(page: Page, document: Document) -> str:
    """Return the file to change: the one that a generated page names, else the page's own."""
    made_from = _MADE_FROM.search(document.made_from)
    return made_from[1] if made_from else page.file

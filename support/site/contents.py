"""What the site leads to, in the order in which people need it: the tables of `docs/README.md`, one a section."""

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from keypost.text import Text
from support.bootstrap import ROOT

FILE = "docs/README.md"
TITLE = Text(en="Contents", ja="目次")
_SECTION = re.compile(r"^## (?P<en>.+?) / (?P<ja>.+)$")
_ROW = re.compile(r"^\| \[(?P<en>.+)\]\((?P<file>[^)#]+)\) \| \[(?P<ja>.+)\]\((?P<twin>[^)#]+)\) \|$")


class Entry(NamedTuple):
    """A page that the contents name: its English file, seen from the repository's root, and what it is called."""

    file: str
    title: Text


class Section(NamedTuple):
    """Pages that people come to with the same wish."""

    title: Text
    entries: tuple[Entry, ...]


@cache
def read_contents() -> tuple[Section, ...]:
    """Return the sections of `docs/README.md`."""
    found: list[tuple[Text, list[Entry]]] = []
    for line in (ROOT / FILE).read_text(encoding="utf-8").splitlines():
        if section := _SECTION.match(line):
            found.append((Text(en=section["en"], ja=section["ja"]), []))
        elif row := _ROW.match(line):
            file = posixpath.normpath(posixpath.join("docs", row["file"]))
            found[-1][1].append(Entry(file, Text(en=row["en"], ja=row["ja"])))
    return tuple(Section(title, tuple(entries)) for title, entries in found)


def list_entries() -> tuple[Entry, ...]:
    """Return every page that the contents name, in their order."""
    return tuple(entry for section in read_contents() for entry in section.entries)


def find_entry(file: str) -> Entry | None:
    """Return the entry that leads to a page: its own, or the index of the nearest folder around it."""
    by_file = {entry.file: entry for entry in list_entries()}
    if file in by_file or posixpath.dirname(file) in ("", "docs"):
        return by_file.get(file)
    return next((by_file[index] for index in _list_indexes(file) if index in by_file), None)


def _list_indexes(file: str) -> Iterator[str]:
    folder = posixpath.dirname(file)
    while folder:
        yield from (f"{folder}/index.md", f"{folder}/README.md")
        folder = posixpath.dirname(folder)


def render_contents(language: str) -> str:
    """Return the contents as a page of their own, in Markdown."""
    lines = [f"# {TITLE.in_language(language)}"]
    for section in read_contents():
        lines += ["", f"## {section.title.in_language(language)}", ""]
        lines += [
            f"- [{entry.title.in_language(language)}]({posixpath.relpath(entry.file, 'docs')})"
            for entry in section.entries
        ]
    return "\n".join([*lines, ""])

"""Looks at what was written: links and anchors lead somewhere, every page is reached, other hosts are asked nothing."""

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as File
from typing import NamedTuple
from urllib.parse import unquote

_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s+[\w:-]+(?:=\"[^\"]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_LOADED = ("src", "srcset")
_ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_IN_STYLE = re.compile(r"@import|url\(\s*['\"]?(?!data:)", re.IGNORECASE)


class Link(NamedTuple):
    """An address in a page; `loads` tells that the browser fetches it by itself."""

    address: str
    loads: bool


class Read(NamedTuple):
    """What a page has that others may lead to, and where it leads."""

    anchors: list[str]
    links: list[Link]


def find_faults(folder: File, *, start: str = "index.html") -> list[str]:
    """Return what is wrong with the site in the folder, a line for each."""
    files = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}
    pages = {
        name: read_page((folder / name).read_text(encoding="utf-8")) for name in sorted(files) if name.endswith(".html")
    }
    faults = [fault for name, page in pages.items() for fault in _check_page(name, page, pages, files)]
    faults += [
        f"{name}: a style that asks for more"
        for name in sorted(files)
        if name.endswith(".css") and _IN_STYLE.search((folder / name).read_text(encoding="utf-8"))
    ]
    unreached = set(pages) - _reach(start, pages) - {"404.html"}
    return faults + [f"{name}: no page leads here" for name in sorted(unreached)]


def read_page(text: str) -> Read:
    """Return the anchors and links of a page."""
    found = Read([], [])
    for tag in _TAG.finditer(text):
        for name, value in _ATTRIBUTE.findall(tag[2]):
            if name == "id":
                found.anchors.append(html.unescape(value))
            elif name == "href" or name in _LOADED:
                loads = name in _LOADED or (tag[1] == "link" and 'rel="stylesheet"' in tag[2])
                found.links.append(Link(html.unescape(value), loads))
    return found


def _check_page(name: str, page: Read, pages: Mapping[str, Read], files: Iterable[str]) -> Iterator[str]:
    for twice in {each for each in page.anchors if page.anchors.count(each) > 1}:
        yield f"{name}: two elements have the id {twice}"
    for link in set(page.links):
        if _ELSEWHERE.match(link.address):
            if link.loads and not link.address.startswith("data:"):
                yield f"{name}: asks another host for {link.address}"
            continue
        target, fragment = _resolve(name, link.address)
        if target not in files:
            yield f"{name}: {link.address or 'an empty link'} leads nowhere"
        elif fragment and target in pages and fragment not in pages[target].anchors:
            yield f"{name}: {link.address} has no such anchor"


def _resolve(name: str, address: str) -> tuple[str, str]:
    path, _, fragment = address.partition("#")
    path = unquote(path)
    if not address:
        return "", ""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    return target, unquote(fragment)


def _reach(start: str, pages: Mapping[str, Read]) -> set[str]:
    reached, waiting = set[str](), [start]
    while waiting:
        name = waiting.pop()
        if name in reached or name not in pages:
            continue
        reached.add(name)
        waiting += [_resolve(name, link.address)[0] for link in pages[name].links if not _ELSEWHERE.match(link.address)]
    return reached

"""The documentation site, written once for all tests of a run."""

from pathlib import Path

import pytest

from keypost.text import LANGUAGES
from support.bootstrap import one_at_a_time
from support.site.__main__ import write_site
from support.site.layout import Addresses
from support.site.places import Page


def provide_site(factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site; the first worker that asks writes it, the others wait."""
    shared = factory.getbasetemp()
    shared = shared.parent if shared.name.startswith("popen-") else shared
    with one_at_a_time(shared / "site.lock"):
        if not (shared / "site").exists():
            pages = write_site(shared / "site", Addresses(site=None, repository=None))
            (shared / "site-broken.txt").write_text("\n".join(pages.broken), encoding="utf-8")
            names = sorted({page.base for page in pages.documents})
            (shared / "site-bases.txt").write_text("\n".join(names), encoding="utf-8")
    return shared / "site"


def list_bases(site: Path) -> list[str]:
    """Return the English file of every page."""
    return site.with_name("site-bases.txt").read_text(encoding="utf-8").splitlines()


def list_broken_links(site: Path) -> list[str]:
    """Return the links in Markdown that name no file of the repository."""
    return site.with_name("site-broken.txt").read_text(encoding="utf-8").splitlines()


def list_addresses(base: str) -> list[str]:
    """Return where a page stands in each language."""
    return [Page(base, language).address for language in LANGUAGES]

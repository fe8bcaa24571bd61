"""`./x python -m support.site [--address URL] [--output FOLDER]` writes the site, and looks at every link of it."""

import argparse
import shutil
import sys
import time
from pathlib import Path as File

from keypost.text import LANGUAGES
from support.bootstrap import ROOT
from support.site.building import Pages, read_pages, read_repository_address
from support.site.checking import find_faults
from support.site.layout import ASSETS, Addresses, render_missing, render_page
from support.site.places import name_asset
from support.site.searching import render_index

FOLDER = ROOT / "site"
COPIED = ("site.css", "site.js", "icon.svg")


def main(arguments: list[str]) -> int:
    """Write the site; return 1 when a link of it leads nowhere."""
    parser = argparse.ArgumentParser(prog="python -m support.site", description=__doc__)
    parser.add_argument(
        "--address", help="where the site will stand: for canonical links, the site map and the 404 page"
    )
    parser.add_argument("--output", type=File, default=FOLDER, help="the folder (default: site/); what was there goes")
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    address = options.address.rstrip("/") if options.address else None
    pages = write_site(options.output, Addresses(address, read_repository_address()))
    faults = [*pages.broken, *find_faults(options.output)]
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    print(f"{options.output}: {len(pages.documents)} pages, {len(faults)} faults, {time.perf_counter() - start:.1f} s")
    return 1 if faults else 0


def write_site(folder: File, addresses: Addresses) -> Pages:
    """Write all files of the site in place of those that are there."""
    pages = read_pages()
    draft = folder.with_name(f"{folder.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    for page, document in pages.documents.items():
        _write(draft / page.address, render_page(page, document, addresses))
    for language in LANGUAGES:
        _write(draft / f"search.{language}.js", render_index(language, pages.documents.items()))
    _write(draft / "404.html", render_missing(addresses))
    if addresses.site:
        listed = "".join(f"{addresses.site}/{page.address}\n" for page in pages.documents)
        _write(draft / "sitemap.txt", listed)
    copied = {name_asset(file): ROOT / file for file in pages.pictures} | {name: ASSETS / name for name in COPIED}
    for name, source in copied.items():
        (draft / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, draft / name)
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)
    return pages


def _write(file: File, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

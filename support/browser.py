"""A real browser for tests and pictures: Debian's Chromium through playwright, and axe-core to look for barriers.

`KEYPOST_CHROMIUM` names another Chromium. axe-core comes from npm, once, into `.axe/`; nothing of it is distributed.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from support.bootstrap import ROOT
from support.npm import fetch_file

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE_FOLDER = ROOT / ".axe"
AXE_VERSION = "4.14.1"


def find_chromium() -> str | None:
    """Return the program, None where this machine has none."""
    found = (shutil.which(name) for name in (os.environ.get("KEYPOST_CHROMIUM", ""), *PROGRAMS) if name)
    return next((program for program in found if program), None)


@contextmanager
def start_browser(program: str) -> Iterator[Browser]:
    """Start a browser without a window, and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def fetch_axe() -> str | None:
    """Return axe-core's script, from npm where it isn't here yet; None where it can't be had."""
    script = fetch_file(AXE_FOLDER, package="axe-core", version=AXE_VERSION, file="axe.min.js")
    return None if script is None else script.read_text(encoding="utf-8")


def find_barriers(page: Page, axe: str) -> list[str]:
    """Return what axe finds against the page as it is: the rule, and where."""
    page.evaluate(f"() => {{ {axe} }}")
    answer: dict[str, Any] = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    found = ((one["id"], node) for one in answer["violations"] for node in one["nodes"])
    return [f"{rule}: {node['target']} {node.get('failureSummary', '')}" for rule, node in found]

"""A real browser for tests and pictures: Debian's Chromium through playwright, and axe-core to look for barriers.

`KEYPOST_CHROMIUM` names another Chromium. axe-core comes from npm, once, into `.axe/`; nothing of it is distributed.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from support.bootstrap import ROOT, one_at_a_time

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
SECONDS_FOR_NPM = 120


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
    script = AXE_FOLDER / "node_modules" / "axe-core" / "axe.min.js"
    npm = shutil.which("npm")
    AXE_FOLDER.mkdir(exist_ok=True)
    with one_at_a_time(AXE_FOLDER / "lock"):
        if not script.exists() and npm is not None:
            install = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]
            command = [*install, f"--prefix={AXE_FOLDER}", f"axe-core@{AXE_VERSION}"]
            quiet = subprocess.DEVNULL
            subprocess.run(command, check=False, stdout=quiet, stderr=quiet, timeout=SECONDS_FOR_NPM)
    return script.read_text(encoding="utf-8") if script.exists() else None


def find_barriers(page: Page, axe: str) -> list[str]:
    """Return what axe finds against the page as it is: the rule, and where."""
    page.evaluate(f"() => {{ {axe} }}")
    answer: dict[str, Any] = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    found = ((one["id"], node) for one in answer["violations"] for node in one["nodes"])
    return [f"{rule}: {node['target']} {node.get('failureSummary', '')}" for rule, node in found]

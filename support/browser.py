"""A real browser for tests and pictures: Debian's Chromium through playwright, and axe-core to look for barriers.

`KEYPOST_CHROMIUM` names another Chromium. `KEYPOST_SLOW_BROWSER=6` makes pages six times as slow and every answer of a
server 300 ms late: a test that reads a page before it is ready fails then. axe-core comes from npm, once, into `.axe/`;
nothing of it is distributed.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

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
PATIENCE = 30_000  # milliseconds: a busy machine is slow without being wrong
LATENCY = 300  # milliseconds, where the browser is to be slow
AXE_FOLDER = ROOT / ".axe"
AXE_VERSION = "4.14.1"


def find_chromium() -> str | None:
    """Return the program, None where this machine has none."""
    found = (shutil.which(name) for name in (os.environ.get("KEYPOST_CHROMIUM", ""), *PROGRAMS) if name)
    return next((program for program in found if program), None)


@contextmanager
def start_browser(program: str) -> Iterator[Browser]:
    """Start a browser without a window, and end it."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_tab(browser: Browser, **settings: Any) -> Iterator[Page]:
    """Open a tab, and close it.

    Raises:
        AssertionError: where its console said anything.

    """
    context = browser.new_context(**settings)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    _slow_down(page)
    try:
        yield page
    finally:
        context.close()
    if said:
        raise AssertionError(said)


def _slow_down(page: Page) -> None:
    """Slow the page down as many times as the environment says."""
    times = os.environ.get("KEYPOST_SLOW_BROWSER")
    if times is None:
        return
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": float(times)})
    limits = {"offline": False, "latency": LATENCY, "downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", limits)


def fetch_axe() -> str | None:
    """Return axe-core's script, from npm where it isn't here yet; None where it can't be had."""
    script = fetch_file(AXE_FOLDER, package="axe-core", version=AXE_VERSION, file="axe.min.js")
    return None if script is None else script.read_text(encoding="utf-8")


def find_barriers(page: Page, axe: str) -> list[str]:
    """Return what axe finds against the page as it is: the rule, and where."""
    page.evaluate(f"() => {{ {axe} }}")
    answer: dict[str, Any] = page.evaluate("() => axe.run(document, {resultTypes: ['violations'], preload: false})")
    found = ((one["id"], node) for one in answer["violations"] for node in one["nodes"])
    return [f"{rule}: {node['target']} {node.get('failureSummary', '')}" for rule, node in found]

"""How large the page of 1,000 deliveries is and how long it takes to write; how soon 5,000 show, and answer.

A third of the keys lets no alarm in, a seventh of the topics has a key that the input doesn't hold. Writing is CPU
time, from decided results; the browser's times are wall time, of a Chromium without a window: the first paint after the
address is opened, and for each interaction the longest time until the frame after it. Exits with 1 when a target is
missed.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.template import Intrinsic, build_template, render_json
from keypost.checker.check import check
from keypost.checker.verdict import CheckResult
from keypost.estate.estate import Reading
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.reports.html.render import render_html
from support.browser import find_chromium, start_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DELIVERIES_OF_A_GROUP = 4
GROUPS_OF_A_FILE = 250
RUNS = 3
MOST_BYTES = 1_500_000
MOST_SECONDS = 1.0
FIRST_PAINT = 2_000.0
INTERACTION = 100.0

# What a person does, as the page's script sees it; each answers within one frame.
SEARCH = "const box = document.getElementById('search'); box.value = '{text}'; box.dispatchEvent(new Event('input'))"
PRESS = "document.getElementById('list').dispatchEvent(new KeyboardEvent('keydown', {key: 'End', bubbles: true}))"
INTERACTIONS = {
    "search": SEARCH.replace("{text}", "alarm77"),
    "clear the search": SEARCH.replace("{text}", ""),
    "only DEPENDS": "document.querySelector('[data-verdict=DEPENDS]').click()",
    "everything": "document.querySelector('.clear').click()",
    "open a delivery": "document.querySelector('#list [role=option]:nth-child(2)').click()",
    "scroll far": "scrollTo(0, document.body.scrollHeight / 2)",
    "to the end": PRESS,
    "language": "document.getElementById('language').click()",
}
MEASURE = """(act) => new Promise((done) => {
  const start = performance.now();
  new Function(act)();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


def main() -> int:
    """Measure, print the figures, and return 1 when a target was missed."""
    with tempfile.TemporaryDirectory() as folder:
        met = [measure_writing(Path(folder), files=1)]
        program = find_chromium()
        if program is None:
            print("there is no Chromium: how soon the page shows wasn't measured", file=sys.stderr)
            return 1
        page = Path(folder, "page.html")
        page.write_text(render_html(*read(Path(folder), files=5), language="en"), encoding="utf-8")
        with start_browser(program) as browser:
            met += measure_page(browser, page)
    return 0 if all(met) else 1


def measure_writing(folder: Path, *, files: int) -> bool:
    """Print what the page of 1,000 deliveries costs; tell whether both targets are met."""
    reading, result = read(folder, files=files)
    costs, text = [], ""
    for _ in range(RUNS):
        start = time.process_time()
        text = render_html(reading, result, language="en")
        costs.append(time.process_time() - start)
    size = len(text.encode())
    print(f"{len(result.deliveries):,} deliveries: {size:,} bytes (target {MOST_BYTES:,}: {judge(size <= MOST_BYTES)})")
    print(f"written in {min(costs):.2f} s of CPU time (target {MOST_SECONDS:.0f}: {judge(min(costs) <= MOST_SECONDS)})")
    return size <= MOST_BYTES and min(costs) <= MOST_SECONDS


def measure_page(browser: "Browser", file: Path) -> list[bool]:
    """Print how soon the page of 5,000 deliveries shows and answers; tell which targets are met."""
    paints = [measure_paint(browser, file) for _ in range(RUNS)]
    print(f"5,000 deliveries: first paint after {min(paints):.0f} ms (target {FIRST_PAINT:.0f})")
    # The page's own policy forbids to make functions of texts, as this does.
    tab = browser.new_page(bypass_csp=True, viewport={"width": 1400, "height": 900})
    open_page(tab, file)
    met = [min(paints) <= FIRST_PAINT]
    for name, act in INTERACTIONS.items():
        took = tab.evaluate(MEASURE, act)
        print(f"{name}: {took:.0f} ms (target {INTERACTION:.0f}: {judge(took <= INTERACTION)})")
        met.append(took <= INTERACTION)
    tab.close()
    return met


def measure_paint(browser: "Browser", file: Path) -> float:
    """Return the milliseconds to the first paint that has the deliveries."""
    tab = browser.new_page(viewport={"width": 1400, "height": 900})
    open_page(tab, file)
    paint: float = tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    rows: int = tab.evaluate("document.querySelectorAll('#list [role=option]').length")
    tab.close()
    return paint if rows else float("inf")


def open_page(tab: "Page", file: Path) -> None:
    """Open the page, and wait for its deliveries."""
    tab.goto(file.as_uri())
    tab.wait_for_selector("#list [role=option]")


def judge(is_met: bool) -> str:  # noqa: FBT001 - a verdict of one word
    """Return the word for it."""
    return "met" if is_met else "MISSED"


def read(folder: Path, *, files: int) -> tuple[Reading, CheckResult]:
    """Read and check so many templates of 1,000 deliveries."""
    paths = [folder / f"stack{number}.json" for number in range(files)]
    for path in paths:
        path.write_text(render_json(build_broken()), encoding="utf-8")
    reading = read_paths([str(path) for path in paths], ReadOptions())
    return reading, check(reading, today="2026-11-22")


def build_broken() -> dict[str, Any]:
    """Return a template of 1,000 deliveries, of which some fail and some depend."""
    template = build_template(GROUPS_OF_A_FILE * 10)
    template["Parameters"]["OtherKey"] = {"Type": "String"}
    for group in range(GROUPS_OF_A_FILE):
        if group % 3 == 0:
            policy = template["Resources"][f"Key{group}"]["Properties"]["KeyPolicy"]
            policy["Statement"] = [one for one in policy["Statement"] if "cloudwatch" not in str(one["Principal"])]
        if group % 7 == 0:
            topic = template["Resources"][f"Topic{group}"]["Properties"]
            topic["KmsMasterKeyId"] = Intrinsic("Ref", "OtherKey")
    return template


if __name__ == "__main__":
    sys.exit(main())

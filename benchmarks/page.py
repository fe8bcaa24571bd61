"""How large the page of 1,000 deliveries is and how long it takes to write; how soon 5,000 show, and answer.

In the mix a third of the keys lets no alarm in, a seventh of the topics has a key that the input doesn't hold. In the
worst case every delivery fails, at a topic and a key of its own, with a fault of its own: nothing is shared. Writing is
CPU time, from decided results; the browser's times are wall time, of a Chromium without a window: the first paint after
the address is opened, and for each interaction the time until the frame after it, the best of several runs, each in a
tab of its own. Beside it stands the CPU time of the page's main thread, which hardly moves on a busy machine. Exits
with 1 when a target is missed.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.template import RESOURCES_OF_A_GROUP, Intrinsic, build_template, render_json
from keypost.checker.check import check
from keypost.checker.verdict import CheckResult
from keypost.estate.estate import Reading
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.reports.html.render import render_html
from support.browser import find_chromium, open_tab, start_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GROUPS_OF_A_FILE = 250  # of four deliveries each
FILES = 5
WORST_FILES = 4
RUNS = 3
MOST_BYTES = 1_500_000
MOST_SECONDS = 1.0
FIRST_PAINT = 2_000.0
INTERACTION = 100.0

Times = tuple[float, float]  # wall time, and CPU time of the page's main thread; milliseconds

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
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]"
MEASURE = """(act) => new Promise((done) => {
  const start = performance.now();
  new Function(act)();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


def main() -> int:
    """Measure, print the figures, and return 1 when a target was missed."""
    with tempfile.TemporaryDirectory() as folder:
        mix = [build_mix(stack) for stack in range(FILES)]
        met = measure_writing("mix", *read(Path(folder), mix[:1]))
        worst = read(Path(folder), [build_worst(stack) for stack in range(WORST_FILES)])
        met += measure_writing("worst case", *worst)
        program = find_chromium()
        if program is None:
            print("there is no Chromium: how soon the page shows wasn't measured", file=sys.stderr)
            return 1
        with start_browser(program) as browser:
            for name, result in (("mix", read(Path(folder), mix)), ("worst case", worst)):
                page = Path(folder, f"{name}.html")
                page.write_text(render_html(*result, language="en"), encoding="utf-8")
                met += measure_page(browser, page, name=f"{name}, {len(result[1].deliveries):,} deliveries")
    return 0 if all(met) else 1


def measure_writing(name: str, reading: Reading, result: CheckResult) -> list[bool]:
    """Print what the page of 1,000 deliveries costs; tell whether both targets are met."""
    costs, text = [], ""
    for _ in range(RUNS):
        start = time.process_time()
        text = render_html(reading, result, language="en")
        costs.append(time.process_time() - start)
    size = len(text.encode())
    met = [size <= MOST_BYTES, min(costs) <= MOST_SECONDS]
    print(f"{name}, {len(result.deliveries):,} deliveries: {size:,} bytes (target {MOST_BYTES:,}: {judge(met[0])})")
    print(f"written in {min(costs):.2f} s of CPU time (target {MOST_SECONDS:.0f}: {judge(met[1])})")
    return met


def measure_page(browser: "Browser", file: Path, *, name: str) -> list[bool]:
    """Print how soon the page shows and answers; tell which targets are met."""
    runs = [measure_tab(browser, file) for _ in range(RUNS)]
    print(name)
    met = []
    for act in runs[0]:
        took, busy = min(run[act] for run in runs)
        met.append(took <= limit_of(act))
        print(f"  {act}: {took:.0f} ms, {busy:.0f} of CPU time (target {limit_of(act):.0f}: {judge(met[-1])})")
    return met


def limit_of(act: str) -> float:
    """Return the milliseconds that it may take."""
    return INTERACTION if act in INTERACTIONS else FIRST_PAINT


def measure_tab(browser: "Browser", file: Path) -> dict[str, Times]:
    """Return the times of the first paint with the deliveries, and of each interaction."""
    # The page's own policy forbids to make functions of texts, as measuring does.
    with open_tab(browser, bypass_csp=True, viewport={"width": 1400, "height": 900}) as tab:
        spent = watch_thread(tab)
        tab.goto(file.as_uri())
        tab.wait_for_selector("#list [role=option]")
        tab.wait_for_function(PAINTED)
        times = {"first paint": (tab.evaluate(f"{PAINTED}.startTime"), spent())}
        for name, act in INTERACTIONS.items():
            before = spent()
            times[name] = (tab.evaluate(MEASURE, act), spent() - before)
        return times


def watch_thread(tab: "Page") -> Callable[[], float]:
    """Return what tells the milliseconds of CPU time that the page's main thread has taken."""
    session = tab.context.new_cdp_session(tab)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def spent() -> float:
        metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
        return 1000 * float(metrics["TaskDuration"])

    return spent


def judge(is_met: bool) -> str:  # noqa: FBT001 - a verdict of one word
    """Return the word for it."""
    return "met" if is_met else "MISSED"


def read(folder: Path, templates: list[dict[str, Any]]) -> tuple[Reading, CheckResult]:
    """Read and check these templates together."""
    paths = [folder / f"stack{number}.json" for number in range(len(templates))]
    for path, template in zip(paths, templates, strict=True):
        path.write_text(render_json(template), encoding="utf-8")
    reading = read_paths([str(path) for path in paths], ReadOptions())
    return reading, check(reading, today="2026-11-22")


def build_mix(stack: int) -> dict[str, Any]:
    """Return a template of 1,000 deliveries, of which some fail and some depend."""
    template = build_stack(stack)
    template["Parameters"]["OtherKey"] = {"Type": "String"}
    for group in range(GROUPS_OF_A_FILE):
        if group % 3 == 0:
            lock_out(template, group)
        if group % 7 == 0:
            topic = template["Resources"][f"Topic{group}"]["Properties"]
            topic["KmsMasterKeyId"] = Intrinsic("Ref", "OtherKey")
    return template


def build_worst(stack: int) -> dict[str, Any]:
    """Return a template of 250 deliveries, each with a key of its own that doesn't let its source in."""
    template = build_stack(stack)
    for group in range(GROUPS_OF_A_FILE):
        lock_out(template, group)
        for name in (f"Alarm{group}B", f"Alarm{group}C", f"Subscription{group}"):
            del template["Resources"][name]
    return template


def build_stack(stack: int) -> dict[str, Any]:
    """Return a template that works, with names that no other has."""
    template = build_template(GROUPS_OF_A_FILE * RESOURCES_OF_A_GROUP)
    template["Parameters"]["Environment"] = {"Type": "String", "Default": f"stage{stack}"}
    return template


def lock_out(template: dict[str, Any], group: int) -> None:
    """Take alarms out of the policy of the group's key."""
    policy = template["Resources"][f"Key{group}"]["Properties"]["KeyPolicy"]
    policy["Statement"] = [one for one in policy["Statement"] if "cloudwatch" not in str(one["Principal"])]


if __name__ == "__main__":
    sys.exit(main())

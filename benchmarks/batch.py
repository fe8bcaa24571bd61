"""How many lines `keypost simulate --batch --no-trace` answers in a second, the whole program with its start.

Every line has the key policy of 10 statements in it, as lines of the contract do; beside it, how many such lines
Python's own JSON parser alone takes. Exits with 1 when the target is missed.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.policies import build_case, build_policy, build_requests, write_line

LINES = 100_000
PARSED = 10_000
RUNS = 3
TARGET = 60_000
PROGRAM = Path(sys.executable).parent / "keypost"


def main() -> int:
    """Measure, print the figures, and return 1 when the target was missed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "cases.jsonl")
        policy = build_policy(10)
        requests = enumerate(build_requests(LINES))
        lines = [write_line(build_case(one, policy=policy, name=f"case {index}")) for index, one in requests]
        file.write_text("".join(lines), encoding="utf-8")
        rate = LINES / min(measure(file) for _ in range(RUNS))
    parser = PARSED / min(parse(lines[:PARSED]) for _ in range(RUNS))
    print(f"{LINES:,} lines of {len(lines[0]):,} bytes: {rate:,.0f}/s (target {TARGET:,}: {describe(rate)})")
    print(f"{rate / parser:.1f} times as many as json.loads alone takes ({parser:,.0f}/s)")
    return 0 if rate >= TARGET else 1


def describe(rate: float) -> str:
    """Return whether the target was met."""
    return "met" if rate >= TARGET else "MISSED"


def measure(file: Path) -> float:
    """Return the CPU seconds of one run; one that doesn't answer every line is no measurement."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([PROGRAM, "simulate", "--batch", "--no-trace", file], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.stdout.count(b'"decision"') != LINES:
        sys.exit("not every line was answered")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def parse(lines: Iterable[str]) -> float:
    """Return the CPU seconds that the JSON parser needs for the lines."""
    start = time.process_time()
    for line in lines:
        json.loads(line)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())

"""How many generated broken templates `keypost fix` mends, and how long a fix takes once they are read."""

import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from keypost.checker.check import check
from keypost.checker.verdict import CheckResult, Verdict
from keypost.estate.estate import Reading
from keypost.fixer.candidate import Candidate, Disposition
from keypost.fixer.fix import find_fixes
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from tests.fixer.templates import build_template

ESTATES = 1_000
GOAL_MILLISECONDS = 20


def main() -> int:
    """Fix a thousand broken templates; return 1 when a fix takes longer than the goal."""
    best: Counter[str] = Counter()
    times: list[float] = []
    for reading, result in broken_estates(ESTATES):
        start = time.process_time()
        fixes = find_fixes(reading, result)
        times.append((time.process_time() - start) * 1_000 / len(fixes))
        best.update(name_best(fix.candidates) for fix in fixes)
    print_shares(best)
    median = statistics.median(times)
    print(f"a fix, median: {median:.1f} ms of CPU time (goal: {GOAL_MILLISECONDS} ms)")
    return int(median > GOAL_MILLISECONDS)


def broken_estates(count: int) -> list[tuple[Reading, CheckResult]]:
    """Read the first templates that have a failing delivery."""
    found: list[tuple[Reading, CheckResult]] = []
    seed = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "template.json"
        while len(found) < count:
            file.write_text(json.dumps(build_template(Random(seed))), encoding="utf-8")  # noqa: S311  nothing secret
            reading = read_paths([str(file)], ReadOptions())
            result = check(reading, today="2026-11-22")
            if any(delivery.verdict is Verdict.FAILS for delivery in result.deliveries):
                found.append((reading, result))
            seed += 1
    return found


def name_best(candidates: tuple[Candidate, ...]) -> str:
    """Return how the best candidate may be applied."""
    return candidates[0].disposition.value if candidates else "not fixed"


def print_shares(best: "Counter[str]") -> None:
    """Print how many faults are mended safely, by changes for review, and not at all."""
    total = best.total()
    for name in (Disposition.SAFE.value, Disposition.REVIEW.value, "not fixed"):
        print(f"{name}: {best[name]} of {total} faults ({best[name] / total:.1%})")


if __name__ == "__main__":
    sys.exit(main())

"""Fails when the tests leave more than 5 % of a deciding room's lines or branches out.

Reads the JSON report of coverage.py. A room that the report doesn't mention has not been measured, which is a failure.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOMS = ("policy", "estate", "checker")
FLOOR = 95.0


def main(report: Path) -> int:
    """Print the coverage of each room; return 1 when one lies below the floor, else 0."""
    if not report.exists():
        print(f"{report} isn't there: the tests have not been measured")
        return 1
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return max(check(room, files) for room in ROOMS)


def check(room: str, files: dict[str, Any]) -> int:
    """Print one room's coverage; return 1 when it lies below the floor, else 0."""
    folder = f"src/keypost/{room}/"
    summaries = [measured["summary"] for name, measured in files.items() if Path(name).as_posix().startswith(folder)]
    if not summaries:
        print(f"{folder} was not measured")
        return 1
    lines = percent(summaries, covered="covered_lines", of="num_statements")
    branches = percent(summaries, covered="covered_branches", of="num_branches")
    low = min(lines, branches) < FLOOR
    print(f"{folder} lines {lines:.1f} %, branches {branches:.1f} %{f' (below {FLOOR:.0f} %)' if low else ''}")
    return int(low)


def percent(summaries: Iterable[dict[str, int]], *, covered: str, of: str) -> float:
    """Return how much of what there is was covered; nothing to cover is covered."""
    pairs = [(summary[covered], summary[of]) for summary in summaries]
    total = sum(there for _, there in pairs)
    return 100 * sum(done for done, _ in pairs) / total if total else 100.0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

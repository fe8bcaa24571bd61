"""What checking an organization costs: accounts x 20 keys x 30 deliveries, beside a bare parse of the same files.

`./x python -m benchmarks.organization [ACCOUNTS ...]` (default: 10, 100 and 1,000). The bare parse is orjson, line by
line, on one core; the check is `keypost check`, text, as anybody starts it, with as many processes as there are cores.
Both run in turn on the same files, which are in the machine's cache. Wall time, CPU time of all processes, and memory:
the largest sum of the processes' own and shared pages at any moment (Linux: PSS). Exits with 1 when a target is missed.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.organization_data import write_organization

SIZES = (10, 100, 1000)
RUNS = 3
RATIO_TARGET = 3.0
MEMORY_TARGET_MB = 200
# From the second size to the last: how much more an account may cost.
LINEAR_TARGET = 1.1
KEYPOST = Path(sys.executable).parent / "keypost"
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
PARSE = """
import sys, pathlib, orjson
for file in sorted(pathlib.Path(sys.argv[1]).glob("*/*/*.jsonl")):
    with file.open("rb") as stream:
        for line in stream:
            orjson.loads(line)
"""


class Cost(NamedTuple):
    """Seconds on the clock, seconds of CPU, and megabytes at most."""

    wall: float
    cpu: float
    memory: float


def main() -> int:
    """Measure each size, print a line each, and return 1 when a target was missed."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    with tempfile.TemporaryDirectory() as folder:
        measured = {size: measure_size(Path(folder), size) for size in sizes}
    largest = measured[sizes[-1]]
    met = [largest[0] <= RATIO_TARGET, largest[1] <= MEMORY_TARGET_MB]
    print(f"ratio at {sizes[-1]:,} accounts: {largest[0]:.2f} (target: {RATIO_TARGET}) {tell(met[0])}")
    print(f"memory: {largest[1]:.0f} MB (target: {MEMORY_TARGET_MB}) {tell(met[1])}")
    if len(sizes) > 2:
        growth = largest[2] / sizes[-1] / (measured[sizes[1]][2] / sizes[1])
        met.append(growth <= LINEAR_TARGET)
        pair = f"{sizes[-1]:,} beside {sizes[1]:,} accounts"
        print(f"CPU of an account, {pair}: {growth:.2f} (target: {LINEAR_TARGET}) {tell(met[2])}")
    return 0 if all(met) else 1


def measure_size(folder: Path, accounts: int) -> tuple[float, float, float]:
    """Print what an organization of this size costs; return the ratio, the memory, and the CPU seconds."""
    organization = folder / str(accounts)
    organization.mkdir()
    size = write_organization(organization, accounts)
    pairs = []
    for _ in range(RUNS + 1):
        parse = measure([sys.executable, "-c", PARSE, str(organization)])
        check = measure([str(KEYPOST), "check", str(organization), "--fail-on", "never", "--progress", "never"])
        pairs.append((parse, check))
    ratio = median(check.wall / parse.wall for parse, check in pairs[1:])
    parse, check = (min(costs, key=lambda cost: cost.wall) for costs in zip(*pairs[1:], strict=True))
    memory = max(check.memory for _, check in pairs)
    print(
        f"{accounts:,} accounts, {size / 1e6:.0f} MB: orjson {parse.wall:.2f} s; keypost {check.wall:.2f} s "
        f"(CPU {check.cpu:.2f} s), {memory:.0f} MB; ratio {ratio:.2f} ({os.cpu_count()} cores)",
        flush=True,
    )
    return ratio, memory, check.cpu


def measure(command: list[str]) -> Cost:
    """Run a program; return what it cost."""
    before, began = os.times(), time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=ENVIRONMENT) as process:
        watch = Watch(process.pid)
        watch.start()
        code = process.wait()
    wall, after = time.perf_counter() - began, os.times()
    watch.join()
    if code:
        raise SystemExit(f"{command[0]} exited with {code}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, cpu, watch.most / 1024)


class Watch(threading.Thread):
    """Looks at the memory of a process and its children while they run: `most`, in kilobytes."""

    def __init__(self, pid: int) -> None:
        """Take the process."""
        super().__init__(daemon=True)
        self.pid, self.most = pid, 0

    def run(self) -> None:
        """Look until the process is gone."""
        while (found := sum(map(read_pss, [self.pid, *list_children(self.pid)]))) or Path(f"/proc/{self.pid}").exists():
            self.most = max(self.most, found)
            time.sleep(0.05)


def list_children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def read_pss(pid: int) -> int:
    """Return the memory of a process in kilobytes, with its share of what others use too; 0 once it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def tell(met: bool) -> str:  # noqa: FBT001 - what was measured
    """Return whether a target was met, as all benchmarks say it."""
    return "met" if met else "MISSED"


if __name__ == "__main__":
    sys.exit(main())

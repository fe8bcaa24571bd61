"""What replaying a history costs: five million CloudTrail records, beside `zcat` of the same files, and beside DuckDB.

`./x python -m benchmarks.replay [RECORDS]` (default: 5,000,000, and ten times fewer beside them). All run in turn on
the same files, which are in the machine's cache: `zcat | wc -c` on one core; `keypost replay`, end to end, on two; and
what DuckDB's `read_json` takes to group the same records by the members that a request consists of, on two threads.
Wall time and memory, the median of the runs. Exits with 1 when a target is missed.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.organization import ENVIRONMENT, Cost, measure, tell
from benchmarks.trail_data import ACCOUNT, KEY, write_trail

RECORDS = 5_000_000
RUNS = 3
ZCAT_TARGET = 0.6
DUCKDB_TARGET = 2.0
MEMORY_TARGET_MB = 300
# How much more a record may cost among ten times as many.
LINEAR_TARGET = 1.1
KEYPOST = str(Path(sys.executable).parent / "keypost")
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "kms:*", "Resource": "*"},
        {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "kms:*",
            "Resource": "*",
            "Condition": {"StringNotLike": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:*"}},
        },
    ],
}
DUCKDB = """
import sys, duckdb
duckdb.sql("SET threads = 2")
print(duckdb.sql(f'''
SELECT count(*) FROM (
  SELECT r.userIdentity.type, coalesce(r.userIdentity.sessionContext.sessionIssuer.arn, r.userIdentity.arn),
    r.userIdentity.invokedBy, r.eventName, r.errorCode, r.requestParameters.encryptionContext::VARCHAR,
    count(*), min(r.eventTime), max(r.eventTime)
  FROM (SELECT unnest(Records) AS r FROM read_json('{sys.argv[1]}/**/*.json.gz', maximum_object_size = 200000000))
  WHERE r.eventSource = 'kms.amazonaws.com' GROUP BY ALL)
''').fetchall())
"""


class Costs(NamedTuple):
    """What the three cost on the same files."""

    zcat: Cost
    keypost: Cost
    duckdb: Cost | None


def main() -> int:
    """Measure, print a line for each figure, and return 1 when a target was missed."""
    records = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    with tempfile.TemporaryDirectory() as folder:
        fewer = measure_size(Path(folder, "fewer"), records // 10, with_duckdb=False)
        costs = measure_size(Path(folder, "all"), records, with_duckdb=True)
    share = costs.keypost.wall / costs.zcat.wall
    growth = costs.keypost.wall / (10 * fewer.keypost.wall)
    met = [share <= ZCAT_TARGET, costs.keypost.memory <= MEMORY_TARGET_MB, growth <= LINEAR_TARGET]
    print(f"beside zcat: {share:.2f} (target: {ZCAT_TARGET}) {tell(met[0])}")
    print(f"memory: {costs.keypost.memory:.0f} MB (target: {MEMORY_TARGET_MB}) {tell(met[1])}")
    print(f"a record, beside ten times fewer: {growth:.2f} (target: {LINEAR_TARGET}) {tell(met[2])}")
    if costs.duckdb is not None:
        times = costs.duckdb.wall / costs.keypost.wall
        met.append(times >= DUCKDB_TARGET)
        print(f"DuckDB takes {times:.1f} times as long (target: {DUCKDB_TARGET}) {tell(met[-1])}")
    return 0 if all(met) else 1


def measure_size(folder: Path, records: int, *, with_duckdb: bool) -> Costs:
    """Write a history of this size; print and return what it costs."""
    size = write_trail(folder, records=records)
    policy = folder / "policy.json.txt"
    policy.write_text(json.dumps(POLICY))
    files = " ".join(f"'{file}'" for file in folder.glob("**/*.gz"))
    script = folder / "zcat.sh"
    script.write_text(f"zcat {files} | wc -c\n")
    replay = [KEYPOST, "replay", str(folder), "--key", KEY, "--policy", str(policy), "--fail-on", "never"]
    runs: dict[str, Callable[[], Cost]] = {
        "zcat": lambda: measure(["taskset", "-c", "0", "sh", str(script)]),
        "keypost": lambda: measure([*replay, "--format", "json", "--progress", "never"]),
    }
    if with_duckdb and has_duckdb():
        runs["duckdb"] = lambda: measure([sys.executable, "-c", DUCKDB, str(folder)])
    measured: dict[str, list[Cost]] = {name: [] for name in runs}
    for _ in range(RUNS):
        for name, run in runs.items():
            measured[name].append(run())
    found = {name: _join(costs) for name, costs in measured.items()}
    for name, cost in found.items():
        said = f"{cost.wall:.2f} s (CPU {cost.cpu:.2f} s), {cost.memory:.0f} MB"
        print(f"{records:,} records, {size / 1e6:.0f} MB: {name} {said}", flush=True)
    return Costs(found["zcat"], found["keypost"], found.get("duckdb"))


def has_duckdb() -> bool:
    """Tell whether DuckDB is installed."""
    command = [sys.executable, "-c", "import duckdb"]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=False).returncode == 0


def _join(costs: list[Cost]) -> Cost:
    """Return the median of the times, and the most memory."""
    return Cost(
        median(cost.wall for cost in costs), median(cost.cpu for cost in costs), max(cost.memory for cost in costs)
    )


if __name__ == "__main__":
    sys.exit(main())

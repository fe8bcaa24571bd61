"""How many generated broken templates `keypost fix` mends, how long a fix takes once they are read, and among many."""

import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import yaml

from keypost.checker.check import check
from keypost.checker.verdict import CheckResult, Verdict
from keypost.estate.estate import Reading
from keypost.fixer.candidate import Candidate, Disposition
from keypost.fixer.fix import find_fixes
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.reports.fixes_json import render_json
from keypost.writers.patch import Patch
from keypost.writers.proposals import Proposal, build_proposals
from tests.fixer.templates import ROOT, build_template

ESTATES = 1_000
TODAY = "2026-11-22"
GOAL_MILLISECONDS = 20
FEW, MANY = 100, 400
GOAL_GROWTH = 5.0
ROUNDS = 3


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
    growths = []
    for name, build in (("a file", build_faults), ("a file, with one key in common", build_shared)):
        growths.append(measure_growth(build))
        print(f"{MANY} faults in {name}, beside {FEW}: {growths[-1]:.1f} times the CPU time (goal: {GOAL_GROWTH})")
    return int(median > GOAL_MILLISECONDS or max(growths) > GOAL_GROWTH)


def measure_growth(build: Callable[[int], dict[str, Any]]) -> float:
    """Return how many times longer it takes to find and print what mends many faults than a quarter of them."""
    with tempfile.TemporaryDirectory() as folder:
        readings = []
        for faults in (FEW, MANY):
            file = Path(folder) / f"{faults}.yaml"
            file.write_text(yaml.safe_dump(build(faults), sort_keys=False), encoding="utf-8")
            readings.append(read_paths([str(file)], ReadOptions()))
        times = [[measure_mending(reading) for reading in readings] for _ in range(ROUNDS)]
    few, many = (min(row[column] for row in times) for column in range(2))
    print(f"{FEW} faults, with their diffs: {few:.1f} s of CPU time; {MANY}: {many:.1f} s")
    return many / few


def measure_mending(reading: Reading) -> float:
    """Return the CPU time that it takes to print what mends a reading."""
    result = check(reading, today=TODAY)
    start = time.process_time()
    proposals = build_proposals(reading, result)
    if len(proposals) > 1:
        render_json(proposals, result, language="en")
    else:  # JSON says all of it for each finding, so it grows with the square of the faults
        render_diffs(proposals[0])
    return time.process_time() - start


def render_diffs(proposal: Proposal) -> list[str]:
    """Return the diffs of all candidates."""
    return [patch.render() for patch in proposal.patches if isinstance(patch, Patch)]


def build_faults(count: int) -> dict[str, Any]:
    """Return a template in which so many alarms don't reach their topic, every other one for its key's policy."""
    resources: dict[str, Any] = {}
    for number in range(count):
        key: Any = {"Fn::GetAtt": [f"Key{number}", "Arn"]} if number % 2 else "alias/aws/sns"
        if number % 2:
            statement = {"Effect": "Allow", "Principal": {"AWS": ROOT}, "Action": "kms:*", "Resource": "*"}
            policy = {"Version": "2012-10-17", "Statement": [statement]}
            resources[f"Key{number}"] = {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": policy}}
        resources[f"Topic{number}"] = {"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": key}}
        actions = {"AlarmActions": [{"Ref": f"Topic{number}"}]}
        resources[f"Alarm{number}"] = {"Type": "AWS::CloudWatch::Alarm", "Properties": actions}
    return {"Resources": resources}


def build_shared(count: int) -> dict[str, Any]:
    """Return a template in which so many alarms don't reach their topics, all under the key that AWS manages."""
    resources: dict[str, Any] = {}
    for number in range(count):
        resources[f"Topic{number}"] = {"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": "alias/aws/sns"}}
        actions = {"AlarmActions": [{"Ref": f"Topic{number}"}]}
        resources[f"Alarm{number}"] = {"Type": "AWS::CloudWatch::Alarm", "Properties": actions}
    return {"Resources": resources}


def broken_estates(count: int) -> list[tuple[Reading, CheckResult]]:
    """Read the first templates that have a failing delivery."""
    found: list[tuple[Reading, CheckResult]] = []
    seed = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "template.json"
        while len(found) < count:
            file.write_text(json.dumps(build_template(Random(seed))), encoding="utf-8")  # noqa: S311  nothing secret
            reading = read_paths([str(file)], ReadOptions())
            result = check(reading, today=TODAY)
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

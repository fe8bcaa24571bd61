"""What a run costs: `keypost --version`, and a template of 200 resources beside cfn-lint on the same file.

Figures are CPU time (user and system) of the whole process, the median of some runs after one that warms up (and leaves
compiled bytecode behind, whatever the environment says about that); both programs run in turn, so that a change in the
machine's speed meets both. Exits with 1 when a target is missed.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.template import build_template, render_json, render_yaml

PROGRAMS = Path(sys.executable).parent
RESOURCES = 200
RUNS = 5
# Exit codes of a program that didn't do its work, which is no measurement.
BROKEN = {"keypost": {2, 70}, "cfn-lint": {1}}
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

VERSION_TARGET_MS = 100
YAML_TARGET = 30
JSON_TARGET = 40


def main() -> int:
    """Measure, print one line a target, and return 1 when one was missed."""
    template = build_template(RESOURCES)
    with tempfile.TemporaryDirectory() as folder:
        as_yaml, as_json = Path(folder, "template.yaml"), Path(folder, "template.json")
        as_yaml.write_text(render_yaml(template), encoding="utf-8")
        as_json.write_text(render_json(template), encoding="utf-8")
        met = [check_version(), check_ratio(as_yaml, target=YAML_TARGET), check_ratio(as_json, target=JSON_TARGET)]
    return 0 if all(met) else 1


def check_version() -> bool:
    """Print what start-up alone costs, and return whether that is within the target."""
    measure("keypost", "--version")
    cost = median(measure("keypost", "--version") for _ in range(RUNS))
    return report(f"keypost --version: {cost:.0f} ms", target=f"{VERSION_TARGET_MS} ms", met=cost <= VERSION_TARGET_MS)


def check_ratio(template: Path, *, target: int) -> bool:
    """Print what the template costs Keypost and cfn-lint, and return whether the ratio is within the target."""
    pairs = [(measure("keypost", "check", str(template)), measure("cfn-lint", str(template))) for _ in range(RUNS + 1)]
    own, peer = (median(costs) for costs in zip(*pairs[1:], strict=True))
    figures = f"{RESOURCES} resources, {template.suffix[1:].upper()}: keypost {own:.0f} ms, cfn-lint {peer:.0f} ms"
    return report(f"{figures}, 1/{peer / own:.1f}", target=f"1/{target}", met=own * target <= peer)


def measure(program: str, *arguments: str) -> float:
    """Return the CPU milliseconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [str(PROGRAMS / program), *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=ENVIRONMENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode in BROKEN[program]:
        sys.exit(f"{program} {' '.join(arguments)} failed:\n{done.stderr}")
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def report(figures: str, *, target: str, met: bool) -> bool:
    """Print one line, and hand on whether the target was met."""
    print(f"{figures} (target {target}: {'met' if met else 'MISSED'})")
    return met


if __name__ == "__main__":
    sys.exit(main())

"""What a run costs: `keypost --version`, and a template of 200 resources beside cfn-lint on the same file.

Figures are CPU time (user and system) of the whole process, the median of some runs; both programs run in turn, so
that a change in the machine's speed meets both. Exits with 1 when a target is missed.
"""

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
UNREADABLE = 2

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
    cost = median(measure("keypost", "--version") for _ in range(RUNS))
    return report(f"keypost --version: {cost:.0f} ms", target=f"{VERSION_TARGET_MS} ms", met=cost <= VERSION_TARGET_MS)


def check_ratio(template: Path, *, target: int) -> bool:
    """Print what the template costs Keypost and cfn-lint, and return whether the ratio is within the target."""
    pairs = [(measure("keypost", "check", str(template)), measure("cfn-lint", str(template))) for _ in range(RUNS)]
    own, peer = (median(costs) for costs in zip(*pairs, strict=True))
    figures = f"{RESOURCES} resources, {template.suffix[1:].upper()}: keypost {own:.0f} ms, cfn-lint {peer:.0f} ms"
    return report(f"{figures}, 1/{peer / own:.1f}", target=f"1/{target}", met=own * target <= peer)


def measure(program: str, *arguments: str) -> float:
    """Return the CPU milliseconds of one run; an input that can't be read is no measurement."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([PROGRAMS / program, *arguments], check=False, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if program == "keypost" and done.returncode >= UNREADABLE:
        sys.exit(f"keypost {' '.join(arguments)} failed:\n{done.stderr}")
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def report(figures: str, *, target: str, met: bool) -> bool:
    """Print one line, and hand on whether the target was met."""
    print(f"{figures} (target {target}: {'met' if met else 'MISSED'})")
    return met


if __name__ == "__main__":
    sys.exit(main())

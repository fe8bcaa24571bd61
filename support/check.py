"""The whole check: `./x check`, or only the steps named: `./x check lint types`.

Every step runs, whatever the ones before it said; the exit code tells whether all of them passed.
"""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
ARCHITECTURE = "tests/architecture"
COVERAGE = ".coverage.json"


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the environment that must exit with 0."""

    name: str
    command: tuple[str, ...]


STEPS = (
    Step("lock", ("uv", "lock", "--check", "--offline")),
    Step("format", ("ruff", "format", "--check")),
    Step("lint", ("ruff", "check")),
    Step("types", ("mypy",)),
    Step("imports", ("lint-imports", "--no-logo")),
    Step("architecture", ("pytest", ARCHITECTURE)),
    Step("tests", ("pytest", f"--ignore={ARCHITECTURE}", "--cov", f"--cov-report=json:{COVERAGE}")),
    Step("coverage", ("python", "support/coverage_floor.py", COVERAGE)),
)


def main(names: list[str]) -> int:
    """Run the steps named, or all; return 0 when all passed, 1 when one failed, 2 for an unknown name."""
    known = [step.name for step in STEPS]
    unknown = set(names) - set(known)
    if unknown:
        print(f"check: no step {', '.join(sorted(unknown))}; the steps are {', '.join(known)}", file=sys.stderr)
        return 2
    failed = [step.name for step in STEPS if step.name in (names or known) and not run(step)]
    print(f"\ncheck: {'failed: ' + ', '.join(failed) if failed else 'all passed'}")
    return 1 if failed else 0


def run(step: Step) -> bool:
    """Run one step below a heading of its own, and tell how long it took."""
    print(f"\n== {step.name}: {' '.join(step.command)}", flush=True)
    program, *arguments = step.command
    start = time.perf_counter()
    done = subprocess.run([PROGRAMS / program, *arguments], cwd=ROOT, check=False)
    outcome = f"failed with exit code {done.returncode}" if done.returncode else "passed"
    print(f"-- {step.name} {outcome} in {time.perf_counter() - start:.1f} s", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

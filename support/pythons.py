"""The tests under every other Python that Keypost is for and that is found here.

`./x python -m support.pythons [PYTEST-ARGUMENT...]` makes an environment for each below .pythons/ and runs the tests
there, by default those that need no browser, endpoint or history; it says which Pythons it didn't find.
"""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from support.console_blocks import ROOT

UV = Path(sys.executable).with_name("uv")
ENVIRONMENTS = ROOT / ".pythons"
# Tried too: its classifier joins the others when its tests have passed somewhere.
NEXT = "3.14"
SLOW = ("architecture", "docs", "endpoint", "laws", "pipelines", "serve", "support")
EVERYTHING = ("--all-extras", "--all-groups", "--frozen", "--quiet")


def main(arguments: list[str]) -> int:
    """Run the tests under each Python but the one that ./x has; return 0 when all passed."""
    tests = arguments or [f"--ignore=tests/{room}" for room in SLOW]
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    failed = []
    for version in list_supported():
        if version == running:
            continue
        program = find_python(version)
        print(f"\n== Python {version}: {program or 'not found'}", flush=True)
        if program is not None and not run_tests(version, program, tests):
            failed.append(version)
    print(f"\npythons: {'failed: ' + ', '.join(failed) if failed else 'all passed'}")
    return int(bool(failed))


def list_supported() -> Iterator[str]:
    """Yield the versions that the classifiers name, and the next one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for classifier in project["classifiers"]:
        named = re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", classifier)
        if named and named[1] != NEXT:
            yield named[1]
    yield NEXT


def find_python(version: str) -> str | None:
    """Return the program of a version as uv finds it: on PATH, of pyenv, or one of its own; nothing is fetched."""
    command = [str(UV), "python", "find", "--no-project", "--no-python-downloads", version]
    found = subprocess.run(command, check=False, capture_output=True, text=True)
    return found.stdout.strip() or None


def run_tests(version: str, program: str, tests: list[str]) -> bool:
    """Make the environment and run the tests in it; tell whether they passed."""
    place = ENVIRONMENTS / version
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(place)}
    synced = subprocess.run([UV, "sync", *EVERYTHING, "--python", program], cwd=ROOT, env=environment, check=False)
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    if synced.returncode:
        return False
    return subprocess.run([python, "-m", "pytest", *tests], cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

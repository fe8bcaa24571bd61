"""The job for GitLab: interpolated as GitLab does it, and its script run as a runner runs it."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from support.bootstrap import ROOT

PROGRAMS = Path(sys.executable).parent
EXAMPLE = ROOT / "examples" / "1-alarm-encrypted-topic"
TEXT = (ROOT / "templates" / "keypost.yml").read_text(encoding="utf-8")
HOSTILE = ("$(touch pwned).yaml", "'; touch pwned; '.yaml", '"\nEND\ntouch pwned\n".yaml', "-x.yaml", "$HOME #: {.yaml")
# Stands in for Python: `-m venv` makes a folder with the Keypost that stands here, `-m pip` notes what is asked for.
PYTHON = """#!/bin/sh
case "$*" in
    '-I -m venv '*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" && ln -s '{programs}/keypost' "$4/bin/keypost" ;;
    '-I -m pip install '*) for last in "$@"; do :; done; printf '%s' "$last" > '{noted}' ;;
    *) exec '{programs}/python' "$@" ;;
esac
"""


class Ran(NamedTuple):
    code: int
    log: str
    installed: str


def interpolate(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the jobs: inputs are put into the text as they are, all but strings as JSON.

    github.com/gitlabhq/gitlabhq, lib/gitlab/ci/config/interpolation/text_template.rb.
    """
    header, jobs = TEXT.split("\n---\n")
    declared = yaml.safe_load(header)["spec"]["inputs"]
    values = {name: one["default"] for name, one in declared.items() if "default" in one} | dict(given)
    put = {name: one if isinstance(one, str) else json.dumps(one) for name, one in values.items()}
    interpolated: dict[str, Any] = yaml.safe_load(re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda m: put[m[1]], jobs))
    return interpolated


def run(folder: Path, shell: str = "bash", **given: Any) -> Ran:
    """Run the job's script in that folder as one script that stops at the first command that fails."""
    (job,) = interpolate({"package": "keypost", **given}).values()
    stand_in, noted = folder.parent / "programs", folder.parent / "noted"
    stand_in.mkdir(exist_ok=True)
    python = stand_in / "python3"
    python.write_text(PYTHON.format(programs=PROGRAMS, noted=noted), encoding="utf-8")
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    variables = {name: one["value"] for name, one in job["variables"].items()}
    env = {**os.environ, **variables, "PATH": f"{stand_in}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(folder)}
    command = {"bash": ("bash", "-eo", "pipefail", "-c"), "sh": ("sh", "-e", "-c")}[shell]
    script = "\n".join(job["script"])
    done = subprocess.run([*command, script], cwd=folder, env=env, check=False, capture_output=True, text=True)
    return Ran(done.returncode, done.stdout + done.stderr, noted.read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Somebody's repository, with modules of the names of Python's own."""
    folder = tmp_path / "project"
    folder.mkdir()
    for name in ("broken", "repaired"):
        shutil.copy(EXAMPLE / f"{name}.yaml", folder)
    for name in ("json", "venv", "pip", "yaml"):
        (folder / f"{name}.py").write_text("raise SystemExit(99)\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_a_broken_template_fails_the_job_and_stands_in_both_reports(shell: str, folder: Path) -> None:
    ran = run(folder, shell, paths=["broken.yaml"])
    assert ran.code == 1, ran.log
    assert "rule     aws-managed-key-for-service" in ran.log
    (job,) = interpolate({"package": "keypost"}).values()
    reports = job["artifacts"]["reports"]
    (finding,) = json.loads((folder / reports["codequality"]).read_text(encoding="utf-8"))
    assert finding["location"] == {"path": "broken.yaml", "lines": {"begin": 9}}
    assert 'failures="1"' in (folder / reports["junit"]).read_text(encoding="utf-8")


def test_a_repaired_template_passes(folder: Path) -> None:
    assert run(folder, paths=["repaired.yaml"]).code == 0
    assert json.loads((folder / "gl-code-quality-report.json").read_text(encoding="utf-8")) == []


def test_what_cant_be_read_fails_with_2(folder: Path) -> None:
    ran = run(folder, paths=["nowhere.yaml"])
    assert (ran.code, "nowhere.yaml doesn't exist" in ran.log) == (2, True)


def test_options_reach_keypost(folder: Path) -> None:
    assert run(folder, paths=["broken.yaml"], options=["--fail-on", "never", "--lang=ja"]).code == 0
    assert "`--nope`" in run(folder, options=["--nope"]).log


def test_the_config_file_names_what_the_job_doesnt(folder: Path) -> None:
    (folder / "keypost.toml").write_text('paths = ["repaired.yaml"]\n', encoding="utf-8")
    assert run(folder).code == 0


def test_hostile_names_are_paths_and_nothing_else(folder: Path) -> None:
    for name in HOSTILE:
        shutil.copy(EXAMPLE / "repaired.yaml", folder / name)
    package = "keypost @ https://example.com/$(touch pwned)'\"`touch pwned`; #: {.tar.gz"
    ran = run(folder, paths=[*HOSTILE], package=package)
    assert ran.code == 0, ran.log
    assert f"in {len(HOSTILE)} files" in ran.log
    assert ran.installed == package
    assert not list(folder.rglob("pwned"))


def test_header_and_job_fit_gitlabs_published_schema(tmp_path: Path) -> None:
    header, _ = yaml.safe_load_all(TEXT)
    for name, document in (("header", header), ("job", interpolate({"package": "keypost"}))):
        (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    command = [
        str(PROGRAMS / "check-jsonschema"),
        "--builtin-schema=vendor.gitlab-ci",
        *map(str, tmp_path.glob("*.json")),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_input_is_part_of_the_script() -> None:
    _, jobs = TEXT.split("\n---\n")
    script = jobs.partition("  script:\n")[2].partition("  artifacts:\n")[0]
    assert "END" in script
    assert "$[[" not in script

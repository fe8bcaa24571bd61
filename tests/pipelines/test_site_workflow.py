"""The workflow that puts the documentation on GitHub Pages is one that GitHub takes, and asks for little."""

import subprocess
import sys
from pathlib import Path

import yaml

from support.bootstrap import ROOT

WORKFLOW = ROOT / ".github" / "workflows" / "site.yml"
PROGRAMS = Path(sys.executable).parent


def test_it_fits_its_published_schema() -> None:
    command = [str(PROGRAMS / "check-jsonschema"), "--builtin-schema", "vendor.github-workflows", str(WORKFLOW)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_an_auditor_finds_nothing() -> None:
    command = [str(PROGRAMS / "zizmor"), "--offline", "--quiet", "--no-progress", "--format=plain", str(WORKFLOW)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_writes_the_site_may_not_publish_it() -> None:
    jobs = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    assert "write" not in jobs["build"]["permissions"].values()
    assert [step for step in jobs["deploy"]["steps"] if "run" in step] == []

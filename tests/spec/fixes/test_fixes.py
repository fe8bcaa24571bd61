"""Broken templates as teams write them: `keypost fix --write` mends what it may, and leaves the rest alone."""

import difflib
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from keypost.cli import check, fix
from keypost.cli.parser import Parser

GIT = shutil.which("git") or "git"
FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "templates"
CASES: list[dict[str, Any]] = yaml.safe_load((FOLDER / "fixes.yaml").read_text(encoding="utf-8"))["fixes"]
each_case = pytest.mark.parametrize("case", CASES, ids=[case["template"] for case in CASES])


def run_fix(name: str, case: dict[str, Any], *options: str) -> int:
    parser = Parser("fix", summary=fix.SUMMARY, language="en")
    fix.add_arguments(parser)
    return fix.run(parser.read((name, *list_settings(case), *options)))


def read_verdicts(name: str, case: dict[str, Any]) -> dict[str, str]:
    """Return what each delivery's verdict is, by its path and its ends."""
    parser = Parser("check", summary=check.SUMMARY, language="en")
    check.add_arguments(parser)
    report = Path("report.json")
    check.run(parser.read((name, *list_settings(case), "--format", "json", "--output", str(report))))
    found = json.loads(report.read_text(encoding="utf-8"))["deliveries"]
    report.unlink()
    return {f"{one['path']} {one['source']['id']} {one['target']['id']}": one["verdict"] for one in found}


def list_settings(case: dict[str, Any]) -> tuple[str, ...]:
    return ("--account", case["account"]) if "account" in case else ()


def copy_template(case: dict[str, Any], to: Path) -> str:
    """Copy the template, or the folder of templates, and return its name."""
    name = str(case["template"])
    if (TEMPLATES / name).is_dir():
        shutil.copytree(TEMPLATES / name, to / name)
        return name
    shutil.copy(TEMPLATES / name, to / name)
    if case.get("crlf"):
        (to / name).write_bytes((TEMPLATES / name).read_bytes().replace(b"\n", b"\r\n"))
    return name


def read_files(name: str) -> dict[str, bytes]:
    path = Path(name)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {str(file): file.read_bytes() for file in files}


def compare_lines(before: dict[str, bytes], after: dict[str, bytes]) -> tuple[list[str], list[str]]:
    """Return the lines that are new and those that are gone, in all files."""
    new, gone = [], []
    for file, text in before.items():
        old_lines, new_lines = (data.decode().splitlines(keepends=True) for data in (text, after[file]))
        matcher = difflib.SequenceMatcher(None, old_lines, new_lines, autojunk=False)
        for kind, start, end, new_start, new_end in matcher.get_opcodes():
            if kind != "equal":
                gone += old_lines[start:end]
                new += new_lines[new_start:new_end]
    return new, gone


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_template_has_a_case() -> None:
    assert sorted(case["template"] for case in CASES) == sorted(path.name for path in TEMPLATES.iterdir())
    assert len(CASES) >= 40


@each_case
def test_what_is_broken_is_mended(case: dict[str, Any], tmp_path: Path) -> None:
    name = copy_template(case, tmp_path)
    before = read_verdicts(name, case)
    turns, stays, eases = case.get("turns", []), case.get("stays", {}), case.get("eases", {})
    assert {delivery for delivery, verdict in before.items() if verdict != "WORKS"} == {*turns, *stays, *eases}
    assert run_fix(name, case, "--write") == (1 if stays else 0)
    after = read_verdicts(name, case)
    left = {delivery: before[delivery] for delivery in stays} | dict.fromkeys(eases, "DEPENDS")
    assert after == dict.fromkeys(before, "WORKS") | left


@each_case
def test_lines_beside_the_change_stay(case: dict[str, Any], tmp_path: Path) -> None:
    name = copy_template(case, tmp_path)
    before = read_files(name)
    run_fix(name, case, "--write")
    new, gone = compare_lines(before, read_files(name))
    assert len(gone) == case.get("loses", 0)
    assert not Counter(case.get("adds", [])) - Counter(line.strip() for line in new)
    assert bool(new or gone) == bool(case.get("turns"))
    ends = {b"\r\n" if line.endswith("\r\n") else b"\n" for line in new if line.endswith("\n")}
    assert ends <= ({b"\r\n"} if case.get("crlf") else {b"\n"})


@each_case
def test_git_applies_the_diff_to_the_same(case: dict[str, Any], tmp_path: Path) -> None:
    name = copy_template(case, tmp_path)
    before = read_files(name)
    run_fix(name, case, "--format", "diff", "--output", "fix.patch")
    assert read_files(name) == before
    if case.get("turns"):
        subprocess.run([GIT, "apply", "--whitespace=nowarn", "fix.patch"], check=True)
    applied = read_files(name)
    for file, text in before.items():
        Path(file).write_bytes(text)
    run_fix(name, case, "--write")
    assert read_files(name) == applied


@each_case
def test_writing_again_changes_nothing(case: dict[str, Any], tmp_path: Path) -> None:
    name = copy_template(case, tmp_path)
    run_fix(name, case, "--write")
    once = read_files(name)
    run_fix(name, case, "--write")
    assert read_files(name) == once


def test_cfn_lint_takes_what_is_written(tmp_path: Path) -> None:
    """One run for all files: it is slow to start."""
    names = [copy_template(case, tmp_path) for case in CASES]
    files = [file for name in names for file in read_files(name)]
    before = lint(files)
    for name, case in zip(names, CASES, strict=True):
        run_fix(name, case, "--write")
    assert lint(files) <= before


def lint(files: list[str]) -> set[tuple[str, ...]]:
    """Return the errors, each with its file, rule and message."""
    linter = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run([linter, "--format", "json", "--", *files], check=False, capture_output=True, text=True)
    found = json.loads(done.stdout)
    return {(one["Filename"], one["Rule"]["Id"], one["Message"]) for one in found if one["Level"] == "Error"}

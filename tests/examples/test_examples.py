"""What Keypost says of every example is exactly what `expected.yaml` says, and that was written by hand."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
PROGRAMS = Path(sys.executable).parent
EXPECTED = yaml.safe_load(Path(__file__).with_name("expected.yaml").read_text(encoding="utf-8"))
RUNS = {
    " ".join([run["check"], *(f"{name}={value}" for name, value in run.get("parameters", {}).items())]): run
    for run in EXPECTED["runs"]
}
MADE_ELSEWHERE = "cdk-app"  # an application, checked by the tests of the reader


@cache
def check(*arguments: str) -> dict[str, Any]:
    """Return the JSON report of `keypost check`, run from the examples' folder."""
    command = [str(PROGRAMS / "keypost"), "check", "--format", "json", *arguments]
    done = subprocess.run(command, cwd=EXAMPLES, check=False, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode in (0, 1), done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def describe(delivery: dict[str, Any], report: dict[str, Any], *, checked: str) -> dict[str, Any]:
    """Return a reported delivery in the words of `expected.yaml`."""
    calls = [call for call in delivery["calls"] if call["decision"] != "allow"]
    index = report["deliveries"].index(delivery)
    findings = [finding for finding in report["findings"] if index in finding["deliveries"]]
    return {
        "path": delivery["path"],
        "source": delivery["source"]["id"],
        "target": delivery["target"]["id"],
        "verdict": delivery["verdict"],
        "denied": sorted({call["action"] for call in calls if call["decision"].endswith("_deny")}),
        "open": sorted({call["action"] for call in calls if call["decision"] == "undecided"}),
        "reasons": sorted({call["reason"] for call in calls}),
        "needs": sorted({need["fact"] for need in delivery["needs"]}),
        "findings": sorted(f"{finding['rule']} {_place(finding['location'], checked)}" for finding in findings),
    }


def _place(location: dict[str, Any], checked: str) -> str:
    line = str(location["line"])
    return line if location["file"] == checked else f"{location['file']}:{line}"


def normalise(expected: dict[str, Any], *, checked: str) -> dict[str, Any]:
    """Return an expected delivery with the lists that it leaves out, and all lists sorted."""
    lists = {name: sorted(expected.get(name, [])) for name in ("denied", "open", "reasons", "needs", "findings")}
    lists["findings"] = sorted(re.sub(f" {re.escape(checked)}:", " ", finding) for finding in lists["findings"])
    named = {name: expected[name] for name in ("path", "source", "target", "verdict")}
    return {**named, **lists}


def by_pair(delivery: dict[str, Any]) -> tuple[str, ...]:
    """Sort deliveries by what they link."""
    return delivery["path"], delivery["source"], delivery["target"]


def list_arguments(run: dict[str, Any]) -> Iterator[str]:
    """Yield the arguments of a run."""
    for name, value in run.get("parameters", {}).items():
        yield from ("--parameter", f"{name}={value}")
    yield run["check"]


@pytest.mark.parametrize("name", RUNS)
def test_an_example_is_decided_as_its_sources_say(name: str) -> None:
    run = RUNS[name]
    report = check(*list_arguments(run))
    said = [describe(delivery, report, checked=run["check"]) for delivery in report["deliveries"]]
    wanted = [normalise(delivery, checked=run["check"]) for delivery in run["deliveries"]]
    assert sorted(said, key=by_pair) == sorted(wanted, key=by_pair)
    assert report["gaps"] == []


def test_every_expectation_names_a_source() -> None:
    named = [delivery["known_from"] for run in EXPECTED["runs"] for delivery in run["deliveries"]]
    assert set(named) == set(EXPECTED["sources"])


def test_every_template_is_expected_somewhere() -> None:
    checked = [EXAMPLES / run["check"] for run in EXPECTED["runs"]]
    templates = [file for file in EXAMPLES.glob("*/*.yaml") if file.parent.name != MADE_ELSEWHERE]
    assert templates
    assert [file for file in templates if not {file, file.parent} & set(checked)] == []


def test_the_examples_together_say_what_each_says_alone() -> None:
    """One estate: no example disturbs another, and there are several deliveries of each verdict."""
    folders = sorted(folder.name for folder in EXAMPLES.iterdir() if folder.name[0].isdigit())
    together = check(*folders)
    alone = [delivery for folder in folders for delivery in check(folder)["deliveries"]]
    assert len(together["deliveries"]) == len(alone) >= 20
    assert together["gaps"] == []
    assert sorted(map(_short, together["deliveries"])) == sorted(map(_short, alone))
    assert min(together["summary"][verdict] for verdict in ("works", "fails", "depends")) >= 3


def _short(delivery: dict[str, Any]) -> tuple[str, ...]:
    source = delivery["source"]
    return delivery["verdict"], delivery["path"], source["location"]["file"], source["id"], delivery["target"]["id"]


def test_cfn_lint_has_no_complaint() -> None:
    templates = [str(file) for file in EXAMPLES.glob("*/*.yaml") if file.parent.name != MADE_ELSEWHERE]
    done = subprocess.run([PROGRAMS / "cfn-lint", *templates], check=False, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("", 0)

"""`keypost vet`: from a scanner's file to the exit code, and what is said of bad input."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from keypost.cli.main import main
from keypost.reports.published import read_schema

Run = Callable[..., int]
ROOT = Path(__file__).resolve().parents[2]
RESULTS = str(ROOT / "docs" / "results" / "checkov.json")
TEMPLATE = str(ROOT / "examples" / "1-alarm-encrypted-topic" / "before.yaml")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: str, lang: str = "en") -> int:
        monkeypatch.setattr("sys.argv", ["keypost", "vet", *arguments, "--lang", lang])
        return main()

    return run


def write(file: Path, rule: str, **place: Any) -> str:
    results = {"results": [{"rule_id": rule, "long_id": "x", "status": 0, "location": {}, **place}]}
    file.write_text(json.dumps(results), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_json_fits_its_schema(lang: str, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(RESULTS, "--in", TEMPLATE, "--format", "json", lang=lang) == 1
    answer: Any = json.loads(capsys.readouterr().out)
    jsonschema.validate(answer, json.loads(read_schema("vet.v1")), cls=jsonschema.Draft202012Validator)
    (one,) = answer["resources"]
    assert one["remedy"] == "customer-admitting"
    assert one["statements"][0]["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert {turn["after"] for way in one["ways"] for turn in way["worse"]} == {"FAILS"}


def test_files_are_those_that_the_results_name(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert run(RESULTS) == 1
    assert "Alerts" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path)
    assert run(RESULTS) == 2
    said = capsys.readouterr().err
    assert "before.yaml, which the results name, isn't here" in said
    assert "--in" in said


def test_fail_on(run: Run) -> None:
    assert run(RESULTS, "--in", TEMPLATE, "--fail-on", "never") == 0


def test_markdown(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(RESULTS, "--in", TEMPLATE, "--format", "markdown") == 1
    said = capsys.readouterr().out
    assert "- BREAKS: the AWS managed key `alias/aws/sns`" in said
    assert '"Service": "cloudwatch.amazonaws.com"' in said


def test_what_asks_for_no_encryption_is_counted(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(write(tmp_path / "r.json", "AVD-AWS-0107")) == 0
    assert "No finding asks for encryption; 1 ask for something else." in capsys.readouterr().out


def test_what_names_no_file(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(write(tmp_path / "r.json", "AVD-AWS-0095")) == 2
    assert "the results name no file" in capsys.readouterr().err


def test_what_isnt_in_the_templates(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results = write(tmp_path / "r.json", "AVD-AWS-0095", resource="aws_sns_topic.nobody\x1b[31m")
    assert run(results, "--in", TEMPLATE) == 0
    said = capsys.readouterr().out
    assert "the inputs have no such resource" in said
    assert "\x1b" not in said
    assert run(results, "--in", TEMPLATE, "--format", "json") == 0
    (left,) = json.loads(capsys.readouterr().out)["left"]
    assert left["why"] == "not-found"


def test_bad_input(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 2
    assert "no results of a scanner are given" in capsys.readouterr().err
    half = tmp_path / "half.json"
    half.write_text('{"results": {"failed_', encoding="utf-8")
    assert run(str(half)) == 2
    said = capsys.readouterr().err
    assert "half.json" in said
    assert "Traceback" not in said
    assert run(TEMPLATE) == 2
    assert "no whole JSON" in capsys.readouterr().err

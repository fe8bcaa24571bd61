"""`keypost compare`: its ways to name runs, its reports, and what it refuses."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from syrupy.assertion import SnapshotAssertion

from keypost.cli import compare
from keypost.cli.parser import Parser
from keypost.errors import KeypostError

HISTORY = "examples/3-backup-vault-deny/history"
GOOD, BAD = f"{HISTORY}/succeeded.json", f"{HISTORY}/failed.json"
GOOD_DAY, BAD_DAY = "2026-11-02/2026-11-03", "2026-11-09/2026-11-10"


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])


def run(*arguments: str, language: str = "en") -> int:
    parser = Parser("compare", summary=compare.SUMMARY, language=language)
    compare.add_arguments(parser)
    return compare.run(parser.read(arguments))


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(*arguments, "--format", "json") == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def refuse(*arguments: str) -> str:
    with pytest.raises(KeypostError) as refused:
        run(*arguments)
    return refused.value.message.en


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_whole_report(language: str, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion) -> None:
    assert run("--good", GOOD, "--bad", BAD, language=language) == 0
    assert capsys.readouterr().out == snapshot


@pytest.mark.parametrize(
    "arguments",
    [
        ("--good", GOOD, "--bad", BAD),
        (HISTORY, "--good-time", GOOD_DAY, "--bad-time", BAD_DAY),
        (HISTORY, "--good-match", "1111aaaa-0001", "--bad-match", "2222bbbb-0002"),
        (HISTORY, "--good-match", "1111aaaa-0001", "--bad-time", BAD_DAY, "--service", "kms"),
    ],
)
def test_every_way_to_name_runs_leads_to_the_service(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    report = run_json(capsys, *arguments)
    schema = json.loads((files("keypost.reports") / "schemas" / "compare.v1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema, cls=jsonschema.Draft202012Validator)
    assert report["divergence"]["principal"] == "backup-storage.amazonaws.com"
    assert report["divergence"]["good"]["after"] == 31
    assert report["divergence"]["bad"] is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "it takes runs that succeeded and runs that failed"),
        (("--good", GOOD), "it takes runs that succeeded and runs that failed"),
        ((HISTORY, "--good", GOOD, "--bad", BAD), "`--good` and `--bad` name whole trails"),
        (("--sessions",), "no trail is given"),
        ((HISTORY, "--sessions"), "no session failed, or none of the same role went well"),
        ((HISTORY, "--sessions", "--good-match", "x"), "it takes runs that succeeded and runs that failed"),
        (
            (HISTORY, "--good-match", "1111aaaa-0001", "--bad-match", "nowhere"),
            "there is no record of the run `nowhere`",
        ),
        ((HISTORY, "--good-time", "2026-11-02", "--bad-time", BAD_DAY), "`2026-11-02` is no time from START/END"),
        (("--good", "nowhere.json", "--bad", BAD), "nowhere.json doesn't exist"),
    ],
)
def test_what_can_t_be_compared_is_said(arguments: tuple[str, ...], words: str) -> None:
    assert refuse(*arguments) == words


def test_a_broken_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "half.json"
    broken.write_text(Path(GOOD).read_text(encoding="utf-8")[:-40], encoding="utf-8")
    report = run_json(capsys, "--good", GOOD, str(broken), "--bad", BAD)
    assert [one["file"] for one in report["skipped"]] == [str(broken)]


def test_a_run_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_bytes(b"\x00\x01")
    with pytest.raises(KeypostError) as refused:
        run("--good", GOOD, "--bad", str(broken))
    assert "could not be read: " + str(broken) in refused.value.hint.en


def test_a_service_that_no_run_calls_is_mistyped() -> None:
    with pytest.raises(KeypostError, match="no run calls kmz") as refused:
        run("--good", GOOD, "--bad", BAD, "--service", "kmz")
    assert "kms" in refused.value.hint.en

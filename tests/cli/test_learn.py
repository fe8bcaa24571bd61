"""`keypost learn`: its reports, the file it writes, and what it refuses."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from syrupy.assertion import SnapshotAssertion

from keypost.cli import learn
from keypost.cli.parser import Parser
from keypost.errors import KeypostError

HISTORY = "examples/3-backup-vault-deny/history"
KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
CURRENT = """{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "Account", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"},
    {"Sid": "Alarms", "Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"},
     "Action": "kms:Decrypt", "Resource": "*"}
  ]
}"""


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])


def run(*arguments: str, language: str = "en") -> int:
    parser = Parser("learn", summary=learn.SUMMARY, language=language)
    learn.add_arguments(parser)
    return learn.run(parser.read(arguments))


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(*arguments, "--format", "json") == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


@pytest.fixture
def current(tmp_path: Path) -> str:
    file = tmp_path / "now.json"
    file.write_text(CURRENT, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_whole_report(language: str, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion) -> None:
    assert run(HISTORY, "--key", KEY, language=language) == 0
    assert capsys.readouterr().out == snapshot


def test_the_current_policy_s_unused_statements_have_their_lines(
    capsys: pytest.CaptureFixture[str], current: str, tmp_path: Path
) -> None:
    assert run(HISTORY, "--key", KEY, "--current", current) == 0
    report = capsys.readouterr().out
    assert "Statements of the current policy that nothing used" in report
    assert f"`Alarms`  {current}:5" in " ".join(report.split("\n  "))
    used = tmp_path / "used.json"
    used.write_text(
        CURRENT.partition(',\n    {"Sid": "Al')[0].replace(
            '"AWS": "111122223333"', '"Service": "backup-storage.amazonaws.com"'
        )
        + "]}",
        encoding="utf-8",
    )
    assert run(HISTORY, "--key", KEY, "--current", str(used)) == 0
    assert "Every Allow statement of the current policy allowed something." in capsys.readouterr().out


def test_json_fits_its_schema_and_names_lines(capsys: pytest.CaptureFixture[str], current: str) -> None:
    report = run_json(capsys, HISTORY, "--key", KEY, "--current", current)
    schema = json.loads((files("keypost.reports") / "schemas" / "learn.v1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(report, schema, cls=jsonschema.Draft202012Validator)
    assert report["disposition"] == "REVIEW"
    assert [(one["sid"], one["location"]["line"]) for one in report["unused"]] == [("Account", 4), ("Alarms", 5)]
    assert (report["events"], report["requests"]) == (11, 2)


def test_every_engine_that_runs_here_teaches_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    embedded = run_json(capsys, HISTORY, "--key", KEY)
    assert run_json(capsys, HISTORY, "--key", KEY, "--engine", "duckdb") == embedded


def test_the_policy_is_written_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "learned.json"
    report = run_json(capsys, HISTORY, "--key", KEY, "--out", str(out))
    assert json.loads(out.read_text(encoding="utf-8")) == report["policy"]
    assert [file.name for file in tmp_path.iterdir()] == ["learned.json"]


def test_a_policy_that_can_t_be_written_names_its_option(tmp_path: Path) -> None:
    with pytest.raises(KeypostError) as refused:
        run(HISTORY, "--key", KEY, "--out", str(tmp_path / "none" / "learned.json"))
    hint = refused.value.hint
    assert hint is not None
    assert "`--out`" in hint.en
    assert "`--out`" in hint.ja


def test_without_a_current_policy_nothing_is_called_unused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_json(capsys, HISTORY, "--key", KEY)["unused"] is None


def test_the_sql_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--key", KEY, "--engine", "athena", "--table", "logs.cloudtrail", "--print-sql") == 0
    assert 'FROM "logs"."cloudtrail"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((HISTORY,), "the trail or the key is missing"),
        (("--key", KEY), "the trail or the key is missing"),
        ((HISTORY, "--key", "alias/app"), "`alias/app` is not the ARN of a KMS key"),
        ((HISTORY, "--key", KEY, "--since", "yesterday"), "`yesterday` is no time"),
        ((HISTORY, "--key", KEY, "--current", "nowhere.json"), "nowhere.json"),
        ((HISTORY, "--key", KEY, "--source-account", "12"), "`12` is no account id"),
        ((HISTORY, "--key", KEY, "--out", "nowhere/learned.json"), "the report can't be written here"),
        ((HISTORY, "--key", KEY.replace("1234abcd", "99999999")), "is a request on"),
        (("nowhere", "--key", KEY), "nowhere doesn't exist"),
    ],
)
def test_what_can_t_be_learned_from_is_said(arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(KeypostError) as refused:
        run(*arguments)
    error = refused.value
    assert words in f"{error.message.en} {error.origin}"


def test_a_current_policy_that_is_none_is_said(tmp_path: Path) -> None:
    file = tmp_path / "no.json"
    file.write_text('{"Version": "2012-10-17"}', encoding="utf-8")
    with pytest.raises(KeypostError, match="is no key policy"):
        run(HISTORY, "--key", KEY, "--current", str(file))

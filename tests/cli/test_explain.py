"""`keypost explain`: where the text comes from, and what can't be explained."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from keypost.cli import explain
from keypost.cli.parser import Parser
from keypost.errors import KeypostError, UnreadableInputError, UsageError
from tests.reports.test_explain import ALARM, EXAMPLES


def run(*arguments: str, language: str = "en") -> int:
    parser = Parser("explain", summary=explain.SUMMARY, language=language)
    explain.add_arguments(parser)
    return explain.run(parser.read(arguments))


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(*arguments, "--format", "json") == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def give(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))


def first_rule(report: dict[str, Any]) -> str:
    rule: str = report["causes"][0]["rule"]
    return rule


def test_the_text_is_an_argument(capsys: pytest.CaptureFixture[str]) -> None:
    assert first_rule(run_json(capsys, ALARM)) == "key-policy-omits-service"


def test_words_that_the_shell_split_are_one_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert first_rule(run_json(capsys, *ALARM.split())) == "key-policy-omits-service"


@pytest.mark.parametrize("arguments", [(), ("-",), ("--event", "-")])
def test_the_text_is_read_from_standard_input(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, ALARM.encode())
    assert first_rule(run_json(capsys, *arguments)) == "key-policy-omits-service"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_a_file_may_be_in_any_encoding(encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "message.txt"
    file.write_bytes("KMS キーが無効になっています".encode(encoding))
    assert first_rule(run_json(capsys, "--event", str(file))) == "key-disabled"
    assert first_rule(run_json(capsys, str(file))) == "key-disabled"


def test_broken_json_is_taken_as_text(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    give(monkeypatch, ('{"error": "' + ALARM).encode())
    assert first_rule(run_json(capsys)) == "key-policy-omits-service"


def test_the_report_speaks_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(ALARM, language="ja") == 0
    assert "考えられる原因" in capsys.readouterr().out


def test_an_unknown_text_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("It doesn't work.") == 0
    assert "doesn't tell the cause" in capsys.readouterr().out


def test_causes_are_decided_against_templates(capsys: pytest.CaptureFixture[str]) -> None:
    report = run_json(capsys, ALARM, "--in", str(EXAMPLES / "1-alarm-encrypted-topic" / "broken.yaml"))
    assert first_rule(report) == "aws-managed-key-for-service"
    assert report["estate"]["answer"] == "fails"


def test_a_sentence_behind_the_templates_is_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    report = run_json(capsys, "--in", str(EXAMPLES / "1-alarm-encrypted-topic" / "broken.yaml"), ALARM)
    assert first_rule(report) == "aws-managed-key-for-service"


def test_files_of_cloudtrail_are_gzipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "events.json.gz"
    file.write_bytes(gzip.compress(ALARM.encode()))
    assert first_rule(run_json(capsys, str(file))) == "key-policy-omits-service"


def refuse(*arguments: str) -> KeypostError:
    with pytest.raises(KeypostError) as refused:
        run(*arguments)
    return refused.value


@pytest.mark.parametrize("content", [b"", b" \n\t"])
def test_nothing_can_not_be_explained(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, content)
    assert isinstance(refuse(), UsageError)


def test_bytes_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    refused = refuse("--event", str(file))
    assert isinstance(refused, UnreadableInputError)
    assert refused.origin.file == str(file)


def test_a_file_of_cloudtrail_is_unpacked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    event = {"eventSource": "kms.amazonaws.com", "eventName": "Decrypt", "errorCode": "AccessDenied"}
    event |= {"userIdentity": {"type": "AWSService", "invokedBy": "sns.amazonaws.com"}}  # type: ignore[dict-item]
    file = tmp_path / "trail.json.gz"
    file.write_bytes(gzip.compress(json.dumps({"Records": [event]}).encode()))
    report = run_json(capsys, "--event", str(file))
    assert report["facts"]["principal"] == "sns.amazonaws.com"
    assert first_rule(report) == "key-policy-omits-service"
    file.write_bytes(b"\x1f\x8bbroken")
    assert isinstance(refuse("--event", str(file)), UnreadableInputError)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "missing.json" in str(refuse("--event", str(tmp_path / "missing.json")))
    assert isinstance(refuse("--event", str(tmp_path)), UnreadableInputError)


def test_a_gzip_file_that_breaks_off_is_named(tmp_path: Path) -> None:
    file = tmp_path / "events.json.gz"
    file.write_bytes(gzip.compress(ALARM.encode())[:40])
    assert "events.json.gz is no whole gzip file" in str(refuse("--event", str(file)))


def test_a_mistyped_file_and_a_folder_are_no_texts(tmp_path: Path) -> None:
    assert "no-such-event.json" in str(refuse("no-such-event.json"))
    assert str(tmp_path) in str(refuse(str(tmp_path)))


def test_templates_that_are_missing_are_not_taken_as_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, ALARM.encode())
    assert "my template.yaml" in str(refuse("--in", "my template.yaml"))


def test_a_whole_history_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, b"x" * 10_000_001)
    assert "larger" in str(refuse())


def test_a_text_and_a_file_are_one_too_many() -> None:
    assert isinstance(refuse(ALARM, "--event", "x"), UsageError)


def test_options_of_an_account_need_live() -> None:
    assert "--profile" in str(refuse(ALARM, "--in", str(EXAMPLES), "--profile", "x"))

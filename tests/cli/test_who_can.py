"""`keypost who-can`: its options, and what it says of keys and actions that aren't there."""

import json
from pathlib import Path
from typing import Any

import pytest

from keypost.cli import who_can
from keypost.cli.parser import Parser
from keypost.errors import UnreadableInputError, UsageError

EXAMPLES = Path(__file__).parents[2] / "examples"
SHARED = str(EXAMPLES / "7-shared-key")
FAN_OUT = str(EXAMPLES / "4-queue-fan-out")
KEYLESS = str(EXAMPLES / "1-alarm-encrypted-topic" / "broken.yaml")


def run(*arguments: str, language: str = "en") -> int:
    parser = Parser("who-can", summary=who_can.SUMMARY, language=language)
    who_can.add_arguments(parser)
    return who_can.run(parser.read(arguments))


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(*arguments, "--format", "json") == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def refuse(*arguments: str) -> UsageError:
    with pytest.raises(UsageError) as refused:
        run(*arguments)
    return refused.value


def test_the_report_names_who_may_and_by_which_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("TopicKey", "kms:Decrypt", "--in", SHARED) == 0
    report = capsys.readouterr().out
    assert "MAY     `cloudwatch.amazonaws.com`, as a service" in report
    assert "key.yaml:21" in report


def test_the_report_speaks_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("TopicKey", "kms:Decrypt", "--in", SHARED, language="ja") == 0
    assert "`cloudwatch.amazonaws.com` (サービス自身)" in capsys.readouterr().out


def test_a_pattern_is_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    report = run_json(capsys, "TopicKey", "kms:ReEncrypt*", "--in", SHARED)
    assert report["actions"] == ["kms:ReEncryptFrom", "kms:ReEncryptTo"]


def test_options_settle_what_templates_leave_open(capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--account", "111122223333", "--region", "eu-west-1")
    report = run_json(capsys, "TopicKey", "kms:Decrypt", "--in", SHARED, *options)
    assert report["key"]["arn"].startswith("arn:aws:kms:eu-west-1:111122223333:key/")
    accounts = [one["principal"] for one in report["permissions"] if one["sort"] == "account"]
    assert accounts == ["111122223333"]


def test_several_inputs_are_one_estate(capsys: pytest.CaptureFixture[str]) -> None:
    template = str(EXAMPLES / "10-sam-worker" / "template.yaml")
    report = run_json(capsys, "TopicKey", "kms:Decrypt", "--in", SHARED, template)
    other = run_json(capsys, "TopicKey", "kms:Decrypt", "--in", SHARED, "--in", template)
    assert report == other


def test_the_report_can_go_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    assert run("TopicKey", "kms:Decrypt", "--in", SHARED, "--output", str(file)) == 0
    assert file.read_text(encoding="utf-8").startswith("Who may call `kms:Decrypt` on `TopicKey`")


def test_a_key_that_is_not_there_is_answered_with_close_names() -> None:
    error = refuse("TopikKey", "kms:Decrypt", "--in", SHARED)
    assert error.message.en.startswith("there is no key `TopikKey` in ")
    assert error.hint.ja == "`TopicKey` ではありませんか。"


def test_a_name_that_is_like_none_is_answered_with_those_that_are() -> None:
    assert refuse("zzz", "kms:Decrypt", "--in", SHARED).hint.en == "the keys there: `TopicKey`"
    assert refuse("zzz", "kms:Decrypt", "--in", KEYLESS).hint.en == "there is no KMS key at all"


def test_a_name_of_several_keys_is_not_guessed() -> None:
    error = refuse("QueueKey", "kms:Decrypt", "--in", FAN_OUT)
    assert "repaired.yaml:5" in error.message.en
    assert "second-trap.yaml:5" in error.message.en


@pytest.mark.parametrize("action", ["kms:Decrpt", "s3:GetObject", "Decrypt", "kms:ListKeys"])
def test_what_is_no_action_on_a_key_is_refused(action: str) -> None:
    error = refuse("TopicKey", action, "--in", SHARED)
    assert error.message.en == f"`{action}` is no action on a KMS key"
    assert "kms:" in error.hint.en


@pytest.mark.parametrize("arguments", [(), ("TopicKey",), ("TopicKey", "kms:Decrypt"), ("--in", SHARED)])
def test_what_is_missing_is_said_with_an_example(arguments: tuple[str, ...]) -> None:
    assert "keypost who-can MyKey kms:Decrypt --in" in refuse(*arguments).hint.en


def test_an_input_that_cannot_be_read_stops_the_run() -> None:
    with pytest.raises(UnreadableInputError):
        run("TopicKey", "kms:Decrypt", "--in", "/does/not/exist.yaml")

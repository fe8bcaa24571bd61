"""`keypost check`: its options, its exit codes, where the report goes; reading and checking are stood in for."""

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

import keypost.checker.check
import keypost.readers.read
from keypost.checker.verdict import CheckResult
from keypost.cli import check
from keypost.cli.parser import Parser
from keypost.errors import UsageError
from keypost.estate.estate import Reading, build_reading
from keypost.readers.options import ReadOptions
from tests.reports import samples


class Stage:
    """Stands in for reader and checker, and remembers what they were asked."""

    def __init__(self) -> None:
        self.result = samples.everything()
        self.options: ReadOptions | None = None
        self.paths: list[str] = []
        self.asked: dict[str, Any] = {}

    def read_paths(
        self, paths: list[str], options: ReadOptions, *, progress: Any = None, edited: Any = None
    ) -> Reading:
        assert not edited
        self.paths, self.options = paths, options
        progress(0, 1, "t.yaml")
        return build_reading([samples.TOPIC])

    def check(self, _reading: Reading, **asked: Any) -> CheckResult:
        self.asked = asked
        return self.result


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Stage:
    stage = Stage()
    monkeypatch.setattr(keypost.readers.read, "read_paths", stage.read_paths)
    monkeypatch.setattr(keypost.checker.check, "check", stage.check)
    monkeypatch.chdir(tmp_path)
    return stage


def run(*arguments: str, language: str = "en") -> int:
    parser = Parser("check", summary=check.SUMMARY, language=language)
    check.add_arguments(parser)
    return check.run(parser.read(arguments))


@pytest.mark.parametrize(
    ("result", "threshold", "code"),
    [
        (samples.everything(), None, 1),
        (samples.everything(), "never", 0),
        (samples.suppressed(), None, 0),
        (samples.suppressed(), "depends", 0),
        (CheckResult((samples.alarm_depends(),), ()), None, 0),
        (CheckResult((samples.alarm_depends(),), ()), "depends", 1),
        (CheckResult((samples.alarm_works(),), ()), "depends", 0),
        (samples.nothing(), "depends", 0),
        (samples.unread(), None, 2),
        (samples.unread(), "never", 2),
        (samples.everything()._replace(gaps=samples.unread().gaps), None, 1),
    ],
)
def test_the_exit_code(stage: Stage, result: CheckResult, threshold: str | None, code: int) -> None:
    stage.result = result
    assert run("t.yaml", *(["--fail-on", threshold] if threshold else [])) == code


def test_options_reach_the_reader(stage: Stage) -> None:
    run("a", "--account", "000011112222", "b", "--region=us-gov-west-1", "--parameter", "A=1", "--parameter=B=x=y", "-")
    assert stage.paths == ["a", "b", "-"]
    assert stage.options == ReadOptions("000011112222", "us-gov-west-1", {"A": "1", "B": "x=y"})
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(stage.asked["today"]))


@pytest.mark.usefixtures("stage")
def test_no_path_says_what_to_do() -> None:
    with pytest.raises(UsageError) as refused:
        run()
    assert "keypost check ." in refused.value.hint.en
    assert "keypost check ." in refused.value.hint.ja


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize(
    "wrong",
    [
        ["--account", "1234"],
        ["--account", "１２３４５６７８９０１２"],
        ["--account", "111122223333\n"],
        ["--region", "tokyo"],
        ["--region", "ap-northeast-1a"],
        ["--parameter", "Env"],
        ["--parameter", "=x"],
        ["--parameter", "A=1", "--parameter", "A=2"],
    ],
)
def test_wrong_values_are_refused_with_what_to_do(wrong: list[str]) -> None:
    with pytest.raises(UsageError) as refused:
        run("t.yaml", *wrong)
    assert refused.value.hint.en
    assert refused.value.hint.ja


@pytest.mark.usefixtures("stage")
def test_text_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    run("t.yaml", language="ja")
    assert "拒否" in capsys.readouterr().out
    run("t.yaml", "--format", "json")
    assert json.loads(capsys.readouterr().out)["schema"] == "keypost.check.v1"


@pytest.mark.usefixtures("stage")
def test_a_file_takes_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("t.yaml", "--output", "report.txt") == 1
    assert capsys.readouterr().out == ""
    assert "1 DEPENDS" in (tmp_path / "report.txt").read_text(encoding="utf-8")


def test_the_config_file_gives_defaults_and_options_win(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "keypost.toml").write_text(
        'account = "111122223333"\nregion = "eu-west-1"\nlang = "ja"\nfail-on = "never"\n'
        '[[ignore]]\nrule = "deny-hits-service"\nreason = "known"\n',
        encoding="utf-8",
    )
    assert run("t.yaml") == 0
    assert stage.options == ReadOptions("111122223333", "eu-west-1", {})
    assert [one.rules for one in stage.asked["suppressions"]] == [("deny-hits-service",)]
    assert "拒否" in capsys.readouterr().out
    assert run("t.yaml", "--account=444455556666", "--fail-on=fails", "--lang=en") == 1
    assert stage.options == ReadOptions("444455556666", "eu-west-1", {})
    assert "denied" in capsys.readouterr().out


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize(
    ("name", "value", "coloured"), [("NO_COLOR", "1", False), ("TERM", "dumb", False), ("X", "", True)]
)
def test_colours_are_for_terminals(monkeypatch: pytest.MonkeyPatch, name: str, value: str, *, coloured: bool) -> None:
    for variable in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(name, value)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    run("t.yaml")
    assert ("\x1b[" in terminal.getvalue()) is coloured


@pytest.mark.usefixtures("stage")
def test_colours_can_be_forced_but_not_into_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    run("t.yaml")
    assert "\x1b[" in capsys.readouterr().out
    run("t.yaml", "--format=json")
    assert "\x1b[" not in capsys.readouterr().out


def test_the_options_have_the_language() -> None:
    parser = Parser("check", summary=check.SUMMARY, language="ja")
    check.add_arguments(parser)
    options = parser.read(["x"])
    assert (options.language, options.lang, options.progress) == ("ja", None, "auto")


@pytest.mark.parametrize("choice", ["aws-managed", "customer"])
def test_a_preview_exits_as_if_the_encryption_were_there(choice: str) -> None:
    example = str(Path(__file__).resolve().parents[2] / "examples" / "1-alarm-encrypted-topic" / "before.yaml")
    assert run(example) == 0
    assert run(example, "--if-encrypted", choice) == 1
    assert run(example, "--if-encrypted", choice, "--fail-on", "never") == 0

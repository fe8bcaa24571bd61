"""`keypost check` in the formats for pipelines: exit codes, files, what is asked for where."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from keypost.cli.main import main
from keypost.reports.formats.registry import FORMATS
from keypost.writers import affordable

Run = Callable[..., int]
FORMAT_NAMES = [name for name in FORMATS if name != "html"]
BROKEN = "examples/1-alarm-encrypted-topic/broken.yaml"
TOPIC = """Resources:
  T{0}: {{Type: AWS::SNS::Topic, Properties: {{KmsMasterKeyId: alias/aws/sns}}}}
  A{0}:
    Type: AWS::CloudWatch::Alarm
    Properties: {{AlarmActions: [!Ref T{0}], ComparisonOperator: GreaterThanThreshold, EvaluationPeriods: 1}}
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: str) -> int:
        monkeypatch.setattr("sys.argv", ["keypost", "check", *arguments, "--lang", "en"])
        return main()

    return run


@pytest.mark.parametrize("name", FORMAT_NAMES)
@pytest.mark.parametrize(("fail_on", "code"), [("fails", 1), ("never", 0)])
def test_every_format_goes_to_a_file_whole_and_keeps_the_exit_code(
    name: str, fail_on: str, code: int, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(BROKEN, "--format", name, "--fail-on", fail_on) == code
    printed = capsys.readouterr().out
    file = tmp_path / "report"
    assert run(BROKEN, "--format", name, "--fail-on", fail_on, "--output", str(file)) == code
    assert file.read_text(encoding="utf-8") == printed
    assert [one.name for one in tmp_path.iterdir()] == ["report"]


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_a_file_that_cant_be_written_is_said(
    name: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(BROKEN, "--format", name, "--output", str(tmp_path / "no" / "folder")) == 2
    assert "can't be written" in capsys.readouterr().err


def test_one_run_writes_several_reports_each_as_it_would_be_by_itself(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("text", "json", *FORMAT_NAMES, "html")
    assert run(BROKEN, *(f"--report={name}={tmp_path / name}" for name in names)) == 1
    assert "1 FAILS" in capsys.readouterr().out
    for name in names:
        run(BROKEN, "--format", name)
        assert (tmp_path / name).read_text(encoding="utf-8") == capsys.readouterr().out, name


def test_changes_that_mend_are_looked_for_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[object] = []

    def look(*given: object) -> tuple[()]:
        looked.append(given)
        return ()

    monkeypatch.setattr(affordable, "propose", look)
    run(BROKEN, "--report", f"sarif={tmp_path / 's'}", "--report", f"markdown={tmp_path / 'm'}", "--format", "sarif")
    assert len(looked) == 1


@pytest.mark.parametrize("wrong", ["sarif", "sarif=", "=x.sarif", "pdf=x.pdf", "x.sarif"])
def test_a_report_names_its_format_and_its_file(wrong: str, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(BROKEN, "--report", wrong) == 2
    assert f"`{wrong}` is not FORMAT=FILE\n  e.g. `--report sarif=keypost.sarif`" in capsys.readouterr().err


@pytest.mark.parametrize("other", [("--output", "x"), ("--report", "junit=x")])
def test_two_reports_dont_go_to_one_file(
    other: tuple[str, str],
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    template = Path(BROKEN).resolve()
    monkeypatch.chdir(tmp_path)
    assert run(str(template), "--report", "sarif=x", *other) == 2
    assert "two reports can't go to one file: x" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_sarif_tells_the_exit_code(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run(BROKEN, "--format", "sarif", "--fail-on", "never")
    (invocation,) = json.loads(capsys.readouterr().out)["runs"][0]["invocations"]
    assert invocation["exitCode"] == 0


@pytest.mark.parametrize("limit", ["MOST_MENDED", "MOST_LOOKS"])
def test_changes_are_looked_for_up_to_a_number_of_faults(
    limit: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.yaml").write_text(TOPIC.format(number), encoding="utf-8")
    run(str(tmp_path), "--format", "markdown")
    assert capsys.readouterr().out.count("```diff") == 2
    monkeypatch.setattr(affordable, limit, 1)
    run(str(tmp_path), "--format", "markdown")
    told = capsys.readouterr().out
    assert "```diff" not in told
    assert told.count("customer managed key whose policy allows") == 2


def test_a_preview_has_nothing_to_be_mended(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("examples/6-encrypt-all-topics", "--if-encrypted", "aws-managed", "--format", "sarif")
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert results
    assert not any("fixes" in result for result in results)

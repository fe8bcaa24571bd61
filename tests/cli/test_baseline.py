"""`--baseline`: what is known doesn't fail a run, what is new does."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from keypost.cli.main import main
from keypost.reports.published import read_schema

TOPIC = """  T{0}: {{Type: AWS::SNS::Topic, Properties: {{KmsMasterKeyId: alias/aws/sns}}}}
"""
ALARM = """  A{0}:
    Type: AWS::CloudWatch::Alarm
    Properties: {{AlarmActions: [!Ref T{1}], ComparisonOperator: GreaterThanThreshold, EvaluationPeriods: 1}}
"""
OPEN = """  Open: {Type: AWS::SNS::Topic, Properties: {KmsMasterKeyId: !ImportValue somebodys-key}}
"""
EXAMPLES = [str(Path("examples", name).resolve()) for name in ("4-queue-fan-out", "7-shared-key", "9-open-questions")]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["keypost", "check", *arguments, "--baseline", "known.json", "--lang", "en"])
        return main(), *capsys.readouterr()

    return run


def write(*parts: str) -> None:
    Path("t.yaml").write_text("Resources:\n" + "".join(parts), encoding="utf-8")


def read() -> Any:
    data = json.loads(Path("known.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, json.loads(read_schema("baseline.v1")), cls=jsonschema.Draft202012Validator)
    return data


def test_what_is_known_doesnt_count_and_what_is_new_does(run: Run) -> None:
    write(TOPIC.format(1), ALARM.format(1, 1))
    code, _, said = run("t.yaml", "--write-baseline")
    assert (code, said) == (0, "known.json: 1 known\n")
    assert [one["rule"] for one in read()["known"]] == ["aws-managed-key-for-service"]
    code, out, _ = run("t.yaml")
    assert code == 0
    assert "accepted  known since the baseline was written (known.json)" in re.sub(r"\s+", " ", out).replace(
        "accepted known", "accepted  known"
    )
    write(TOPIC.format(2), ALARM.format(2, 2), "  # moved\n\n", TOPIC.format(1), ALARM.format(1, 1))
    code, out, _ = run("t.yaml")
    assert code == 1
    assert "2 FAILS in 1 file; 1 accepted" in out


def test_another_delivery_that_a_known_fault_stops_is_new(run: Run) -> None:
    write(TOPIC.format(1), ALARM.format(1, 1))
    run("t.yaml", "--write-baseline")
    write(TOPIC.format(1), ALARM.format(2, 1), ALARM.format(1, 1))
    code, out, _ = run("t.yaml", "--format", "json")
    report = json.loads(out)
    assert code == 1
    assert {one["source"]["id"]: one.get("suppressed", False) for one in report["deliveries"]} == {
        "A1": True,
        "A2": False,
    }
    assert [one.get("suppressed", False) for one in report["findings"]] == [False]


def test_what_is_gone_is_said_and_dropped_by_the_next_writing(run: Run) -> None:
    write(TOPIC.format(1), ALARM.format(1, 1), TOPIC.format(2), ALARM.format(2, 2))
    run("t.yaml", "--write-baseline")
    write(TOPIC.format(1), ALARM.format(1, 1))
    code, _, said = run("t.yaml")
    assert (code, said.partition(" of the baseline are gone")[0]) == (0, "1")
    run("t.yaml", "--write-baseline")
    assert len(read()["known"]) == 1


def test_what_depends_is_known_as_that_alone(run: Run) -> None:
    alarm = ALARM.replace("!Ref T{1}", "!Ref Open").format(1)
    write(OPEN, alarm)
    assert run("t.yaml", "--fail-on", "depends", "--write-baseline")[0] == 0
    assert [one["rule"] for one in read()["known"]] == ["delivery-depends"]
    assert run("t.yaml", "--fail-on", "depends")[0] == 0
    write(OPEN.replace("!ImportValue somebodys-key", "alias/aws/sns"), alarm)
    assert run("t.yaml")[0] == 1


def test_the_same_findings_make_the_same_file(run: Run) -> None:
    parts = (TOPIC.format(1), ALARM.format(1, 1), TOPIC.format(2), ALARM.format(2, 2))
    write(*parts)
    run("t.yaml", "--write-baseline")
    first = Path("known.json").read_text(encoding="utf-8")
    write(*reversed(parts))
    run("t.yaml", "--write-baseline")
    assert Path("known.json").read_text(encoding="utf-8") == first


def test_what_a_baseline_holds_is_all_that_there_is(run: Run) -> None:
    assert run(*EXAMPLES, "--fail-on", "depends", "--write-baseline")[0] == 0
    code, out, said = run(*EXAMPLES, "--fail-on", "depends", "--format", "json")
    assert (code, said) == (0, "")
    assert {one["rule"] for one in json.loads(out)["findings"] if not one.get("suppressed")} == set()


def test_in_sarif_it_is_a_suppression_from_outside(run: Run) -> None:
    write(TOPIC.format(1), ALARM.format(1, 1))
    run("t.yaml", "--write-baseline")
    _, out, _ = run("t.yaml", "--format", "sarif")
    (result,) = json.loads(out)["runs"][0]["results"]
    (told,) = result["suppressions"]
    assert (told["kind"], told["justification"]) == ("external", "known since the baseline was written")
    assert result["partialFingerprints"]["keypostFinding/v1"] == read()["known"][0]["fingerprint"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "known.json: the baseline can't be read: No such file"),
        ("[]", "known.json: this is no baseline of Keypost"),
        ('{"schema": "keypost.check.v1", "known": []}', "this is no baseline"),
        ('{"schema": "keypost.baseline.v1", "known": [1]}', "this is no baseline"),
        ("\xff", "this is no baseline"),
    ],
)
def test_a_file_that_is_none_is_refused(run: Run, content: str | None, said: str) -> None:
    write(TOPIC.format(1), ALARM.format(1, 1))
    if content is not None:
        Path("known.json").write_bytes(content.encode("latin-1"))
    code, _, told = run("t.yaml")
    assert code == 2
    assert said in told
    assert "--write-baseline" in told


def test_writing_needs_a_file(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["keypost", "check", "examples/8-nested-stack", "--write-baseline", "--lang", "en"])
    assert main() == 2
    assert "--baseline keypost-baseline.json --write-baseline" in capsys.readouterr().err

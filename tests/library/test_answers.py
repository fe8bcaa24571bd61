"""What the functions answer is what the commands print."""

import copy
import json
import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

import pytest

import keypost
from keypost.cli.main import main
from keypost.library.decode import spell

Run = Callable[..., str]
BROKEN = "examples/4-queue-fan-out/broken.yaml"
ALARM = "examples/1-alarm-encrypted-topic/broken.yaml"
ALARM_BEFORE = "examples/1-alarm-encrypted-topic/before.yaml"
DENIED = "CloudWatch Alarms does not have authorization to access the SNS topic encryption key."
CASE = {
    "name": "one",
    "request": {
        "principal": "arn:aws:iam::111122223333:role/app",
        "action": "kms:Decrypt",
        "resource": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    },
    "policies": {"resource": {"Version": "2012-10-17", "Statement": []}},
}
OPEN = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}],
}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> str:
        monkeypatch.setattr("sys.argv", ["keypost", *arguments, "--lang", "en"])
        assert main() in {0, 1}
        return capsys.readouterr().out

    return run


def write(file: Path, data: object) -> str:
    file.write_text(json.dumps(data, indent=2), encoding="utf-8")
    return str(file)


def unread(value: object, data: Any) -> Any:
    """Return the JSON that a value stands for, as far as `data`, the JSON that it was made of, has the members."""
    if isinstance(value, Mapping):
        return {name: unread(one, data[name]) for name, one in value.items()}
    if isinstance(value, tuple):
        return [unread(one, part) for one, part in zip(value, data, strict=True)]
    if is_dataclass(value):
        named = {spell(field.name): getattr(value, field.name) for field in fields(value)}
        return {name: unread(named[name], data[name]) for name in data if name != "schema"}
    return value


def assert_same(answer: keypost.Report, printed: str) -> None:
    assert answer.to_json() == printed
    data = json.loads(printed)
    assert unread(answer, data) == {name: part for name, part in data.items() if name != "schema"}


@pytest.mark.parametrize("path", [BROKEN, "examples/9-open-questions", "examples/cdk-app"])
def test_check(run: Run, path: str) -> None:
    assert_same(keypost.check(path), run("check", path, "--format", "json"))


def test_check_with_options(run: Run) -> None:
    options = ("--account", "111122223333", "--region", "eu-central-1", "--parameter", "Stage=prod")
    answer = keypost.check(
        "examples/9-open-questions", account="111122223333", region="eu-central-1", parameters={"Stage": "prod"}
    )
    assert_same(answer, run("check", "examples/9-open-questions", *options, "--format", "json"))


def test_a_preview(run: Run) -> None:
    answer = keypost.check("examples/6-encrypt-all-topics/before.yaml", if_encrypted="aws-managed")
    printed = run(
        "check", "examples/6-encrypt-all-topics/before.yaml", "--if-encrypted", "aws-managed", "--format=json"
    )
    assert_same(answer, printed)
    assert answer.preview
    assert any(one.current is keypost.Verdict.WORKS for one in answer.failing)


def test_fix(run: Run) -> None:
    assert_same(keypost.fix(keypost.check(BROKEN)), run("fix", BROKEN, "--format", "json"))


def test_diff(run: Run) -> None:
    answer = keypost.diff(keypost.check(ALARM_BEFORE), keypost.check(ALARM))
    assert_same(answer, run("diff", ALARM_BEFORE, ALARM, "--format", "json"))
    assert [turn.leaves_works for turn in answer.turned] == [True]


def test_diff_of_folders_counts_names_below_them(run: Run, tmp_path: Path) -> None:
    for name, file in (("old", ALARM_BEFORE), ("new", ALARM)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "t.yaml").write_bytes(Path(file).read_bytes())
    folders = str(tmp_path / "old"), str(tmp_path / "new")
    assert_same(keypost.diff(*map(keypost.check, folders)), run("diff", *folders, "--format", "json"))


def test_explain(run: Run) -> None:
    assert_same(keypost.explain(DENIED), run("explain", DENIED, "--format", "json"))


def test_explain_against_an_estate(run: Run) -> None:
    answer = keypost.explain(DENIED, estate=keypost.check(ALARM))
    assert_same(answer, run("explain", DENIED, "--in", ALARM, "--format", "json"))
    assert answer.causes[0].decided
    assert answer.causes[0].location == keypost.Location(file=ALARM, line=9)


@pytest.mark.parametrize("trace", [True, False])
def test_simulate(run: Run, tmp_path: Path, *, trace: bool) -> None:
    file = write(tmp_path / "case.json", CASE)
    printed = run("simulate", file, "--format", "json", *(() if trace else ("--no-trace",)))
    assert_same(keypost.simulate(CASE, trace=trace), printed)
    assert_same(keypost.simulate(file, trace=trace), printed)


def test_lint(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path / "key.json", OPEN)
    answer = keypost.lint(file, kind="key")
    assert_same(answer, run("lint", file, "--kind", "key", "--format", "json"))
    assert answer.validity is keypost.Validity.WARNING
    assert keypost.lint(keypost.Document(OPEN, name=file), kind="key") == answer


@pytest.mark.parametrize("name", ["sns-to-sqs", "lambda-esm-sqs", "cloudtrail-to-s3", "backup-to-vault-fully-managed"])
def test_paths(run: Run, name: str) -> None:
    assert_same(keypost.paths(name), run("paths", name, "--format", "json"))


def test_answers_speak_japanese_on_request() -> None:
    english, japanese = (keypost.check(ALARM, language=language).findings[0] for language in ("en", "ja"))
    assert english.message == japanese.message
    assert english.fixes != japanese.fixes
    assert "届" in keypost.check(ALARM).to_text(language="ja") or "失敗" in keypost.check(ALARM).to_text(language="ja")


def test_what_fails_is_at_hand() -> None:
    result = keypost.check(BROKEN)
    assert {(one.path, one.target.id) for one in result.failing} == {
        ("sns-to-sqs", "BillingQueue"),
        ("sns-to-sqs", "ShippingQueue"),
    }
    (finding,) = result.findings_of(result.failing[0])
    assert finding.rule == "aws-managed-key-for-service"
    assert result.deliveries_of(finding) == result.failing[:1]
    assert result.failing[0].calls[-1].decision is keypost.Outcome.IMPLICIT_DENY
    assert str(result.failing[0]) == f"FAILS sns-to-sqs: Orders -> BillingQueue ({BROKEN}:5)"
    assert str(finding).startswith(f"{finding.location}: aws-managed-key-for-service: ")


def test_a_suppressed_delivery_does_not_fail() -> None:
    accepted = '    Metadata: {keypost: {ignore: [{rule: aws-managed-key-for-service, reason: "on trial"}]}}\n'
    template = Path(ALARM).read_text(encoding="utf-8").replace("  Alerts:\n", f"  Alerts:\n{accepted}", 1)
    result = keypost.check(keypost.Document(template, name="t.yaml"))
    assert [one.suppressed for one in result.deliveries if one.verdict is keypost.Verdict.FAILS] == [True]
    assert result.failing == ()


def test_what_depends_is_at_hand() -> None:
    result = keypost.check("examples/9-open-questions")
    assert result.depending
    assert all(one.verdict is keypost.Verdict.DEPENDS and one.needs for one in result.depending)


def test_the_report_for_people_is_that_of_the_command(run: Run) -> None:
    assert keypost.check(BROKEN).to_text() == run("check", BROKEN)


@pytest.mark.parametrize("form", get_args(keypost.Format))
def test_the_reports_for_pipelines_are_those_of_the_command(run: Run, form: keypost.Format) -> None:
    assert keypost.check(ALARM).to_report(form) == run("check", ALARM, "--format", form)


def test_a_comment_mends_a_document_too() -> None:
    text = Path(ALARM).read_text(encoding="utf-8")
    comment = keypost.check(keypost.Document(text, name="mine.yaml")).to_report("markdown")
    assert "+++ b/mine.yaml" in comment
    assert "+++ b/mine.yaml" in keypost.check(keypost.Document(text, name="mine.yaml")).to_report(
        "markdown", language="ja"
    )


def test_a_result_is_copied_and_pickled() -> None:
    result = keypost.check(ALARM)
    for twin in (copy.deepcopy(result), pickle.loads(pickle.dumps(result))):  # noqa: S301 - what was pickled just now
        assert twin == result
        assert twin.to_json() == result.to_json()
    with pytest.raises(keypost.InputError, match="was pickled"):
        keypost.fix(pickle.loads(pickle.dumps(result)))  # noqa: S301

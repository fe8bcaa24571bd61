"""`keypost fix`: what it prints, what it writes, and what it leaves alone."""

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from keypost.cli import check, fix
from keypost.cli.parser import Parser
from keypost.errors import UsageError
from keypost.readers.snapshot.manifest import Manifest, Scope
from keypost.readers.snapshot.record import Record
from keypost.readers.snapshot.store import Store

EXAMPLES = Path(__file__).parents[2] / "examples"
TEMPLATES = Path(__file__).parents[1] / "spec" / "fixes" / "templates"
SCENARIOS = [
    "1-alarm-encrypted-topic/broken.yaml",
    "2-budgets-encrypted-topic/broken.yaml",
    "3-backup-vault-deny/broken.yaml",
    "4-queue-fan-out/broken.yaml",
    "4-queue-fan-out/second-trap.yaml",
    "5-control-tower-landing-zone/broken.yaml",
    "6-encrypt-all-topics/pull-request.yaml",
    "6-encrypt-all-topics/second-try.yaml",
    "8-nested-stack/root.yaml",
    "10-sam-worker/template.yaml",
]


def run(*arguments: str, language: str = "en") -> int:
    parser = Parser("fix", summary=fix.SUMMARY, language=language)
    fix.add_arguments(parser)
    return fix.run(parser.read(arguments))


def run_check(*arguments: str) -> int:
    parser = Parser("check", summary=check.SUMMARY, language="en")
    check.add_arguments(parser)
    return check.run(parser.read(arguments))


def copy(scenario: str, to: Path) -> Path:
    """Copy an example's folder; return the file in it that is broken."""
    folder, _, name = scenario.partition("/")
    shutil.copytree(EXAMPLES / folder, to / folder)
    return to / folder / name


@pytest.fixture
def copied(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return copy(str(request.param), tmp_path)


@pytest.mark.parametrize("copied", SCENARIOS, indirect=True)
def test_what_is_broken_is_mended_in_place(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_check(str(copied)) == 1
    assert run(str(copied), "--write") == 0
    assert f"wrote {copied}" in capsys.readouterr().out
    assert run_check(str(copied)) == 0


def test_cfn_lint_takes_what_is_written(tmp_path: Path) -> None:
    copies = [copy(scenario, tmp_path / str(number)) for number, scenario in enumerate(SCENARIOS)]
    for one in copies:
        run(str(one), "--write")
    linter = Path(sys.executable).with_name("cfn-lint")  # once for all: starting it takes longer than a template
    done = subprocess.run([linter, "--format", "parseable", "--", *copies], check=False, capture_output=True, text=True)
    errors = [line for line in done.stdout.splitlines() if ":E" in line]
    assert (errors, done.stderr) == ([], "")


@pytest.mark.parametrize("copied", SCENARIOS[:5], indirect=True)
def test_writing_twice_changes_nothing(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(str(copied), "--write")
    once = copied.read_bytes()
    assert run(str(copied), "--write") == 0
    assert copied.read_bytes() == once
    assert "Nothing fails" in capsys.readouterr().out


@pytest.mark.parametrize("copied", SCENARIOS[:3], indirect=True)
def test_the_diff_is_what_is_written(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = copied.read_text(encoding="utf-8").splitlines()
    assert run(str(copied), "--format", "diff") == 1
    added = [line[1:] for line in capsys.readouterr().out.splitlines() if line.startswith("+") and line[:3] != "+++"]
    run(str(copied), "--write")
    after = copied.read_text(encoding="utf-8").splitlines()
    assert added
    assert sorted(set(after) - set(before)) == sorted(set(added) - set(before))


def test_the_report_says_what_each_candidate_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(EXAMPLES / SCENARIOS[0])) == 1
    report = capsys.readouterr().out
    for said in (
        "FAILS  aws-managed-key-for-service",
        "1  SAFE    a customer managed key",
        "create the customer managed key `AlertsKey`, with an alias",
        "CloudWatch alarm to SNS topic: `HighCpu` to `Alerts`",
        "`cloudwatch.amazonaws.com`: `kms:GenerateDataKey`, `kms:Decrypt` on `AlertsKey`",
        "+      KmsMasterKeyId: !GetAtt AlertsKey.Arn",
        "2  REVIEW  no KMS key",
    ):
        assert said in report


def test_the_report_speaks_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(EXAMPLES / SCENARIOS[0]), language="ja") == 1
    assert "カスタマーマネージドキー `AlertsKey` とエイリアスを作成する" in capsys.readouterr().out


def test_the_json_report_holds_what_the_contract_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(EXAMPLES / SCENARIOS[2]), "--format", "json") == 1
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert report["schema"] == "keypost.fix.v1"
    (one,) = report["fixes"]
    assert one["finding"]["rule"] == "deny-hits-service"
    first = one["candidates"][0]
    assert first["kind"] == "except-services-from-deny"
    assert first["disposition"] == "SAFE"
    assert "aws:PrincipalIsAWSService" in first["patch"]
    assert first["turns"] == [{"path": "backup-to-vault-fully-managed", "source": "Orders", "target": "Vault"}]
    assert first["breaks"] == []
    assert first["gains"][0]["actions"] == ["kms:*"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_json_report_fits_its_schema(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(str(EXAMPLES / name), "--format", "json")
    schema = json.loads((files("keypost.reports") / "schemas" / "fix.v1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(capsys.readouterr().out), schema)


def test_nothing_to_mend(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(EXAMPLES / "1-alarm-encrypted-topic" / "repaired.yaml")) == 0
    assert "Nothing fails" in capsys.readouterr().out


def test_no_input_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        run()


def test_review_needs_somebody_to_answer() -> None:
    with pytest.raises(UsageError):
        run(str(EXAMPLES / SCENARIOS[0]), "--review")


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run `--review` on a copy of a template on a terminal where somebody types these answers; return what is said."""

    def run_with(file: Path, *answers: str) -> str:
        terminal = io.StringIO("".join(f"{text}\n" for text in answers))
        monkeypatch.setattr(terminal, "isatty", lambda: True)
        monkeypatch.setattr(sys, "stdin", terminal)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("COLUMNS", "400")  # whatever folder it runs in, its name fits
        run(str(file), "--review")
        return capsys.readouterr().out

    return run_with


@pytest.fixture
def template(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return Path(shutil.copy(TEMPLATES / str(request.param), tmp_path))


@pytest.mark.parametrize("template", ["fan_out_managed_key.yaml"], indirect=True)
def test_each_question_shows_its_fault_and_what_it_would_add(template: Path, answer: Callable[..., str]) -> None:
    first, second, end = answer(template, "1", "2").split("write which? 1-2")
    assert "FAILS  aws-managed-key-for-service" in first
    assert "AlertsKey:" in first
    assert "FAILS  aws-managed-key-for-service" in second
    assert "JobsKey:" in second
    assert "+  AlertsKey:" not in second
    assert "wrote" in end
    assert run_check(str(template)) == 0
    assert "SqsManagedSseEnabled: true" in template.read_text(encoding="utf-8")


@pytest.mark.parametrize("template", ["circle_of_role_and_key.yaml"], indirect=True)
def test_what_cannot_be_written_is_asked_again(template: Path, answer: Callable[..., str]) -> None:
    said = answer(template, "1", "2")
    assert said.count("write which?") == 2
    assert "CloudFormation refuses circular dependencies" in said.split("write which?")[1]
    assert run_check(str(template)) == 0
    assert "Sid: Enable IAM User Permissions" in template.read_text(encoding="utf-8")


@pytest.mark.parametrize("template", ["deny_hits_role.yaml"], indirect=True)
def test_a_role_is_left_out_of_a_deny_on_request(template: Path, answer: Callable[..., str]) -> None:
    answer(template, "1")
    assert run_check(str(template)) == 0
    assert "role/example-worker" in template.read_text(encoding="utf-8")


@pytest.mark.parametrize("template", ["disabled_key.yaml"], indirect=True)
@pytest.mark.parametrize("typed", ["", "n", "q"])
def test_nothing_is_written_where_nothing_is_chosen(template: Path, typed: str, answer: Callable[..., str]) -> None:
    before = template.read_bytes()
    assert "nothing was written: nothing was chosen" in answer(template, typed)
    assert template.read_bytes() == before


def test_a_file_that_cannot_be_written_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "t.yaml"
    shutil.copy(EXAMPLES / SCENARIOS[0], file)
    before = file.read_bytes()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UsageError):
        run(str(file), "--write")
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["t.yaml"]


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    """A snapshot in which an alarm reaches a topic under the AWS managed key."""
    topic = "arn:aws:sns:eu-west-1:111122223333:alerts"
    alarm = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:cpu"
    told = {
        "sns": Record("AWS::SNS::Topic", topic, topic, "alerts", {"KmsMasterKeyId": "alias/aws/sns"}, "sns:Get"),
        "cloudwatch": Record(
            "AWS::CloudWatch::Alarm", alarm, alarm, "cpu", {"AlarmActions": [topic]}, "cloudwatch:Get"
        ),
    }
    store = Store(str(tmp_path / "snapshot"))
    store.begin(Manifest({"111122223333": ("eu-west-1",)}, {"global": (), "*": tuple(told)}))
    for part, record in told.items():
        store.write(Scope("111122223333", "eu-west-1", part), [record])
    return tmp_path / "snapshot"


def test_commands_for_an_account_are_shown_and_their_files_written(
    snapshot: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a" / "fixes"
    assert run(str(snapshot), "--out", str(out)) == 1
    commands = (out / "1-1" / "commands.sh").read_text(encoding="utf-8")
    assert sorted(path.name for path in out.rglob("*.*")) == ["commands.sh", "commands.sh", "key-policy-alertsKey.json"]
    assert f"--policy file://{out}/1-1/key-policy-alertsKey.json" in commands
    assert "\n             aws kms enable-key-rotation" in capsys.readouterr().out


def test_nothing_is_written_into_an_account(snapshot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(snapshot), "--write") == 1
    told = capsys.readouterr().out
    assert told.startswith("nothing was written: no SAFE change can be made here\nThe following is for you to put in")
    assert "aws sns set-topic-attributes" in told
    assert "is in an account, where Keypost changes nothing" in " ".join(told.split())


def test_a_diff_without_lines_says_why(snapshot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(snapshot), "--format", "diff") == 1
    told = capsys.readouterr()
    assert (told.out, told.err[:44]) == ("", "no SAFE change can be given as a diff here: ")


def test_json_has_the_commands_as_the_patch(snapshot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(str(snapshot), "--format", "json")
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((files("keypost.reports") / "schemas/fix.v1.schema.json").read_text()))
    candidate = data["fixes"][0]["candidates"][0]
    assert candidate["patch"] == candidate["snippets"]["aws-cli"]
    assert candidate["patch"].startswith("cat > key-policy-alertsKey.json")


def test_a_folder_that_cant_be_made_is_one_message(snapshot: Path) -> None:
    with pytest.raises(UsageError) as caught:
        run(str(snapshot), "--out", str(snapshot / "snapshot.json"))
    assert "--out" in caught.value.hint.en

"""`keypost fix`: what it prints, what it writes, and what it leaves alone."""

import json
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from keypost.cli import check, fix
from keypost.cli.parser import Parser
from keypost.errors import UsageError

EXAMPLES = Path(__file__).parents[2] / "examples"
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


@pytest.fixture
def copied(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of an example's folder, and the file in it that is broken."""
    folder, _, name = str(request.param).partition("/")
    shutil.copytree(EXAMPLES / folder, tmp_path / folder)
    return tmp_path / folder / name


@pytest.mark.parametrize("copied", SCENARIOS, indirect=True)
def test_what_is_broken_is_mended_in_place(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_check(str(copied)) == 1
    assert run(str(copied), "--write") == 0
    assert f"wrote {copied}" in capsys.readouterr().out
    assert run_check(str(copied)) == 0


@pytest.mark.parametrize("copied", SCENARIOS, indirect=True)
def test_cfn_lint_takes_what_is_written(copied: Path) -> None:
    run(str(copied), "--write")
    linter = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run([linter, "--", copied], check=False, capture_output=True, text=True)
    errors = [line for line in done.stdout.splitlines() if line.startswith("E")]
    assert errors == []


@pytest.mark.parametrize("copied", SCENARIOS[:5], indirect=True)
def test_writing_twice_changes_nothing(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(str(copied), "--write")
    once = copied.read_bytes()
    assert run(str(copied), "--write") == 0
    assert copied.read_bytes() == once
    assert "nothing was written" in capsys.readouterr().out


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

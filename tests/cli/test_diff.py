"""`keypost diff`: what turned, who gained, and the exit code."""

import json
import subprocess
from importlib.resources import files
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from keypost.cli import diff
from keypost.cli.parser import Parser
from keypost.errors import UnreadableInputError, UsageError

EXAMPLES = Path(__file__).parents[2] / "examples"
BEFORE = str(EXAMPLES / "6-encrypt-all-topics" / "before.yaml")
AFTER = str(EXAMPLES / "6-encrypt-all-topics" / "pull-request.yaml")


def run(*arguments: str, language: str = "en") -> int:
    parser = Parser("diff", summary=diff.SUMMARY, language=language)
    diff.add_arguments(parser)
    return diff.run(parser.read(arguments))


def test_deliveries_that_leave_works_come_first_and_exit_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(BEFORE, AFTER) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "No longer get through"
    assert "WORKS -> FAILS" in lines[1]
    assert "3 leave WORKS" in lines[-1]


def test_the_way_back_is_better(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(AFTER, BEFORE) == 0
    assert "Better than before" in capsys.readouterr().out


def test_who_gains_a_key_is_told_as_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    folder = EXAMPLES / "4-queue-fan-out"
    assert run(str(folder / "broken.yaml"), str(folder / "repaired.yaml"), "--format", "markdown") == 0
    report = capsys.readouterr().out
    assert "- FAILS -> WORKS: SNS topic to SQS queue: `Orders` to `BillingQueue`" in report
    assert "- `BillingRole`: `kms:Decrypt` on `QueueKey`" in report
    assert "- the account `${AWS::AccountId}`, that is its root user and whomever its IAM policies allow: " in report


def test_the_json_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(BEFORE, AFTER, "--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    assert report["schema"] == "keypost.diff.v1"
    assert {one["source"] for one in report["turned"]} == {"TooManyErrors", "SlowResponses", "InvoicesThrottled"}
    assert all(one["leavesWorks"] for one in report["turned"])
    assert report["unchanged"] == 1
    schema = json.loads((files("keypost.reports") / "schemas" / "diff.v1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema)


def test_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(BEFORE, AFTER, language="ja") == 1
    assert "届かなくなる配信" in capsys.readouterr().out


def test_two_copies_of_a_folder_are_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "stacks").mkdir(parents=True)
        (tmp_path / name / "stacks" / "a.yaml").write_bytes(Path(AFTER).read_bytes())
    assert run(str(tmp_path / "one"), str(tmp_path / "two")) == 0
    assert "No delivery turns" in capsys.readouterr().out


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose first revision holds the template as it was; the work tree holds the change."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "templates").mkdir()
    file = tmp_path / "templates" / "t.yaml"
    file.write_bytes(Path(BEFORE).read_bytes())
    identity = ("-c", "user.name=test", "-c", "user.email=test@example.com")
    for command in (("init", "-q", "-b", "main"), ("add", "."), (*identity, "commit", "-q", "-m", "first")):
        subprocess.run(["git", *command], check=True, capture_output=True)  # noqa: S607
    file.write_bytes(Path(AFTER).read_bytes())
    return tmp_path


@pytest.mark.usefixtures("repository")
def test_a_revision_is_compared_with_the_work_tree(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("git:main:templates", "templates") == 1
    assert "3 leave WORKS" in capsys.readouterr().out


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("name", ["git:nowhere:templates", "git:main:nothing", "git:main", "git:--output=x:y"])
def test_a_revision_that_is_not_there(name: str) -> None:
    with pytest.raises(UnreadableInputError):
        run(name, "templates")


@pytest.mark.parametrize("arguments", [(), (BEFORE,)])
def test_two_inputs_are_needed(arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        run(*arguments)


def test_what_can_t_be_read_afterwards_is_told_by_the_exit_code(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for folder in (before, after):
        folder.mkdir()
        (folder / "a.yaml").write_text(Path(BEFORE).read_text(encoding="utf-8"), encoding="utf-8")
    assert run(str(before), str(after)) == 0
    (after / "b.yaml").write_text("Resources:\n  T: {Type: AWS::SNS::Topic\n", encoding="utf-8")
    assert run(str(before), str(after)) == 2

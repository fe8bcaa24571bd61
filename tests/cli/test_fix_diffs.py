"""`keypost fix --format diff` of a Terraform folder: what is SAFE, as one patch that `git apply` takes."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_fix import EXAMPLES, SCENARIOS, run, run_check

MODULE = Path(__file__).parents[1] / "writers" / "terraform" / "module"


@pytest.fixture
def tf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A folder of Terraform files, below the current one."""
    (tmp_path / "tf").mkdir()
    shutil.copyfile(MODULE / "main.tf", tmp_path / "tf" / "main.tf")
    monkeypatch.chdir(tmp_path)
    return "tf"


def test_git_applies_the_diff_and_less_fails(tf: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tf, "--format", "diff") == 1
    diff = capsys.readouterr().out
    assert diff.startswith("--- a/tf/main.tf\n+++ b/tf/main.tf\n")
    run_check(tf, "--format", "json")
    before = capsys.readouterr().out.count('"verdict": "FAILS"')
    subprocess.run([shutil.which("git") or "git", "apply", "-"], input=diff, text=True, check=True)
    run_check(tf, "--format", "json")
    assert capsys.readouterr().out.count('"verdict": "FAILS"') < before


def test_write_leads_to_the_diff(tf: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tf, "--write") == 1
    told = capsys.readouterr().out
    assert told.startswith("nothing was written: what is SAFE here is yours to apply: keypost fix tf --format diff | ")
    assert run(tf, "--write", "--format", "diff") == 1
    written = capsys.readouterr().out
    run(tf, "--format", "diff")
    assert (written, written[:4]) == (capsys.readouterr().out, "--- ")


def test_a_hidden_diff_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    run(str(EXAMPLES / SCENARIOS[0]))
    assert capsys.readouterr().out.count("(diff: `--review`)") == 1


def test_who_deploys_terraform_is_told_of_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("main.tf").write_text(
        'resource "aws_sqs_queue" "q" {}\n'
        'resource "aws_s3_bucket" "b" {}\n'
        'resource "aws_s3_bucket_notification" "n" {\n'
        "  bucket = aws_s3_bucket.b.id\n"
        "  queue {\n    queue_arn = aws_sqs_queue.q.arn\n"
        '    events    = ["s3:ObjectCreated:*"]\n  }\n}\n',
        encoding="utf-8",
    )
    assert run(".") == 1
    assert "make the policies first (`depends_on`" in " ".join(capsys.readouterr().out.split())

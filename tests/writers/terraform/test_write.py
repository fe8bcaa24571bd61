"""Terraform: what is shown for a module makes of it what was proven, read again and planned."""

import shutil
import subprocess
from pathlib import Path

import pytest

from keypost.checker.check import check
from keypost.checker.merge import identify
from keypost.checker.verdict import CheckResult, Verdict
from keypost.estate.estate import Reading
from keypost.fixer.candidate import Candidate, CandidateKind
from keypost.fixer.change import NewKey
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.readers.terraform.hcl.native import read_native
from keypost.writers.proposals import build_proposals
from keypost.writers.snippet import Language
from support.terraform_plans import PLUGINS, plan_folder
from tests.readers.local_aws import run_local_aws

MODULE = Path(__file__).parent / "module"
# Neither is edited by itself: a text, and one instance of several.
BY_HAND = {"aws_kms_key.text", 'aws_sns_topic.each["one"]'}


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the module, in the current folder."""
    shutil.copytree(MODULE, tmp_path / "module")
    monkeypatch.chdir(tmp_path / "module")
    return tmp_path / "module"


def read() -> tuple[Reading, CheckResult]:
    reading = read_paths(["."], ReadOptions())
    return reading, check(reading, today="2026-11-22")


def propose() -> list[tuple[Candidate, str]]:
    """Return all candidates with their lines."""
    reading, result = read()
    found = []
    for proposal in build_proposals(reading, result):
        for candidate, snippets in zip(proposal.candidates, proposal.snippets, strict=True):
            (snippet,) = snippets
            assert snippet.language is Language.TERRAFORM
            found.append((candidate, snippet.text))
    return found


def apply(diff: str, folder: Path) -> None:
    subprocess.run(["git", "apply", "-p1", "-"], cwd=folder, input=diff, check=True, text=True)  # noqa: S607


def owners(candidate: Candidate) -> set[str]:
    return {change.owner.id for change in candidate.changes if not isinstance(change, NewKey)}


def test_every_diff_makes_what_was_proven(module: Path) -> None:
    texts = {file: file.read_text(encoding="utf-8") for file in module.rglob("*.tf")}
    candidates = propose()
    for candidate, text in candidates:
        assert text.startswith("--- a/") is not bool(owners(candidate) & BY_HAND), text
        if not text.startswith("--- a/"):
            continue
        apply(text, module)
        _, after = read()
        now = {identify(one): one.verdict for one in after.deliveries}
        assert {now[identity] for identity in candidate.turns} == {Verdict.WORKS}
        for file, before in texts.items():
            file.write_text(before, encoding="utf-8")
    assert {candidate.kind for candidate, _ in candidates} == {
        CandidateKind.NEW_KEY,
        CandidateKind.ADD_STATEMENT,
        CandidateKind.EXTEND_STATEMENT,
        CandidateKind.CHANGE_CONDITION,
        CandidateKind.EXCEPT_SERVICES,
        CandidateKind.SSE_SQS,
        CandidateKind.NO_KMS,
    }


def mend(module: Path) -> None:
    """Apply the first diff of each fault, one after the other, as somebody would."""
    for _ in range(20):
        todo = [text for candidate, text in propose() if not owners(candidate) & BY_HAND]
        if not todo:
            return
        apply(todo[0], module)
    raise AssertionError("it doesn't end")


@pytest.mark.terraform
@pytest.mark.skipif(
    shutil.which("terraform") is None or not PLUGINS,
    reason="terraform isn't installed, or TERRAFORM_PLUGINS names no folder with the provider",
)
def test_the_mended_module_plans_to_what_works(module: Path) -> None:
    """What is left shares its fault with what is changed by hand; a plan leaves policies open that name a new ARN."""
    mend(module)
    with run_local_aws() as aws, plan_folder(module, aws) as terraform:
        terraform.run("validate")
        (module / "plan.json").write_text(terraform.show("plan"), encoding="utf-8")
    result = check(read_paths(["plan.json"], ReadOptions()), today="2026-11-22")
    verdicts = {(one.source.id, one.target.id): one.verdict for one in result.deliveries}
    failing = sorted(target for (_, target), verdict in verdicts.items() if verdict is Verdict.FAILS)
    assert failing == ['aws_sns_topic.each["one"]', "aws_sns_topic.managed"]
    assert (
        verdicts["module.alerts.aws_cloudwatch_metric_alarm.this", "module.alerts.aws_sns_topic.this"] is Verdict.WORKS
    )
    assert verdicts["aws_cloudwatch_metric_alarm.cpu", "aws_sns_topic.document"] is Verdict.WORKS
    assert verdicts["aws_cloudwatch_metric_alarm.styles", "aws_sns_topic.denying"] is Verdict.WORKS


def test_what_is_put_in_by_hand_is_whole(module: Path) -> None:
    shown = {next(iter(owners(one) & BY_HAND)): text for one, text in propose() if owners(one) & BY_HAND}
    assert set(shown) == BY_HAND
    assert shown["aws_kms_key.text"].splitlines()[:2] == [
        "# ./styles.tf:42: add this statement to the policy of aws_kms_key.text",
        "{",
    ]
    del module


def test_a_plan_alone_has_the_blocks(module: Path, tmp_path: Path) -> None:
    """Without the files beside it nobody knows the places."""
    plan = Path(__file__).parents[2] / "worlds" / "fan_out" / "plan.json"
    (tmp_path / "plan.json").write_bytes(plan.read_bytes())
    reading = read_paths([str(tmp_path / "plan.json")], ReadOptions())
    proposals = build_proposals(reading, check(reading, today="2026-11-22"))
    (snippet,) = next(one.snippets[0] for one in proposals if one.candidates[0].kind is CandidateKind.NEW_KEY)
    assert 'resource "aws_kms_key" "jobs_key" {' in snippet.text
    assert 'resource "aws_iam_role_policy" "worker_use_key" {' in snippet.text
    whole = "\n".join(line for line in snippet.text.splitlines() if not line.startswith("  kms_master_key_id"))
    assert len(read_native(whole.encode(), file="main.tf").blocks) == 5  # key, alias, two policies, account
    del module


TRUSTS = """
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "one" {
  name               = "one"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role" "two" {
  name = "two"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "lambda.amazonaws.com" }
        Action    = "sts:AssumeRole"
      }
    ]
  })
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}
"""
SENDER = """
resource "aws_iam_role_policy" "{name}" {{
  role   = aws_iam_role.{name}.id
  policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{ Effect = "Allow", Action = "sqs:*", Resource = "*" }}]
  }})
}}

resource "aws_scheduler_schedule" "{name}" {{
  schedule_expression = "rate(1 hours)"
  flexible_time_window {{
    mode = "OFF"
  }}
  target {{
    arn      = aws_sqs_queue.jobs.arn
    role_arn = aws_iam_role.{name}.arn
  }}
}}
"""


def test_a_role_comes_to_trust_its_service_in_the_style_of_its_trust_policy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "main.tf").write_text(TRUSTS + SENDER.format(name="one") + SENDER.format(name="two"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [one.verdict for one in read()[1].deliveries] == [Verdict.FAILS, Verdict.FAILS]
    for candidate, text in propose():
        assert candidate.kind is CandidateKind.ADD_STATEMENT
        apply(text, tmp_path)
    assert [one.verdict for one in read()[1].deliveries] == [Verdict.WORKS, Verdict.WORKS]

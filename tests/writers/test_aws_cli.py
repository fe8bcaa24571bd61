"""Commands for an account: run by a shell in a local AWS, they make what was proven; they quote whatever names say."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from keypost.checker.check import check
from keypost.checker.merge import Identity, identify
from keypost.checker.verdict import CheckResult, Verdict
from keypost.estate.estate import Reading
from keypost.fixer.candidate import CandidateKind
from keypost.readers.live.parts import cloudwatch, functions, iam, kms, sns, sqs
from keypost.writers.proposals import build_proposals
from keypost.writers.snippet import Language
from tests.readers.live.account import read_account
from tests.readers.local_aws import Account, LocalAws, allow, permit, run_local_aws, use_key

ROOT = Path(__file__).parents[2]
ALARM, SNS = "cloudwatch.amazonaws.com", "sns.amazonaws.com"


@pytest.fixture(scope="module")
def local_aws() -> Iterator[LocalAws]:
    with run_local_aws() as aws:
        yield aws


@pytest.fixture
def account(local_aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> Account:
    local_aws.reset()
    found = local_aws.account()
    for name, value in found.environment.items():
        monkeypatch.setenv(name, value)
    return found


def run_script(text: str, folder: Path) -> None:
    """Run a script in a folder where `aws` is ours."""
    command = folder / "bin" / "aws"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec {sys.executable} {ROOT}/tests/writers/aws_command.py "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = os.environ | {"PATH": f"{command.parent}:{os.environ['PATH']}"}
    subprocess.run(["/bin/sh", "-eu", "-c", text], cwd=folder, env=environment, check=True)


def decide(reading: Reading) -> CheckResult:
    return check(reading, today="2026-11-22")


def build(account: Account) -> None:
    """Make what fails in every way that commands can mend, each behind a topic, queue or bucket of its own."""
    _watch(account, "managed", "alias/aws/sns")
    account.key("alias/silent", use_key("events.amazonaws.com"), sid="Root")
    _watch(account, "silent", "alias/silent")
    account.key("alias/strict", use_key(ALARM, when={"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}))
    _watch(account, "strict", "alias/strict")
    spared = {"StringNotEquals": {"aws:PrincipalArn": f"arn:aws:iam::{account.id}:role/admin"}}
    deny = {"Effect": "Deny", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*", "Condition": spared}
    account.key("alias/denying", use_key(ALARM), deny)
    _watch(account, "denying", "alias/denying")
    disabled = account.key("alias/disabled", use_key(ALARM))
    account.client("kms").disable_key(KeyId=disabled.rpartition("/")[2])
    _watch(account, "disabled", "alias/disabled")
    account.alarm("deaf", account.topic("deaf", allow("budgets.amazonaws.com", "sns:Publish")))
    _subscribe(account, account.queue("closed"))
    _consume(account, account.queue("jobs", allow(SNS, "sqs:SendMessage"), KmsMasterKeyId="alias/aws/sqs"))
    _read(account, account.queue("locked"), name="stranger", trusts="ec2.amazonaws.com")


def _watch(account: Account, name: str, key: str) -> None:
    account.alarm(name, account.topic(name, KmsMasterKeyId=key))


def _subscribe(account: Account, queue: str) -> None:
    topic = account.topic("orders")
    account.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)


def _consume(account: Account, queue: str) -> None:
    """A function's role that may read under the AWS managed key, and must be let to another."""
    _subscribe(account, queue)
    _read(account, queue, name="worker", trusts="lambda.amazonaws.com")


def _read(account: Account, queue: str, *, name: str, trusts: str) -> None:
    read = permit("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", on=queue)
    role = account.role(name, trusts, inline={"read": [read]})
    account.client("lambda").create_event_source_mapping(
        EventSourceArn=queue, FunctionName=account.function(name, role)
    )


PARTS = (iam.PART, kms.PART, sns.PART, sqs.PART, cloudwatch.PART, functions.PART)
KINDS = [
    {
        CandidateKind.NEW_KEY,
        CandidateKind.ADD_STATEMENT,
        CandidateKind.CHANGE_CONDITION,
        CandidateKind.EXCEPT_SERVICES,
        CandidateKind.ENABLE_KEY,
    },
    {CandidateKind.NO_KMS, CandidateKind.SSE_SQS},
]


@pytest.mark.parametrize("nth", [0, 1])
def test_commands_make_what_was_proven(nth: int, account: Account, tmp_path: Path) -> None:
    build(account)
    reading = read_account(tmp_path / "before", parts=PARTS)
    before = decide(reading)
    turned: set[Identity] = set()
    kinds = set()
    for proposal in build_proposals(reading, before):
        for candidate, snippets in list(zip(proposal.candidates, proposal.snippets, strict=True))[nth : nth + 1]:
            (snippet,) = snippets
            assert snippet.language is Language.AWS_CLI
            run_script(snippet.text, tmp_path)
            turned |= set(candidate.turns)
            kinds.add(candidate.kind)
    assert kinds == KINDS[nth]
    now = {identify(one): one.verdict for one in decide(read_account(tmp_path / "after", parts=PARTS)).deliveries}
    assert {identity for identity in turned if now[identity] is not Verdict.WORKS} == set()
    assert {identify(one) for one in before.deliveries} == set(now)
    assert nth or not [one for one in now.values() if one is Verdict.FAILS]

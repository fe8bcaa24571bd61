"""The accounts of an organization, walked in a local AWS."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import boto3
import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from botocore.session import get_session

from keypost.cli.main import main
from keypost.errors import UnreadableInputError
from keypost.readers.live import organization
from keypost.readers.live import session as sessions
from keypost.readers.live.session import Access
from keypost.readers.snapshot.manifest import read_manifest
from tests.readers.live.account import ACCOUNT, REGION, local_aws

Aws = Callable[[str], BaseClient]
ROLE = "KeypostReader"


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Aws]:
    with local_aws(monkeypatch) as client:
        yield client


@pytest.fixture
def members(aws: Aws) -> list[str]:
    """An organization with two members, each with a topic that an alarm of its own can't reach."""
    organizations = aws("organizations")
    organizations.create_organization(FeatureSet="ALL")
    ids = []
    for name in ("one", "two"):
        status = organizations.create_account(Email=f"{name}@example.com", AccountName=name)["CreateAccountStatus"]
        ids.append(status["AccountId"])
        build_member(aws, status["AccountId"])
    return ids


def build_member(aws: Aws, account: str) -> None:
    role = f"arn:aws:iam::{account}:role/{ROLE}"
    taken = aws("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]

    def client(service: str) -> BaseClient:
        return boto3.client(
            service,
            region_name=REGION,
            aws_access_key_id=taken["AccessKeyId"],
            aws_secret_access_key=taken["SecretAccessKey"],
            aws_session_token=taken["SessionToken"],
        )

    key = client("kms").create_key()["KeyMetadata"]["KeyId"]
    topic = client("sns").create_topic(Name="alerts", Attributes={"KmsMasterKeyId": key})["TopicArn"]
    client("cloudwatch").put_metric_alarm(
        AlarmName="cpu", MetricName="CPUUtilization", Namespace="AWS/EC2", Period=60, EvaluationPeriods=1,
        Threshold=1.0, ComparisonOperator="GreaterThanThreshold", Statistic="Average", AlarmActions=[topic],
    )  # fmt: skip


def keypost(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["keypost", *map(str, arguments), "--lang", "en", "--progress", "never"])
    return main()


def test_every_account_is_read_through_its_role(
    members: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "all"
    collect = ("collect", "--organization", "--role-name", ROLE, "--region", REGION, "--out", out)
    assert keypost(monkeypatch, *collect) == 0
    assert set(read_manifest(str(out)).accounts) == {ACCOUNT, *members}
    # What stands over all accounts is read once.
    sizes = {account: (out / account / "global" / "organizations.jsonl").read_text().count("\n") for account in members}
    assert set(sizes.values()) == {1}
    capsys.readouterr()
    assert keypost(monkeypatch, "check", out, "--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    failing = {one["source"]["arn"].split(":")[4] for one in report["deliveries"] if one["verdict"] == "FAILS"}
    assert failing == set(members)

    assert keypost(monkeypatch, *collect) == 0
    assert "0 were there already" not in capsys.readouterr().out


class Closed:
    """A session whose role nobody may assume."""

    def get_credentials(self) -> object:
        raise ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "AssumeRole")


def test_an_account_that_cant_be_entered_is_a_gap(
    members: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    closed, assume_role = members[1], sessions.assume_role
    out = tmp_path / "all"
    collect = ("collect", "--organization", "--role-name", ROLE, "--region", REGION, "--out", out)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sessions,
            "assume_role",
            lambda source, role: Closed() if closed in role else assume_role(source, role),
        )
        assert keypost(monkeypatch, *collect) == 0
    assert "missing permissions: sts:AssumeRole" in capsys.readouterr().out
    assert keypost(monkeypatch, "check", out, "--format", "json") == 1
    gaps = [gap for gap in json.loads(capsys.readouterr().out)["gaps"] if closed in gap["what"]]
    assert {gap["what"] for gap in gaps} == {f"arn:aws:iam::{closed}:role/{ROLE}"}
    assert all("sts:AssumeRole" in gap["why"] for gap in gaps)

    # Once it can be, the same command reads it, and nothing else again.
    assert keypost(monkeypatch, *collect) == 0
    assert "sts:AssumeRole" not in capsys.readouterr().out
    assert keypost(monkeypatch, "check", out, "--format", "json") == 1
    assert not [gap for gap in json.loads(capsys.readouterr().out)["gaps"] if closed in gap["what"]]


class Denied(Access):
    """An account whose organization can't be listed."""

    def __init__(self) -> None:
        super().__init__(get_session(), account=ACCOUNT, regions=[REGION])

    def client(self, service: str, region: str) -> BaseClient:
        raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": service}}, f"ListAccounts {region}")


def test_accounts_that_cant_be_listed_stop_the_run() -> None:
    with pytest.raises(UnreadableInputError) as caught:
        organization.open_organization(Denied(), role_name=ROLE, all_regions=False)
    assert "the accounts of the organization can't be listed" in caught.value.message.en


def test_one_option_needs_the_other(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert keypost(monkeypatch, "collect", "--organization", "--out", "x") == 2
    assert "belong together" in capsys.readouterr().err


def test_the_policy_of_the_walk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert keypost(monkeypatch, "collect", "--organization", "--role-name", ROLE, "--print-policy") == 0
    statements = {one["Sid"]: one for one in json.loads(capsys.readouterr().out)["Statement"]}
    assert statements["EnterAccounts"]["Resource"] == f"arn:*:iam::*:role/{ROLE}"
    assert statements["ListAccounts"]["Action"] == "organizations:ListAccounts"

"""`keypost collect` and `keypost check --live`, run as the command line runs them, against a local AWS."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from botocore.client import BaseClient

from keypost.cli.main import main
from keypost.readers.live import requirements
from keypost.readers.live.all import choose_parts
from tests.readers.live.account import ACCOUNT, REGION, local_aws
from tests.readers.live.world import build_world

Verdict = tuple[str, str]
PARTS = len(choose_parts(observes=True))


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], BaseClient]]:
    with local_aws(monkeypatch) as client:
        build_world(client)
        yield client


@pytest.fixture
def keypost(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    def run(*arguments: object) -> int:
        monkeypatch.setattr(sys, "argv", ["keypost", *map(str, arguments)])
        return main()

    return run


def read_report(capsys: pytest.CaptureFixture[str]) -> list[Verdict]:
    """Return path and verdict of every delivery of the report that was printed."""
    report = json.loads(capsys.readouterr().out)
    return sorted((one["path"], one["verdict"]) for one in report["deliveries"])


@pytest.mark.usefixtures("aws")
def test_what_is_collected_decides_as_the_account_itself(
    keypost: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert keypost("check", "--live", "--region", REGION, "--format", "json") == 1
    live = read_report(capsys)
    assert ("cloudwatch-alarm-to-sns", "FAILS") in live
    assert keypost("collect", "--out", tmp_path / "s", "--region", REGION) == 0
    assert f"records in {PARTS} parts (0 were there already)" in capsys.readouterr().out
    assert keypost("check", tmp_path / "s", "--format", "json") == 1
    assert read_report(capsys) == live
    assert keypost("diff", tmp_path / "s", tmp_path / "s") == 0


@pytest.mark.usefixtures("aws")
def test_a_template_beside_the_account_refers_to_what_is_there(
    keypost: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alarm = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"AlarmActions": [{"Fn::Sub": TOPIC}]}}
    (tmp_path / "t.json").write_text(json.dumps({"Resources": {"Cpu": alarm}}), encoding="utf-8")
    assert keypost("check", tmp_path / "t.json", "--live", "--region", REGION, "--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    (found,) = (one for one in report["deliveries"] if one["source"]["id"] == "Cpu")
    assert found["target"]["id"] == f"arn:aws:sns:{REGION}:{ACCOUNT}:open"
    assert found["verdict"] == "WORKS"


TOPIC = "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:open"


@pytest.mark.usefixtures("aws")
def test_a_pseudonymous_snapshot_decides_the_same_and_names_nobody(
    keypost: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keypost("check", "--live", "--region", REGION, "--format", "json")
    live = read_report(capsys)
    for _ in range(2):  # the second run goes on with the first
        assert keypost("collect", "--out", tmp_path / "s", "--region", REGION, "--pseudonymize") == 0
    assert f"({PARTS} were there already)" in capsys.readouterr().out
    keypost("check", tmp_path / "s", "--format", "json")
    assert read_report(capsys) == live
    shared = list((tmp_path / "s").rglob("*"))
    assert [file for file in shared if ACCOUNT in str(file.relative_to(tmp_path))] == []
    assert [file for file in shared if file.is_file() and ACCOUNT in file.read_text(encoding="utf-8")] == []
    assert ACCOUNT in (tmp_path / "s.pseudonyms.json").read_text(encoding="utf-8")


def test_the_policy_is_printed_without_an_account(
    keypost: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert keypost("collect", "--print-policy") == 0
    policy = json.loads(capsys.readouterr().out)
    assert [one["Sid"] for one in policy["Statement"] if "kms:GetKeyPolicy" in one["Action"]] == ["ReadKms"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["collect"], "no folder is given"),
        (["check", "t.yaml", "--profile", "p"], "`--profile` only counts with `--live`"),
        (["check", "t.yaml", "--all-regions"], "`--all-regions` only counts with `--live`"),
        (["collect", "--out", "x", "--region", "eu-west-1a"], "is no Region"),
    ],
)
def test_wrong_usage_is_told(
    keypost: Callable[..., int], capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert keypost(*arguments, "--lang", "en") == 2
    assert told in capsys.readouterr().err


def test_without_the_library_the_extra_is_named(
    keypost: Callable[..., int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requirements, "find_spec", lambda _: None)
    assert keypost("collect", "--print-policy") == 2
    assert "keypost[live]" in capsys.readouterr().err

"""`keypost check` on a snapshot of many accounts."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.organization_data import CENTRAL, write_organization
from keypost.catalogue.all import wirings_by_holder
from keypost.checker.check import check
from keypost.cli.main import main
from keypost.estate.estate import Case, Gap, Reading
from keypost.readers.building.estate import build_estate
from keypost.readers.snapshot.resources import read_drafts
from keypost.reports.json import render_json

Data = dict[str, Any]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("organization")
    write_organization(path, 11, keys=4)
    return str(path)


@pytest.fixture(scope="module")
def whole(folder: str) -> Data:
    return check_at_once(folder)


def check_at_once(folder: str) -> Data:
    """Return the report of everything at once."""
    gaps: list[Gap] = []
    drafts = read_drafts([folder], gaps=gaps)
    estate = build_estate(drafts, wirings=wirings_by_holder({draft.kind for draft in drafts}), gaps=gaps)
    result = check(Reading((Case(estate),), tuple(gaps)), today="2026-11-22")
    report: Data = json.loads(render_json(result, language="en"))
    return report


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`keypost check` with some arguments: exit code, stdout and stderr."""

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["keypost", "check", *arguments, "--lang", "en", "--progress", "never"])
        code = main()
        return code, *capsys.readouterr()

    return run


def name(delivery: Data) -> str:
    return f"{delivery['path']} {delivery['source']['id']} {delivery['target']['id']}"


def tell(report: Data) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Deliveries, findings with what they stop, and what goes on behind each delivery: whatever the order."""
    names = [name(delivery) for delivery in report["deliveries"]]
    deliveries = Counter(
        json.dumps({key: value for key, value in one.items() if key != "onward"}) for one in report["deliveries"]
    )
    findings = Counter(
        json.dumps(one | {"deliveries": sorted(names[at] for at in one["deliveries"])}) for one in report["findings"]
    )
    onward = Counter(f"{name(one)} {sorted(names[at] for at in one.get('onward', ()))}" for one in report["deliveries"])
    return deliveries, findings, onward


def test_json_of_many_accounts_is_that_of_everything_at_once(run: Run, folder: str, whole: Data) -> None:
    code, out, _ = run(folder, "--format", "json")
    report = json.loads(out)
    assert code == 1
    assert report["summary"] == whole["summary"]
    assert tell(report) == tell(whole)


def test_the_text_counts_accounts_and_kinds_of_findings(run: Run, folder: str, whole: Data) -> None:
    code, out, _ = run(folder)
    summary = whole["summary"]
    assert code == 1
    last = f"{summary['fails']} FAILS, {summary['depends']} DEPENDS, {summary['works']} WORKS in 12 accounts"
    assert out.splitlines()[-1] == last
    assert "error `key-policy-omits-service` stops" in out
    assert f"{CENTRAL}" not in out.partition("Findings")[0]


def test_one_account_in_full(run: Run, folder: str, whole: Data) -> None:
    account = next(path.name for path in sorted(Path(folder).iterdir()) if path.name.isdigit())
    code, out, _ = run(folder, "--account", account, "--format", "json", "--fail-on", "never")
    mine = [one for one in whole["deliveries"] if f":{account}:" in one["source"]["id"]]
    buckets = [one for one in whole["deliveries"] if one["source"]["type"] == "AWS::S3::Bucket"]
    report = json.loads(out)
    assert code == 0
    assert {name(one) for one in mine} <= {name(one) for one in report["deliveries"]}
    assert {name(one) for one in report["deliveries"]} <= {name(one) for one in (*mine, *buckets)}


def test_a_format_for_pipelines_tells_of_one_account(run: Run, folder: str) -> None:
    code, _, said = run(folder, "--format", "sarif")
    assert code == 2
    assert "`--format sarif` tells of one account" in said
    account = next(path.name for path in sorted(Path(folder).iterdir()) if path.name.isdigit())
    code, out, _ = run(folder, "--account", account, "--format", "sarif", "--fail-on", "never")
    assert code == 0
    assert json.loads(out)["version"] == "2.1.0"


def test_several_reports_arent_for_many_accounts(run: Run, folder: str, tmp_path: Path) -> None:
    code, _, said = run(folder, "--report", f"json={tmp_path / 'report'}")
    assert code == 2
    assert "`--report` isn't for a snapshot of more than ten accounts" in said
    assert not list(tmp_path.iterdir())


def test_an_account_that_is_not_there(run: Run, folder: str) -> None:
    code, _, said = run(folder, "--account", "000000000001")
    assert code == 2
    assert "the snapshot has no account `000000000001`" in said


def test_a_damaged_part_stops_the_run(run: Run, tmp_path: Path) -> None:
    write_organization(tmp_path, 11, keys=1)
    part = next(tmp_path.glob("*/us-east-1/kms.jsonl"))
    part.write_bytes(part.read_bytes()[:-40])
    code, _, said = run(str(tmp_path))
    assert code == 2
    assert "is cut off" in said


DENIES = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*"}],
}


def write_part(folder: Path, account: str, *lines: Data) -> None:
    missed = sum("missed" in line for line in lines)
    end = {"end": {"records": len(lines) - missed, "missed": missed, "read": "2026-11-22T00:00:00Z"}}
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in (*lines, end))
    (folder / account / "global" / "organizations.jsonl").write_text(text, encoding="utf-8")


def record(kind: str, name: str, properties: Data) -> Data:
    call = "organizations:DescribeOrganization"
    kind = f"AWS::Organizations::{kind}"
    return {"type": kind, "id": name, "arn": "", "name": name, "properties": properties, "call": call}


def test_what_stands_over_each_account_counts(run: Run, tmp_path: Path) -> None:
    """One account is denied its keys, of one the organization couldn't be read, of one it never was."""
    write_organization(tmp_path, 4, keys=2)
    manifest = json.loads((tmp_path / "snapshot.json").read_text(encoding="utf-8"))
    manifest["parts"]["global"].append("organizations")
    (tmp_path / "snapshot.json").write_text(json.dumps(manifest), encoding="utf-8")
    denied, unread, _, *others = manifest["accounts"]
    kind = "RESOURCE_CONTROL_POLICY"
    policy = {"Id": "p-1", "Name": "no-keys", "Type": kind, "TargetIds": [denied], "Content": DENIES}
    told = {
        "Id": "o-1",
        "ManagementAccountId": "000000000001",
        "EnabledPolicyTypes": [kind],
        "ListedPolicyTypes": [kind],
    }
    above = record("Root", "r-1", {"Id": "r-1"}), record("Account", denied, {"AccountId": denied, "ParentIds": ["r-1"]})
    write_part(tmp_path, denied, *above, record("Policy", "p-1", policy), record("Organization", "o-1", told))
    call = "organizations:DescribeOrganization"
    missed = {"call": call, "action": call, "about": "", "why": "throttled", "code": "TooManyRequests", "message": ""}
    write_part(tmp_path, unread, {"missed": missed})
    for account in others:
        write_part(tmp_path, account)
    report, at_once = json.loads(run(str(tmp_path), "--format", "json")[1]), check_at_once(str(tmp_path))
    assert tell(report) == tell(at_once)
    assert sorted(gap["what"] for gap in report["gaps"]) == sorted(gap["what"] for gap in at_once["gaps"])
    assert len(report["gaps"]) == 2
    assert "resource-control-policy-denies" in {finding["rule"] for finding in report["findings"]}
    assert {one["verdict"] for one in report["deliveries"] if f":{unread}:" in one["target"]["id"]} == {"DEPENDS"}

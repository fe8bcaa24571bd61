"""Fingerprints of what a real template gives: the same wherever things stand."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from keypost.checker.check import check
from keypost.checker.fingerprint import fingerprint_delivery, fingerprint_findings
from keypost.checker.verdict import CheckResult
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths

ROOT = {"AWS": "arn:aws:iam::111122223333:root"}
Fingerprints = tuple[set[str], set[str]]


def deny(name: str) -> dict[str, Any]:
    return {
        "Sid": name,
        "Effect": "Deny",
        "Principal": "*",
        "Action": "kms:*",
        "Resource": "*",
        "Condition": {"StringNotEquals": {"aws:PrincipalArn": f"arn:aws:iam::111122223333:user/{name}"}},
    }


def alarm(topic: str) -> dict[str, Any]:
    properties = {
        "AlarmActions": [{"Ref": topic}],
        "ComparisonOperator": "GreaterThanThreshold",
        "EvaluationPeriods": 1,
    }
    return {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}


def topic(key: Any) -> dict[str, Any]:
    return {"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": key}}


STATEMENTS = [
    {"Sid": "Root", "Effect": "Allow", "Principal": ROOT, "Action": "kms:*", "Resource": "*"},
    {"Effect": "Allow", "Principal": {"Service": "cloudwatch.amazonaws.com"}, "Action": "kms:*", "Resource": "*"},
    {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "kms:*", "Resource": "*"},
    deny("First"),
    deny("Second"),
]
RESOURCES = {
    "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {"Version": "2012-10-17", "Statement": STATEMENTS}}},
    "Own": topic({"Ref": "Key"}),
    "Managed": topic("alias/aws/sns"),
    "OwnAlarm": alarm("Own"),
    "ManagedAlarm": alarm("Managed"),
    "ManagedAlarmToo": alarm("Managed"),
}


def read(folder: Path, resources: dict[str, Any], *, indent: int) -> CheckResult:
    text = json.dumps({"Resources": resources}, indent=indent)
    (folder / "t.json").write_text(text, encoding="utf-8")
    return check(read_paths(["t.json"], ReadOptions(), progress=lambda *_: None), today="2026-11-22")


def name(result: CheckResult) -> Fingerprints:
    findings = fingerprint_findings(result)
    assert len(set(findings)) == len(findings)
    return set(findings), {fingerprint_delivery(delivery) for delivery in result.deliveries}


def test_lines_that_move_and_statements_that_change_places_change_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = read(tmp_path, RESOURCES, indent=1)
    assert len(first.findings) >= 4
    order = random.Random(1)  # noqa: S311  chosen to be repeated, not to be secret
    for _ in range(6):
        moved = json.loads(json.dumps(RESOURCES))
        order.shuffle(moved["Key"]["Properties"]["KeyPolicy"]["Statement"])
        shuffled = dict(order.sample(list(moved.items()), k=len(moved)))
        assert name(read(tmp_path, shuffled, indent=order.randint(0, 4))) == name(first)


def test_what_is_mended_goes_and_the_rest_keeps_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before, _ = name(read(tmp_path, RESOURCES, indent=1))
    after, _ = name(read(tmp_path, {**RESOURCES, "Managed": {"Type": "AWS::SNS::Topic"}}, indent=1))
    assert after < before
    assert len(before - after) == 1

"""SARIF: what the validator says, and what stands where."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from keypost.checker.check import check
from keypost.checker.verdict import CheckResult
from keypost.origin import Origin
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.reports.formats.sarif import render
from keypost.reports.outline import build_outline
from keypost.writers.proposals import build_proposals
from support.sarif_validator import fetch_validator, find_complaints
from tests.reports import hostile, samples

EXAMPLES = ("1-alarm-encrypted-topic/broken.yaml", "3-backup-vault-deny/broken.yaml", "9-open-questions")


@cache
def example(language: str) -> str:
    paths = [f"examples/{name}" for name in EXAMPLES]
    reading = read_paths(paths, ReadOptions(), progress=lambda *_: None)
    result = check(reading, today="2026-11-22")
    proposals = build_proposals(reading, result)
    return render(build_outline(result, language=language, exit_code=1, proposals=proposals))


def run_of(result: CheckResult, *, language: str = "en", folder: str = "") -> Any:
    outline = build_outline(result, language=language, exit_code=1, folder=folder)
    (run,) = json.loads(render(outline))["runs"]
    return run


@pytest.fixture(scope="session")
def validator() -> Path:
    program = fetch_validator()
    if program is None:
        pytest.skip("the SARIF Multitool isn't here, and npm can't fetch it for this machine")
    return program


@pytest.mark.node
def test_the_validator_has_neither_error_nor_warning(validator: Path, tmp_path: Path) -> None:
    logs = {
        "english": example("en"),
        "japanese": example("ja"),
        "hostile": render(hostile.outline("".join(hostile.NAMES), language="ja")),
        "suppressed": render(build_outline(samples.suppressed(), language="en", exit_code=0)),
        "nothing": render(build_outline(samples.nothing(), language="en", exit_code=0)),
        "unread": render(build_outline(samples.unread(), language="en", exit_code=2)),
        "wrong": example("en").replace('"startLine": 9', '"startLine": 0'),
    }
    for name, log in logs.items():
        (tmp_path / f"{name}.sarif").write_text(log, encoding="utf-8")
    assert list(find_complaints(validator, tmp_path)) == ["wrong.sarif"]


def test_whole_report(snapshot: SnapshotAssertion) -> None:
    assert render(build_outline(samples.everything(), language="ja", exit_code=1)) == snapshot


def test_a_finding_has_its_places_courses_and_fixes() -> None:
    (run,) = json.loads(example("en"))["runs"]
    result = next(one for one in run["results"] if one["ruleId"] == "aws-managed-key-for-service")
    assert (result["kind"], result["level"]) == ("fail", "error")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    places = [one["message"]["text"] for one in result["relatedLocations"]]
    assert places[:2] == ["the source `HighCpu`", "the setting `AlarmActions[]` of `HighCpu` that links them"]
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [one["location"]["physicalLocation"]["region"]["startLine"] for one in steps][-1] == 9
    fix = result["fixes"][0]
    assert fix["description"]["text"].startswith("SAFE: a customer managed key.")
    inserted = fix["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"]
    assert "KmsMasterKeyId: !GetAtt AlertsKey.Arn" in inserted


def test_what_depends_is_open_and_no_alert() -> None:
    run = run_of(samples.everything())
    (depends,) = [one for one in run["results"] if one["ruleId"] == "delivery-depends"]
    assert (depends["kind"], depends["level"]) == ("open", "none")
    assert "AWS::AccountId" in depends["message"]["text"]


def test_a_failure_that_no_rule_names_is_there() -> None:
    lone = samples.backup_fails()._replace(findings=())
    (result,) = run_of(CheckResult((lone,), ()))["results"]
    assert (result["ruleId"], result["level"]) == ("delivery-fails", "error")
    assert "`backup-storage.amazonaws.com` may not call `kms:Decrypt`" in result["message"]["text"]


def test_the_run_says_how_it_ended_and_what_was_not_read() -> None:
    (invocation,) = run_of(samples.everything())["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)
    (gap,) = invocation["toolExecutionNotifications"]
    assert gap["message"]["text"] == "AWS::Some::Macro: A macro was not expanded."
    (cut,) = run_of(samples.unread())["invocations"]
    assert not cut["executionSuccessful"]
    assert {one["level"] for one in cut["toolExecutionNotifications"]} == {"error"}
    (nothing,) = run_of(samples.nothing())["invocations"][0]["toolExecutionNotifications"]
    assert nothing["descriptor"]["id"] == "no-delivery-found"


@pytest.mark.parametrize(("file", "kind"), [("keypost.toml", "external"), (samples.TEMPLATE, "inSource")])
def test_a_suppression_says_where_it_stands_and_why(file: str, kind: str) -> None:
    accepted = samples.ACCEPTED._replace(origin=Origin(file, 4))
    finding = samples.DENY_FINDING._replace(suppressed=accepted, deliveries=(0,))
    result = samples.suppressed()._replace(findings=(finding,))
    (told,) = run_of(result)["results"][0]["suppressions"]
    assert told["kind"] == kind
    assert told["justification"] == "restored by hand until the new vault"
    assert told["location"]["physicalLocation"]["artifactLocation"]["uri"] == file


def test_two_results_at_one_line_are_told_apart_for_github_too() -> None:
    twice = (samples.DENY_FINDING, samples.DENY_FINDING._replace(subject="other"))
    prints = [one["partialFingerprints"] for one in run_of(CheckResult((samples.alarm_works(),) * 2, twice))["results"]]
    assert len({one["primaryLocationLineHash"] for one in prints}) == 2
    alone = run_of(CheckResult((samples.alarm_works(),) * 2, twice[:1]))["results"][0]["partialFingerprints"]
    assert list(alone) == ["keypostFinding/v1"]


@pytest.mark.parametrize(
    ("file", "uri", "base"),
    [
        ("a b/ü#?.yaml", "a%20b/%C3%BC%23%3F.yaml", "%SRCROOT%"),
        ("./t.yaml", "t.yaml", "%SRCROOT%"),
        ("/here/sub/t.yaml", "sub/t.yaml", "%SRCROOT%"),
        ("../t.yaml", "file:///t.yaml", None),
        ("/elsewhere/t.yaml", "file:///elsewhere/t.yaml", None),
        ("c:d.yaml", "./c:d.yaml", "%SRCROOT%"),
    ],
)
def test_files_are_named_from_the_working_folder(file: str, uri: str, base: str | None) -> None:
    finding = samples.DENY_FINDING._replace(origin=Origin(file, 3), deliveries=())
    (result,) = run_of(CheckResult((), (finding,)), folder="/here")["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert (artifact["uri"], artifact.get("uriBaseId")) == (uri, base)


@pytest.mark.parametrize(
    ("origin", "logical"),
    [(Origin(call="sns:GetTopicAttributes"), "sns:GetTopicAttributes"), (Origin("plan.json", None, "/a/0"), "/a/0")],
)
def test_a_place_without_lines_is_named(origin: Origin, logical: str) -> None:
    finding = samples.DENY_FINDING._replace(origin=origin, deliveries=())
    (location,) = run_of(CheckResult((), (finding,)))["results"][0]["locations"]
    assert location["logicalLocations"] == [{"fullyQualifiedName": logical}]
    assert ("physicalLocation" in location) is bool(origin.file)

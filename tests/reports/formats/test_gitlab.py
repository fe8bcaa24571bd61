"""GitLab's code quality report, against its published members.

docs.gitlab.com, "Code Quality", "Code Quality report format": `description`, `check_name`, `fingerprint`, `severity`
(info, minor, major, critical or blocker), `location.path` relative to the repository, `location.lines.begin`.
"""

import json
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from syrupy.assertion import SnapshotAssertion

from keypost.checker.verdict import CheckResult
from keypost.origin import Origin
from keypost.reports.formats.gitlab import render
from keypost.reports.outline import build_outline
from tests.reports import hostile, samples

NAME = {"type": "string", "minLength": 1}
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": NAME,
            "check_name": NAME,
            "fingerprint": NAME,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)."},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
RESULTS = (
    samples.everything(),
    samples.suppressed(),
    samples.nothing(),
    samples.unread(),
    hostile.poison("".join(hostile.NAMES)),
)


def read(result: CheckResult) -> Any:
    return json.loads(render(build_outline(result, language="en", exit_code=1)))


@pytest.mark.parametrize("result", RESULTS, ids=["everything", "suppressed", "nothing", "unread", "hostile"])
def test_a_report_is_one_that_gitlab_takes(result: CheckResult) -> None:
    entries = read(result)
    jsonschema.validate(entries, SCHEMA)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)


def test_how_bad_it_is() -> None:
    told = [(entry["check_name"], entry["severity"]) for entry in read(samples.everything())]
    assert told == [
        ("aws-managed-key-for-service", "critical"),
        ("deny-hits-service", "critical"),
        ("delivery-depends", "info"),
    ]


def test_a_finding_without_a_file_is_kept() -> None:
    finding = samples.DENY_FINDING._replace(origin=Origin(call="kms:GetKeyPolicy"), deliveries=())
    (entry,) = read(CheckResult((), (finding,)))
    assert entry["location"] == {"path": "kms:GetKeyPolicy", "lines": {"begin": 1}}


def test_whole_report(snapshot: SnapshotAssertion) -> None:
    assert render(build_outline(samples.everything(), language="ja", exit_code=1)) == snapshot


def test_an_input_that_is_not_read_stands_once_at_its_line() -> None:
    (entry,) = read(samples.unread())
    assert (entry["check_name"], entry["severity"]) == ("input-not-read", "blocker")
    assert entry["location"] == {"path": "broken.yaml", "lines": {"begin": 5}}
    assert "it isn't valid YAML" in entry["description"]

"""What a failure tells, for people and for programs: whole reports, and what holds of each."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from syrupy.assertion import SnapshotAssertion

from keypost.checker.check import check
from keypost.diagnosis.decide import Decided, decide
from keypost.diagnosis.explain import explain
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.reports.explain import render_text
from keypost.reports.explain_json import render_json
from keypost.reports.page import render_plain
from tests.architecture.source import is_japanese

EXAMPLES = Path(__file__).parents[2] / "examples"
SCHEMA = json.loads((files("keypost.reports") / "schemas" / "explain.v1.schema.json").read_text(encoding="utf-8"))

ALARM = (
    "Failed to execute action arn:aws:sns:us-east-1:111122223333:alerts. Received error: "
    '"CloudWatch Alarms does not have authorization to access the SNS topic encryption key."'
)
DENIED = (
    "An error occurred (KMS.AccessDeniedException) when calling the SendMessage operation: User: "
    "arn:aws:sts::111122223333:assumed-role/app/session is not authorized to perform: kms:GenerateDataKey on resource: "
    "arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab because no resource-based policy "
    "allows the kms:GenerateDataKey action"
)
ENCODED = (
    "You are not authorized to perform this operation. Encoded authorization failure message: " + "4GIOHlTkIaWHQD0Q" * 5
)
TEXTS = {"alarm": ALARM, "denied": DENIED, "encoded": ENCODED, "unknown": "It doesn't work."}


def decide_example(text: str, *files: str) -> Decided:
    reading = read_paths([str(EXAMPLES / file) for file in files], ReadOptions())
    return decide(explain(text), check(reading, today="2026-11-22"))


def load(text: str, decided: Decided | None = None) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(render_json(explain(text), decided))
    jsonschema.validate(report, SCHEMA)
    return report


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text(text: str, language: str, snapshot: SnapshotAssertion) -> None:
    assert render_plain(render_text(explain(text), language=language)) == snapshot


def test_json(snapshot: SnapshotAssertion) -> None:
    assert load(DENIED) == snapshot


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_json_is_of_its_schema(text: str) -> None:
    assert load(text)["schema"] == "keypost.explain.v1"


def test_what_was_decided_comes_first_with_its_line() -> None:
    decided = decide_example(ALARM, "1-alarm-encrypted-topic/broken.yaml")
    report = load(ALARM, decided)
    first = report["causes"][0]
    assert (first["rule"], first["decided"]) == ("aws-managed-key-for-service", True)
    assert first["location"]["file"].endswith("broken.yaml")
    assert first["location"]["line"] == 9
    assert [one["rule"] for one in report["causes"]].count("aws-managed-key-for-service") == 1


def test_an_estate_that_works_is_said_to_work() -> None:
    decided = decide_example(ALARM, "1-alarm-encrypted-topic/repaired.yaml")
    assert load(ALARM, decided)["estate"]["answer"] == "works"
    assert "lets it through" in render_plain(render_text(explain(ALARM), decided, language="en"))


def test_an_estate_without_such_a_delivery_says_so() -> None:
    decided = decide_example(ALARM, "2-budgets-encrypted-topic")
    assert load(ALARM, decided)["estate"] == {"answer": "no-match", "sure": False, "deliveries": [], "gaps": []}
    assert "No delivery" in render_plain(render_text(explain(ALARM), decided, language="en"))


def test_commands_are_quoted_for_a_shell() -> None:
    text = "User: arn:aws:sts::111122223333:assumed-role/a;rm -rf/x is not authorized to perform: kms:Decrypt"
    for cause in load(text)["causes"]:
        assert ";rm" not in cause["seeNext"]["command"].replace("'", " '").split("'")[0]


def test_commands_within_sentences_are_quoted_too() -> None:
    event = {"eventSource": "kms.amazonaws.com", "eventName": "Decrypt", "errorCode": "DisabledException"}
    parameters = {"requestParameters": {"keyId": "alias/a; id"}}
    first = load(json.dumps(event | parameters))["causes"][0]
    assert first["rule"] == "key-disabled"
    assert "--key-id 'alias/a; id'`" in first["fix"]["en"]


def test_what_events_tell_is_that_they_succeeded() -> None:
    event = json.dumps({"eventSource": "kms.amazonaws.com", "eventName": "Decrypt"})
    assert load(event)["causes"] == []
    japanese = render_plain(render_text(explain(event), language="ja"))
    assert is_japanese(japanese)
    assert "errorCode" in japanese

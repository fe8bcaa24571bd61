"""`keypost.paths.v1` holds every path, in the shape that its schema publishes."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from keypost.catalogue.all import all_paths, list_ids, load_path
from keypost.catalogue.declare import Failure, KeyOf, MadeGrant, Necessity, Reach, When
from keypost.checker.choices import Choice
from keypost.checker.statements import Place
from keypost.reports.paths.json import render_json


@cache
def schema() -> Any:
    return json.loads((files("keypost.reports") / "schemas" / "paths.v1.schema.json").read_text(encoding="utf-8"))


@cache
def validator() -> Any:
    return jsonschema.Draft202012Validator(schema())


def read(path_id: str) -> Any:
    report = json.loads(render_json([load_path(path_id)]))
    validator().validate(report)
    return report["paths"][0]


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path_id", list_ids())
def test_every_path_fits_the_schema(path_id: str) -> None:
    told, path = read(path_id), load_path(path_id)
    assert (told["id"], told["path"], told["target"]) == (path_id, path.reported_id, path.target.value)
    assert [call["action"] for call in told["calls"]] == [call.action for call in path.calls]
    assert [doc["url"] for doc in told["documentedBy"]] == [doc.url for doc in path.documented_by]


def test_the_catalogue_is_one_object() -> None:
    report = json.loads(render_json(all_paths()))
    validator().validate(report)
    assert [path["id"] for path in report["paths"]] == list(list_ids())


@pytest.mark.parametrize("missing", ["calls", "statements", "encryption", "documentedBy", "title"])
def test_the_schema_notices_what_is_missing(missing: str) -> None:
    path = read("budgets-to-sns")
    del path[missing]
    assert not validator().is_valid({"schema": "keypost.paths.v1", "paths": [path]})


@pytest.mark.parametrize(
    ("definition", "member", "values"),
    [
        ("path", "key", KeyOf),
        ("path", "reach", Reach),
        ("path", "failure", Failure),
        ("call", "when", When),
        ("call", "necessity", Necessity),
        ("call", "grant", MadeGrant),
        ("placed", "policy", Place),
        ("encryption", "kind", Choice),
    ],
)
def test_the_schema_lists_the_values_that_there_are(definition: str, member: str, values: Any) -> None:
    assert set(schema()["$defs"][definition]["properties"][member]["enum"]) == {value.value for value in values}


def test_statements_are_told_with_the_policy_that_they_belong_in() -> None:
    statements = read("cloudwatch-alarm-to-sns")["statements"]
    (way,) = statements["ways"]
    assert [placed["policy"] for placed in way["minimal"]] == ["target-policy", "key-policy"]
    assert way["hardened"][0]["statements"][0]["Condition"] == {
        "ArnEquals": {"aws:SourceArn": "ALARM_ARN"},
        "StringEquals": {"aws:SourceAccount": "ACCOUNT_ID"},
    }
    assert set(statements["placeholders"]) == {"ACCOUNT_ID", "ALARM_ARN", "TOPIC_ARN"}


def test_aws_config_has_two_ways() -> None:
    ways = read("config-to-s3")["statements"]["ways"]
    assert [way["caller"]["kind"] for way in ways] == ["assumed-role", "service"]
    assert [{placed["policy"] for placed in way["minimal"]} for way in ways] == [
        {"identity-policy"},
        {"target-policy", "key-policy"},
    ]


def test_a_path_says_whom_the_role_has_to_trust() -> None:
    assert read("eventbridge-rule-to-sns-role")["trust"] == {
        "service": "events.amazonaws.com",
        "statement": {
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sts:AssumeRole",
            "Condition": {
                "StringEquals": {"aws:SourceAccount": "ACCOUNT_ID"},
                "ArnEquals": {"aws:SourceArn": "RULE_ARN"},
            },
        },
        "evidence": "documented",
        "shownBy": "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html",
    }
    assert read("cloudwatch-alarm-to-sns")["trust"] is None
    assert "RULE_ARN" in read("eventbridge-rule-to-sns-role")["statements"]["placeholders"]


def test_a_kind_of_encryption_names_what_stops_it() -> None:
    answers = {answer["kind"]: answer for answer in read("cloudwatch-alarm-to-sns")["encryption"]}
    managed = answers["aws-managed-key"]
    assert managed["verdict"] == "FAILS"
    assert managed["calls"][0] == {"action": "kms:GenerateDataKey", "reason": "managed-key-excludes-services"}
    assert answers["customer-managed-key"] == {"kind": "customer-managed-key", "verdict": "WORKS", "calls": []}

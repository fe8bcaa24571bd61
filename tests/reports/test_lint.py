import json
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from keypost.checker.lint import LintResult, Validity, lint
from keypost.origin import NOWHERE
from keypost.policy.parse import parse_policy
from keypost.policy.validity.defect import Defect, DocumentKind, Problem, Standing, Subject
from keypost.reports.lint import render_lint, render_lint_json
from keypost.reports.page import render_plain
from tests.architecture.source import is_japanese

STATEMENT = {"Sid": "Mine", "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}
NOTE = Defect(Problem.TOO_MANY_CONDITIONS, Standing.NOTED, NOWHERE, details={"count": 11, "limit": 10})


def judge(*defects: Defect) -> LintResult:
    policy = parse_policy({"Version": "2012-10-17", "Statement": [STATEMENT]})
    return lint(Subject(policy, DocumentKind.KEY), defects=defects)


@cache
def schema() -> Any:
    return json.loads((files("keypost.reports") / "schemas" / "lint.v1.schema.json").read_text(encoding="utf-8"))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("result", [judge(), LintResult(Validity.VALID, ())])
def test_a_report_fits_the_schema(result: LintResult) -> None:
    report = json.loads(render_lint_json(result, language="en"))
    jsonschema.validate(report, schema(), cls=jsonschema.Draft202012Validator)
    assert list(report) == ["schema", "validity", "findings"]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("kind", [kind.value for kind in DocumentKind if kind is not DocumentKind.OTHER])
def test_every_kind_has_a_name_in_both_languages(language: str, kind: str) -> None:
    first = render_plain(render_lint(judge(), name="p.json", kind=kind, language=language)).splitlines()[0]
    assert first.startswith("p.json  ")
    assert is_japanese(first) is (language == "ja")


def test_every_problem_has_its_rule_and_its_fix() -> None:
    text = render_plain(render_lint(judge(NOTE), name="p.json", kind="key", language="en"))
    assert text.count("rule   ") == text.count("fix    ") == 2
    assert text.endswith("2 problems\n")


def test_the_worst_comes_first_and_a_note_changes_no_answer() -> None:
    assert [finding.severity.value for finding in judge(NOTE).findings] == ["warning", "note"]
    assert lint(None, defects=(NOTE,)).validity is Validity.VALID

"""What is said of defects: every problem has words in both languages, in one rule."""

import re

import pytest

from keypost.checker.documents import build_claim
from keypost.checker.rules.registry import OF_DOCUMENTS, find_rule, load_rule
from keypost.checker.verdict import Severity
from keypost.origin import NOWHERE
from keypost.policy.parse import parse_policy
from keypost.policy.validity.defect import Defect, Problem, Standing
from tests.architecture.source import is_japanese

STATEMENT = parse_policy({"Statement": [{"Sid": "Mine", "Effect": "Allow"}]}).statements[0]
NAMES = (
    "count limit name character form account service close callers actions paths others resources first allowing key "
    "operator type example"
)
DETAILS = dict.fromkeys(NAMES.split(), "x")


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_is_worded_by_one_rule(problem: Problem) -> None:
    listed = [rule for rule, problems in OF_DOCUMENTS.items() if problem.value in problems.split()]
    assert len(listed) == 1
    assert problem in (find_rule(problem.value).words or {})


@pytest.mark.parametrize("rule", OF_DOCUMENTS)
def test_a_rule_words_what_the_registry_gives_it(rule: str) -> None:
    words = load_rule(rule).words or {}
    assert {problem.value for problem in words} == set(OF_DOCUMENTS[rule].split())


@pytest.mark.parametrize("problem", Problem)
def test_words_are_filled_in_both_languages(problem: Problem) -> None:
    defect = Defect(problem, Standing.REFUSED, NOWHERE, "subject", STATEMENT, DETAILS)
    _, claim = build_claim(defect)
    for text in (claim.message, *claim.fixes):
        assert not re.search(r"\{[a-z]+\}", text.en + text.ja)
        assert is_japanese(text.ja)
    assert claim.message.en.startswith("Statement `Mine`: ")


@pytest.mark.parametrize(
    ("standing", "severity"),
    [(Standing.REFUSED, Severity.ERROR), (Standing.STORED, Severity.WARNING), (Standing.NOTED, Severity.NOTE)],
)
def test_what_aws_does_decides_how_bad_it_is(standing: Standing, severity: Severity) -> None:
    assert build_claim(Defect(Problem.VERSION_MISSING, standing))[1].severity is severity


def test_a_sentence_about_the_whole_document_stands_alone() -> None:
    message = build_claim(Defect(Problem.NO_STATEMENTS, Standing.REFUSED))[1].message
    assert message.en.startswith("There is no statement")

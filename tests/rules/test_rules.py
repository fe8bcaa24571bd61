"""Each rule on small estates: where it reports its fault, and where it stays silent.

`tests/rules/<rule-id>/cases.yaml` lists cases as in tests/spec/deliveries, under `fails` (the rule is reported `at`
that line), `works` and `depends` (it isn't reported). `states` tells the states of keys, which no template can;
`if_encrypted` makes it a preview.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from keypost.checker.check import check
from keypost.checker.encrypt import KeyChoice
from keypost.checker.preview import preview
from keypost.checker.rules.registry import RULES
from keypost.checker.verdict import CheckResult
from keypost.estate.estate import Case as EstateCase
from keypost.estate.estate import Reading
from keypost.estate.resource import Resource
from keypost.policy.request import KeyState
from keypost.unknown import Unread, Why
from tests.spec.deliveries.cases import Case, build_case
from tests.spec.deliveries.verdicts import TODAY, assert_found, find_line, place_of, read_case

HERE = Path(__file__).parent
LEAST = {"fails": 3, "works": 3, "depends": 1}


@dataclass(frozen=True, slots=True)
class RuleCase:
    """A case of one rule; `at` is the line of the finding, empty where none is expected."""

    rule: str
    group: str
    case: Case
    at: str
    states: Mapping[str, str | None]
    if_encrypted: str


@cache
def read_cases(rule: str) -> tuple[RuleCase, ...]:
    file = HERE / rule / "cases.yaml"
    groups = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert set(groups) == set(LEAST), f"{file}: {sorted(groups)}"
    return tuple(build_rule_case(rule, group, dict(given)) for group in LEAST for given in groups[group])


def build_rule_case(rule: str, group: str, given: dict[str, Any]) -> RuleCase:
    at, states, if_encrypted = given.pop("at", ""), given.pop("states", {}), given.pop("if_encrypted", "")
    assert bool(at) is (group == "fails"), f"{rule}: {given['name']}: `at` belongs to what fails"
    return RuleCase(rule, group, build_case(given, place=rule), at, states, if_encrypted)


LISTED = [one for rule in RULES for one in read_cases(rule)]
CASES = [pytest.param(one, id=f"{one.rule}: {one.group}: {one.case.name}") for one in LISTED]


def test_every_rule_has_its_folder_and_no_folder_is_left_over() -> None:
    assert sorted(folder.parent.name for folder in HERE.glob("*/cases.yaml")) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_enough_cases_of_each_verdict(rule: str) -> None:
    groups = [one.group for one in read_cases(rule)]
    assert {group: groups.count(group) >= least for group, least in LEAST.items()} == dict.fromkeys(LEAST, True)


@pytest.mark.parametrize("one", CASES)
def test_the_rule_is_reported_where_its_fault_is_and_nowhere_else(one: RuleCase, tmp_path: Path) -> None:
    result = check_with_states(one, folder=tmp_path)
    reported = {place_of(finding) for finding in result.findings if finding.rule == one.rule}
    assert reported == ({find_line(one.case, one.at)} if one.at else set())
    assert_found(one.case, result)


@pytest.mark.parametrize("one", CASES)
def test_what_works_or_depends_is_expected_to(one: RuleCase) -> None:
    verdicts = {expected.verdict for expected in one.case.expect}
    assert one.group == "fails" or verdicts == {one.group.upper()}


def check_with_states(one: RuleCase, *, folder: Path) -> CheckResult:
    reading = settle_states(read_case(one.case, folder=folder), one.states)
    if one.if_encrypted:
        return preview(reading, choice=KeyChoice(one.if_encrypted), today=TODAY)
    return check(reading, today=TODAY)


def settle_states(reading: Reading, states: Mapping[str, str | None]) -> Reading:
    """Tell the states of keys as a reader of a live account does."""
    return reading._replace(cases=tuple(_settle_case(case, states) for case in reading.cases))


def _settle_case(case: EstateCase, states: Mapping[str, str | None]) -> EstateCase:
    resources = tuple(_settle_key(resource, states) for resource in case.estate.resources)
    return case._replace(estate=case.estate._replace(resources=resources))


def _settle_key(resource: Resource, states: Mapping[str, str | None]) -> Resource:
    if not resource.is_key or resource.id not in states:
        return resource
    told = states[resource.id]
    state = Unread(Why.ACCESS_DENIED, f"state of {resource.id}") if told is None else KeyState(told)
    return resource._replace(facts=resource.facts._replace(state=state))

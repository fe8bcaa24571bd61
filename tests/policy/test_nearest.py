"""What is nearest to a decision, by the table of documented cases and at its edges."""

from collections.abc import Mapping
from typing import Any

import pytest

from keypost.policy.changes import Situation, apply_changes
from keypost.policy.nearest import Nearest, find_nearest
from keypost.policy.reasons import Outcome
from keypost.policy.request import Policies
from keypost.readers.simulation import read_case
from keypost.reports.changes import encode_nearest
from keypost.unknown import Unread, Why
from tests.policy.test_spec import KEY, SOURCES, Case, cases, documents, levels

TABLE = cases("nearest.yaml")


def build(case: Case) -> Situation:
    read = read_case(
        {
            "request": {
                "principal": case["who"],
                "action": case.get("action", "kms:Decrypt"),
                "resource": KEY,
                "context": case.get("context"),
                "unknown": case.get("unknown"),
            },
            "policies": {
                "resource": (documents(case.get("resource")) or [None])[0],
                "identity": documents(case.get("identity")),
                "permissionsBoundary": documents(case.get("boundary")),
                "serviceControl": levels(case.get("scp")),
                "grants": case.get("grants"),
            },
            "key": case.get("key"),
        }
    )
    return Situation(read.request, read.policies, read.key)


def look(situation: Situation) -> Nearest:
    return find_nearest(situation, situation.compile().explain(situation.request))


def contains(told: Any, expected: Any) -> bool:
    """Tell whether everything expected was told; what is told beyond that doesn't matter."""
    if isinstance(expected, Mapping):
        return all(key in told and contains(told[key], value) for key, value in expected.items())
    if isinstance(expected, list):
        pairs = zip(told, expected, strict=False)
        return len(told) == len(expected) and all(contains(*pair) for pair in pairs)
    return bool(told == expected)


@pytest.mark.parametrize("case", TABLE)
def test_a_case_names_its_source(case: Case) -> None:
    assert case["source"] in SOURCES


@pytest.mark.parametrize("case", TABLE)
def test_the_nearest_changes_are_as_documented(case: Case) -> None:
    told = encode_nearest(look(build(case)))
    ways = [way["changes"] for way in told.get("ways", [])]
    assert contains(ways, case.get("ways", [])), ways
    assert contains(told.get("questions", []), case.get("questions", [])), told
    hangs_on = [[place["policy"], place["statement"]] for place in told.get("hangsOn", [])]
    assert hangs_on == case.get("hangsOn", [])
    if "closest" in case:
        assert [told["closest"]["policy"], told["closest"]["statement"]] == case["closest"]


def test_a_policy_that_is_unread_is_never_changed() -> None:
    situation = build({"who": "cloudwatch.amazonaws.com", "resource": ["delegates"]})
    unread = Unread(Why.ACCESS_DENIED, "the policy")
    situation = situation._replace(policies=Policies(resource=unread))
    nearest = look(situation)
    assert [answer.decision.outcome for answer in nearest.questions[0].answers] == [
        Outcome.ALLOW,
        Outcome.IMPLICIT_DENY,
        Outcome.EXPLICIT_DENY,
    ]


def test_several_statements_that_stand_in_the_way_are_dealt_with_together() -> None:
    denials = [
        {"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": {"Bool": {key: "false"}}}
        for key in ("aws:SecureTransport", "aws:MultiFactorAuthPresent")
    ]
    context = {"aws:SecureTransport": "false", "aws:MultiFactorAuthPresent": "false"}
    who = "arn:aws:iam::111122223333:role/app"
    situation = build({"who": who, "resource": ["app-key", *denials], "context": context})
    first = look(situation).ways[0]
    assert {change.key for change in first.changes} == set(context)
    assert apply_changes(first.changes, situation).decide().outcome is Outcome.ALLOW


DENIAL = {"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*"}


def test_the_search_ends_and_says_that_there_is_more() -> None:
    situation = build({"who": "cloudwatch.amazonaws.com", "resource": ["alarms-key", *[DENIAL] * 60]})
    nearest = look(situation)
    assert (nearest.ways, nearest.gave_up) == ((), True)


@pytest.mark.parametrize("statement", ["alarms-key", DENIAL, "app-key"])
def test_policies_beyond_all_limits_are_not_searched(statement: object) -> None:
    situation = build({"who": "cloudwatch.amazonaws.com", "resource": [statement] * 1001})
    assert look(situation) == Nearest(gave_up=True)


def test_where_nothing_can_turn_it_everything_was_tried() -> None:
    nearest = look(build({"who": "cloudwatch.amazonaws.com", "resource": ["delegates"], "key": {"manager": "AWS"}}))
    assert (nearest.ways, nearest.gave_up) == ((), False)

"""Real messages whose cause is known: the causes that are told first, and how sure they sound.

Each YAML file holds a list of `id`, `lang`, `kind`, `text`, `category` (the true cause), `acceptable` (further causes
that the text alone leaves open), `service`, `target`, `source`, `why`. Categories name kinds of causes: see CATEGORIES.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from keypost.diagnosis.explain import explain
from keypost.diagnosis.rank import Likelihood, Ranked

FOLDER = Path(__file__).parent

# Category -> the rules that name such a cause; a text that doesn't tell has no cause.
CATEGORIES = {
    "managed-key-excludes-service": {"aws-managed-key-for-service", "aws-managed-key-for-other-account"},
    "key-policy-omits-service": {"key-policy-omits-service"},
    "key-policy-explicit-deny": {"deny-hits-role", "deny-hits-service"},
    "key-policy-omits-role-and-iam": {"key-policy-omits-caller", "key-policy-without-delegation"},
    "role-lacks-kms": {"role-lacks-key-permission"},
    "resource-policy-omits-service": {
        "topic-policy-omits-caller",
        "queue-policy-omits-caller",
        "bucket-policy-omits-caller",
        "resource-policy-omits-caller",
    },
    "key-disabled-or-pending-deletion": {"key-disabled", "key-pending-deletion"},
    "key-missing-or-wrong-region-or-alias": {"key-not-found", "key-in-other-region", "alias-names-nothing"},
    "dead-condition": {"condition-key-never-sent", "condition-value-differs", "encryption-context-differs"},
    "wrong-key-type": {"key-type-refused", "key-spec-not-symmetric"},
    "grant-missing": {"grant-missing"},
    "scp-or-boundary": {
        "service-control-policy-denies",
        "resource-control-policy-denies",
        "permissions-boundary-omits-action",
        "session-policy-omits-action",
        "vpc-endpoint-policy-omits-call",
    },
    "not-kms": {"not-a-key-problem", "role-does-not-trust-service"},
    "undecidable": set(),
}
FIRST_NEEDED = 0.95


def read_cases() -> list[dict[str, Any]]:
    """Return every case of the folder."""
    files = sorted(FOLDER.glob("*.yaml"))
    return [case for file in files for case in yaml.safe_load(file.read_text(encoding="utf-8")) or ()]


CASES = read_cases()


def categories_of(ranked: tuple[Ranked, ...]) -> list[str]:
    """Return the category of each cause; a text that leaves none is undecidable."""
    of = {rule: category for category, rules in CATEGORIES.items() for rule in rules}
    return [of[one.cause] for one in ranked] or ["undecidable"]


def right_answers(case: dict[str, Any]) -> set[str]:
    """Return the categories that count as right."""
    return {case["category"], *(case.get("acceptable") or ())}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_cause_is_among_the_first_three(case: dict[str, Any]) -> None:
    assert right_answers(case) & set(categories_of(explain(case["text"]).causes)[:3])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_nothing_wrong_is_said_with_confidence(case: dict[str, Any]) -> None:
    causes = explain(case["text"]).causes
    is_confident = bool(causes) and causes[0].likelihood is Likelihood.HIGH
    assert not is_confident or categories_of(causes)[0] in right_answers(case)


def test_the_cause_is_mostly_the_first() -> None:
    first = [case["id"] for case in CASES if categories_of(explain(case["text"]).causes)[0] in right_answers(case)]
    assert len(first) >= FIRST_NEEDED * len(CASES)


def test_every_case_is_whole() -> None:
    assert CASES
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert [case["id"] for case in CASES if not right_answers(case) <= set(CATEGORIES) or not case["source"]] == []

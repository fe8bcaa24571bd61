"""What the page shows of a run: every call with the policy that decided it, what mends it, what isn't decided."""

import json
from pathlib import Path
from typing import Any

import pytest

from keypost.checker.check import check
from keypost.policy.reasons import Outcome, PolicyKind
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from keypost.reports.html.fixes import MOST_FAULTS, find_offer
from keypost.reports.wording.page import WORDS
from tests.reports.html.pages import EXAMPLES, build_many, read_data

DENY = EXAMPLES / "3-backup-vault-deny" / "broken.yaml"


@pytest.fixture(scope="module")
def vault() -> Any:
    return read_data(DENY)


def test_the_statement_that_decides_is_named(vault: Any) -> None:
    calls = [vault["calls"][number] for number in vault["deliveries"][0]["calls"]]
    assert {vault["names"][call["decision"]] for call in calls} == {"explicit_deny"}
    [[policy, kind, _, decides]] = calls[0]["policies"]
    assert vault["names"][kind] == "resource"
    number, _ = vault["policies"][policy]["statements"][decides]
    assert vault["statements"][number]["Sid"] == "NobodyElse"


def test_each_statement_says_why(vault: Any) -> None:
    [[_, _, number, _]] = vault["calls"][0]["policies"]
    steps = vault["steps"][number]
    assert [step[:2] for step in steps] == [[0, 0], [1, 1]]
    assert steps[1][3:] == ["Condition", "aws:PrincipalArn"]


def test_a_fix_comes_with_its_diff(vault: Any) -> None:
    [fix] = vault["fixes"]
    first = fix["candidates"][0]
    assert (first["disposition"], first["turns"], first["breaks"]) == ("SAFE", [0], [])
    diff = [vault["names"][number] for number in first["diff"]]
    assert "+                aws:PrincipalIsAWSService: 'false'" in diff
    assert (diff[0][:4], diff[-1]) == ("--- ", "")
    assert vault["unmended"] == 0


def test_of_a_caller_in_the_input_its_own_policies_are_shown() -> None:
    data: Any = read_data(EXAMPLES / "4-queue-fan-out" / "broken.yaml")
    kinds = {data["names"][policy[1]] for call in data["calls"] for policy in call.get("policies", ())}
    assert kinds == {"identity", "resource"}


def test_of_very_many_faults_the_first_are_mended(tmp_path: Path) -> None:
    template = tmp_path / "many.json"
    template.write_text(json.dumps(build_many(targets=42)), encoding="utf-8")
    reading = read_paths([str(template)], ReadOptions())
    result = check(reading, today="2026-11-22")
    offers = [find_offer(reading, result, most=most) for most in (5, MOST_FAULTS)]
    mended = [sum(len(proposal.fixes) for proposal in offer.proposals) for offer in offers]
    assert (mended, [offer.unmended for offer in offers]) == ([5, 14], [9, 0])


def test_whatever_the_script_asks_for_has_words() -> None:
    names = [f"kind.{kind.value}" for kind in PolicyKind] + [f"decision.{outcome.value}" for outcome in Outcome]
    assert set(names) <= WORDS.keys()

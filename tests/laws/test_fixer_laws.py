"""Laws of fixing that hold for every estate: nothing is offered that wasn't decided again."""

import json
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keypost.checker.check import check, decide_reading
from keypost.checker.merge import identify
from keypost.checker.verdict import RANK, Verdict
from keypost.estate.estate import Reading
from keypost.fixer.apply import apply_to_reading
from keypost.fixer.candidate import Candidate, Disposition
from keypost.fixer.change import Changes
from keypost.fixer.fix import find_fixes
from keypost.fixer.gains import AWS_SERVICES, is_within_needs
from keypost.fixer.outlook import Outlook
from keypost.readers.options import ReadOptions
from keypost.readers.read import read_paths
from tests.fixer.templates import Json, build_template

TODAY = "2026-11-22"
READINGS = st.randoms(use_true_random=False).map(build_template)


def read(template: Json) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "t.json"
        file.write_text(json.dumps(template), encoding="utf-8")
        return read_paths([str(file)], ReadOptions())


def find_all(reading: Reading) -> list[Candidate]:
    return [one for fix in find_fixes(reading, check(reading, today=TODAY)) for one in fix.candidates]


def verdicts(reading: Reading, changes: Changes = ()) -> dict[object, Verdict]:
    deliveries = decide_reading(apply_to_reading(changes, reading))
    return {identify(delivery): delivery.verdict for delivery in deliveries}


@settings(max_examples=30, deadline=None)
@given(READINGS)
def test_what_is_offered_turns_its_deliveries_and_makes_none_worse(template: Json) -> None:
    reading = read(template)
    before = verdicts(reading)
    for candidate in find_all(reading):
        after = verdicts(reading, candidate.changes)
        assert candidate.turns
        assert not candidate.breaks
        assert all(after[turned] is Verdict.WORKS and before[turned] is not Verdict.WORKS for turned in candidate.turns)
        assert all(RANK[after[identity]] <= RANK[verdict] for identity, verdict in before.items())


@settings(max_examples=20, deadline=None)
@given(READINGS)
def test_every_part_of_a_candidate_is_needed(template: Json) -> None:
    reading = read(template)
    before = verdicts(reading)
    for candidate in find_all(reading):
        whole = verdicts(reading, candidate.changes)
        for index in range(len(candidate.changes)):
            rest = candidate.changes[:index] + candidate.changes[index + 1 :]
            assert any(
                RANK[verdict] > RANK[min(whole[identity], before[identity], key=RANK.__getitem__)]
                for identity, verdict in verdicts(reading, rest).items()
            )


@settings(max_examples=20, deadline=None)
@given(READINGS)
def test_a_mended_estate_has_nothing_to_mend_for_its_finding(template: Json) -> None:
    reading = read(template)
    for fix in find_fixes(reading, check(reading, today=TODAY)):
        for candidate in fix.candidates[:1]:
            again = find_all(apply_to_reading(candidate.changes, reading))
            assert not {turned for one in again for turned in one.turns} & set(candidate.turns)


@settings(max_examples=20, deadline=None)
@given(READINGS)
def test_safe_adds_no_more_than_paths_need(template: Json) -> None:
    reading = read(template)
    for candidate in find_all(reading):
        if candidate.disposition is Disposition.SAFE:
            named = [gain for gain in candidate.gains if not gain.is_own and gain.principal != AWS_SERVICES]
            assert all(is_within_needs(gain, Outlook(reading, candidate.changes)) for gain in named)


def test_the_shapes_are_many() -> None:
    """The laws are worth something only where estates fail in several ways and are mended in several."""
    kinds = set[object]()
    for seed in range(60):
        kinds |= {one.kind for one in find_all(read(build_template(Random(seed))))}  # noqa: S311  nothing secret
        if len(kinds) >= 7:
            return
    pytest.fail(f"only {kinds}")

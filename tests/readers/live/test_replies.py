"""What the parts make of AWS's answers: spec cases, each with the API's page."""

from typing import Any

import pytest

from keypost.readers.live.all import PARTS
from tests.readers.live.answering import ANSWERED, CASES, fetch_part

BY_NAME = {part.name: part for part in PARTS}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["part"])
def test_an_answer_becomes_records(case: dict[str, Any]) -> None:
    records, missed = fetch_part(BY_NAME[case["part"]], case["replies"])
    told = [{"type": one.type, "id": one.id, "properties": dict(one.properties)} for one in records]
    assert told == case["records"]
    assert not missed


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["part"])
def test_every_answer_that_is_denied_is_told(case: dict[str, Any]) -> None:
    part, replies = BY_NAME[case["part"]], case["replies"]
    for operation in replies:
        _, missed = fetch_part(part, {name: reply for name, reply in replies.items() if name != operation})
        assert {one.action for one in missed} == {part.calls[operation]}, operation


@pytest.mark.parametrize("name", ANSWERED)
def test_every_operation_of_these_parts_is_answered(name: str) -> None:
    assert ANSWERED[name] == set(BY_NAME[name].calls)

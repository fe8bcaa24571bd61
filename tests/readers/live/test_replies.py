"""What the parts make of AWS's answers: spec cases, each with the API's page."""

from pathlib import Path

import pytest
import yaml

from keypost.readers.live.all import PARTS
from tests.readers.live.answering import fetch_part

SPEC = Path(__file__).parents[2] / "spec" / "live"
CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted(SPEC.glob("*.yaml"))
    for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))["cases"])
]
BY_NAME = {part.name: part for part in PARTS}


@pytest.mark.parametrize("case", CASES)
def test_an_answer_becomes_records(case: dict[str, object]) -> None:
    replies, wanted = case["replies"], case["records"]
    assert isinstance(replies, dict)
    assert isinstance(wanted, list)
    records, missed = fetch_part(BY_NAME[str(case["part"])], replies)
    assert [{"type": one.type, "id": one.id, "properties": dict(one.properties)} for one in records] == wanted
    assert not missed


@pytest.mark.parametrize("case", CASES)
def test_every_answer_that_is_denied_is_told(case: dict[str, object]) -> None:
    part, replies = BY_NAME[str(case["part"])], case["replies"]
    assert isinstance(replies, dict)
    for operation in replies:
        _, missed = fetch_part(part, {name: reply for name, reply in replies.items() if name != operation})
        assert {one.action for one in missed} == {part.calls[operation]}, operation


def test_every_operation_of_these_parts_is_answered() -> None:
    answered: dict[str, set[str]] = {}
    for parameter in CASES:
        (case,) = parameter.values
        assert isinstance(case, dict)
        answered.setdefault(case["part"], set()).update(case["replies"])
    assert {name: operations for name, operations in answered.items() if operations != set(BY_NAME[name].calls)} == {}

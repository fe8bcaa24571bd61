"""Suppressions in Metadata, and what becomes of those that can't be understood."""

from pathlib import Path

import pytest

from keypost.estate.estate import Reading
from tests.readers.reading import read

TEMPLATE = """
Metadata:
  keypost:
    ignore:
      - rule: rule-a
        reason: everywhere in this stack
Resources:
  Key:
    Type: AWS::KMS::Key
    Metadata:
      keypost:
        ignore:
          - rules: [rule-b, rule-c]
            reason: accepted
            path: sns-to-sqs
            until: 2026-12-31
          - rule: "*"
            reason: all
  Plain:
    Type: AWS::KMS::Key
    Metadata: {other: tool}
"""


def test_suppressions_of_the_template_and_of_a_resource(tmp_path: Path) -> None:
    reading = read(tmp_path, {"t.yaml": TEMPLATE})
    whole, first, second = reading.suppressions
    assert (whole.rules, whole.resource, whole.stack) == (("rule-a",), None, str(tmp_path / "t.yaml"))
    assert (first.rules, first.resource, first.reason) == (("rule-b", "rule-c"), "Key", "accepted")
    assert (first.path, first.until, first.origin.line) == ("sns-to-sqs", "2026-12-31", 13)
    assert (second.rules, second.until) == (("*",), None)
    assert not reading.gaps


def ignoring(folder: Path, entries: object) -> Reading:
    key = {"Type": "AWS::KMS::Key", "Metadata": {"keypost": {"ignore": entries}}}
    return read(folder, {"t.json": {"Key": key}})


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("text", "names no rule"),
        ({"reason": "why"}, "names no rule"),
        ({"rule": [], "reason": "why"}, "names no rule"),
        ({"rule": "a"}, "gives no reason"),
        ({"rule": "a", "reason": "  "}, "gives no reason"),
        ({"rule": "a", "reason": "why", "until": "next week"}, "next week"),
        ({"rule": "a", "reason": "why", "till": "2026-12-31"}, "till"),
    ],
)
def test_an_entry_that_cant_be_understood_leaves_a_gap(entry: object, says: str, tmp_path: Path) -> None:
    reading = ignoring(tmp_path, [entry, {"rule": "b", "reason": "good"}])
    assert [one.rules for one in reading.suppressions] == [("b",)]
    (gap,) = reading.gaps
    assert says in gap.why.en
    assert gap.what.startswith("Key:")
    assert gap.origin.pointer == "/Resources/Key/Metadata/keypost/ignore/0"


def test_a_list_is_needed(tmp_path: Path) -> None:
    reading = ignoring(tmp_path, {"rule": "a"})
    assert not reading.suppressions
    assert "list" in reading.gaps[0].why.en


def test_an_empty_list_suppresses_nothing(tmp_path: Path) -> None:
    assert ignoring(tmp_path, []).suppressions == ()
    assert ignoring(tmp_path, None).suppressions == ()

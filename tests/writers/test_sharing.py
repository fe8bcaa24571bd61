"""Anchors, aliases and merge keys: only the place that was asked for changes, or all that were."""

import pytest

from keypost.writers.edit import Append, Edit, Insert, Remove, Replace
from tests.writers.texts import edit, refuse, written

POLICIES = """\
A: &policy
  Statement:
    - Sid: a  # first
B: *policy
"""
STATEMENTS = """\
Base: &base
  Effect: Allow
  Action: kms:Decrypt
A:
  - <<: *base
    Sid: one
B:
  - <<: [*base]
"""


def test_an_alias_gives_way_to_an_edited_copy() -> None:
    after = POLICIES.replace("B: *policy\n", "B:\n  Statement:\n    - Sid: a\n    - Sid: b\n")
    assert edit(POLICIES, Append("/B/Statement", {"Sid": "b"})) == after


def test_what_an_anchor_is_used_for_elsewhere_stays_as_it_was() -> None:
    after = """\
    A: &policy
      Statement:
        - Sid: a  # first
        - Sid: b
    B:
      Statement:
        - Sid: a
    """
    assert edit(POLICIES, Append("/A/Statement", {"Sid": "b"})) == written(after)


def test_an_anchor_is_edited_once_where_all_its_uses_are_edited_alike() -> None:
    edits = (Append("/B/Statement", {"Sid": "b"}), Append("/A/Statement", {"Sid": "b"}))
    assert edit(POLICIES, *edits) == POLICIES.replace("# first\n", "# first\n    - Sid: b\n")


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (Replace("/B", "x"), "B: x\n"),
        (Append("/B", "x"), "B:\n  - Statement:\n      - Sid: a\n  - x\n"),
        (Insert("/B", "Id", "x"), "B:\n  Statement:\n    - Sid: a\n  Id: x\n"),
        (Remove("/B/Statement"), "B: {}\n"),
        (Remove("/B/Statement/0/Sid"), "B:\n  Statement:\n    - {}\n"),
        (Remove("/B"), ""),
    ],
)
def test_an_edit_of_an_alias_leaves_its_anchor_alone(asked: Edit, line: str) -> None:
    assert edit(POLICIES, asked) == POLICIES.replace("B: *policy\n", line)


def test_an_anchor_that_goes_away_leaves_copies() -> None:
    assert edit("A: &a [x]\nB: *a\nC: [*a, y]\n", Remove("/A")) == "B: [x]\nC: [[x], 'y']\n".replace("'y'", "y")


def test_an_anchor_inside_what_goes_away_leaves_copies() -> None:
    assert edit("A: {k: &a [x]}\nB: *a\n", Replace("/A", 1)) == "A: 1\nB: [x]\n"


def test_a_key_that_a_merge_brings_is_written_out_where_it_is_edited() -> None:
    after = STATEMENTS.replace("Sid: one\n", "Sid: one\n    Action:\n      - kms:Decrypt\n      - kms:X\n")
    assert edit(STATEMENTS, Append("/A/0/Action", "kms:X")) == after
    after = STATEMENTS + "    Effect: Deny\n"
    assert edit(STATEMENTS, Replace("/B/0/Effect", "Deny")) == after


def test_a_merged_mapping_is_edited_apart_from_those_that_merge_it() -> None:
    after = """\
    Base: &base
      Effect: Deny
      Action: kms:Decrypt
    A:
      - <<: *base
        Sid: one
        Effect: Allow
    B:
      - <<: [*base]
        Effect: Allow
    """
    assert edit(STATEMENTS, Replace("/Base/Effect", "Deny")) == written(after)


def test_what_is_merged_stays_where_its_source_goes_away() -> None:
    after = STATEMENTS.replace("  Effect: Allow\n", "").replace("one\n", "one\n    Effect: Allow\n")
    assert edit(STATEMENTS, Remove("/Base/Effect")) == after + "    Effect: Allow\n"


def test_a_merged_mapping_is_edited_once_where_all_are_edited_alike() -> None:
    edits = tuple(Replace(f"{pointer}/Effect", "Deny") for pointer in ("/A/0", "/Base", "/B/0"))
    assert edit(STATEMENTS, *edits) == STATEMENTS.replace("Effect: Allow", "Effect: Deny")


@pytest.mark.parametrize(
    ("asked", "why", "line"),
    [
        (Remove("/A/0/Effect"), "merged", 5),
        (Insert("/Base", "Sid", "x"), "shared", 2),
        (Remove("/Base"), "shared", 2),
    ],
)
def test_a_merge_that_would_change_is_refused(asked: Edit, why: str, line: int) -> None:
    assert refuse(STATEMENTS, asked)[0] == why
    assert line


def test_a_key_that_overrides_a_merge_needs_no_copy() -> None:
    before = "X: &x {a: 1}\nY: {<<: *x, a: 2}\nZ: *x\n"
    assert edit(before, Replace("/X/a", 3)) == "X: &x {a: 3}\nY: {<<: *x, a: 2}\nZ:\n  a: 1\n"


def test_a_merge_of_several_takes_the_first_that_has_the_key() -> None:
    before = "X: &x {a: 1}\nY: &y\n  <<: *x\n  b: [2]\nZ:\n  <<: [{c: 0}, *y]\n"
    assert edit(before, Append("/Z/b", 3)) == before + "  b: [2, 3]\n"
    assert edit(before, Append("/Z/a", 3)) == before + "  a: [1, 3]\n"


def test_edits_that_only_look_alike_are_made_one_by_one() -> None:
    edits = (
        Append("/A/Statement", 1),
        Append("/B/Statement", value=True),
        Insert("/B", "Id", 1),
        Insert("/B", "Id", 1),
    )
    after = "    - 1\nB:\n  Statement:\n    - Sid: a\n    - true\n  Id: 1\n"
    assert edit(POLICIES, *edits) == POLICIES.replace("B: *policy\n", after)
    assert refuse(POLICIES, Append("/A/Statement", 1), Append("/Gone", 1))[0] == "missing"


def test_an_alias_can_be_a_key() -> None:
    assert edit("A: &k Sid\nB:\n  *k : 1\n", Replace("/B/Sid", 2)) == "A: &k Sid\nB:\n  *k : 2\n"


def test_an_anchor_that_nothing_uses_is_in_nobodys_way() -> None:
    assert edit("A: &a\n  - x\n", Append("/A", "z")) == "A: &a\n  - x\n  - z\n"
    assert edit("A: &a !Sub x\n", Replace("/A/Fn::Sub", "z")) == "A: &a !Sub z\n"
    assert edit("A: &a !Sub x\n", Replace("/A", "z")) == "A: &a z\n"
    assert edit("A: &a []\n", Append("/A", "z")) == "A: &a\n  - z\n"
    assert edit("[{A: &a []}]\n", Append("/0/A", "z")) == "[{A: &a [z]}]\n"


def test_an_item_with_lines_of_its_own_begins_below_its_anchor() -> None:
    """In `- &a k: v` the anchor would be the key's."""
    assert edit("- &a {}\n- 1\n", Insert("/0", "k", "z")) == "- &a\n  k: z\n- 1\n"
    assert edit("A:\n  - &a [] # x\n  - 1\n", Append("/A/0", {"k": 1})) == "A:\n  - &a # x\n    - k: 1\n  - 1\n"
    assert edit("- &a x\n- [1]\n", Replace("/0", ["y"])) == "- &a ['y']\n- [1]\n"


def test_of_anchors_with_one_name_the_last_one_counts() -> None:
    before = "A: &a [x]\nB: *a\nC: &a [z]\nD: *a\n"
    assert edit(before, Append("/D", 1)) == "A: &a [x]\nB: *a\nC: &a [z]\nD: [z, 1]\n"

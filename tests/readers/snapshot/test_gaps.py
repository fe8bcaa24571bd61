"""A gap says which call told nothing, why, and what to do; in both languages."""

import pytest

from keypost.readers.snapshot.gaps import build_missed_gap, build_part_gap
from keypost.readers.snapshot.manifest import Scope
from keypost.readers.snapshot.record import Fault, Missed

SCOPE = Scope("111122223333", "eu-west-1", "s3")


@pytest.mark.parametrize("fault", list(Fault), ids=lambda fault: fault.value)
def test_every_fault_names_the_call_in_both_languages(fault: Fault) -> None:
    gap = build_missed_gap(Missed("s3:GetBucketPolicy", "s3:GetBucketPolicy", "arn:b", fault, "E1", "no"), scope=SCOPE)
    assert "`s3:GetBucketPolicy`" in gap.why.en
    assert "`s3:GetBucketPolicy`" in gap.why.ja
    assert "E1" in gap.why.en
    assert (gap.what, gap.origin.call) == ("arn:b", "s3:GetBucketPolicy arn:b")


def test_a_denied_call_names_the_permission_that_is_missing() -> None:
    missed = Missed("s3:ListBuckets", "s3:ListAllMyBuckets", "", Fault.DENIED, "AccessDenied")
    gap = build_missed_gap(missed, scope=SCOPE)
    assert "the permission `s3:ListAllMyBuckets` is missing" in gap.why.en
    assert gap.what == "111122223333 eu-west-1 s3"


def test_a_part_that_was_never_read_names_its_file() -> None:
    gap = build_part_gap(SCOPE)
    assert gap.origin.file == "111122223333/eu-west-1/s3.jsonl"

"""Filling a hole of the input never contradicts a settled decision, whatever turns out to stand there."""

import pytest

from tests.naive.unknowns import DIGS, Dig, contradict


@pytest.mark.parametrize("into", DIGS)
def test_filling_a_hole_contradicts_nothing(into: Dig) -> None:
    found, spread = contradict(600, seed=1, into=into)
    assert not found, found[0]
    assert spread["undecided"] > spread["cautious"]

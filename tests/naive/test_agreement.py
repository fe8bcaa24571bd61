"""The engine agrees with a slow and obvious evaluator, on generated cases of every shape.

A slice of what `python -m support.agreement 200000` compares.
"""

import pytest

from tests.naive.agreement import compare


@pytest.mark.parametrize("seed", range(5))
def test_both_evaluators_agree(seed: int) -> None:
    agreement = compare(4000, seed=seed)
    assert not agreement.differences, agreement.differences[0]
    assert min(agreement.decided[word] for word in ("allow", "explicit_deny", "implicit_deny")) > 400


@pytest.mark.parametrize("seed", range(2))
def test_settling_an_unknown_key_contradicts_nothing(seed: int) -> None:
    agreement = compare(1500, seed=seed, unknown=1.0)
    assert not agreement.differences, agreement.differences[0]
    assert agreement.decided["undecided"] > agreement.cautious > 0

"""The truth tables of three-valued logic: None is a value that is True in some worlds and False in others."""

from itertools import product

import pytest

from keypost.policy.logic import agree, all_of, any_of, both, either, negate
from keypost.unknown import Tri

TRIS: tuple[Tri, ...] = (True, False, None)
PAIRS = list(product(TRIS, repeat=2))


def worlds(value: Tri) -> set[bool]:
    return {True, False} if value is None else {value}


def settle(answers: set[bool]) -> Tri:
    return answers.pop() if len(answers) == 1 else None


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_two_values_combine_as_in_every_world(left: Tri, right: Tri) -> None:
    chosen = list(product(worlds(left), worlds(right)))
    assert both(left, right) is settle({one and other for one, other in chosen})
    assert either(left, right) is settle({one or other for one, other in chosen})


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_alternatives_agree_only_on_the_same_answer(left: Tri, right: Tri) -> None:
    assert agree(left, right) is (left if (left, right) in ((True, True), (False, False)) else None)


@pytest.mark.parametrize("value", TRIS)
def test_the_opposite_holds_in_the_other_worlds(value: Tri) -> None:
    assert negate(value) is settle({not one for one in worlds(value)})


@pytest.mark.parametrize("values", [few for size in range(4) for few in product(TRIS, repeat=size)])
def test_many_values_combine_as_in_every_world(values: tuple[Tri, ...]) -> None:
    chosen = list(product(*map(worlds, values)))
    assert any_of(values) is settle({any(one) for one in chosen})
    assert all_of(values) is settle({all(one) for one in chosen})

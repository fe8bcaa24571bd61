"""How the names of operators are taken apart and put together."""

import pytest

from keypost.policy.conditions.operators import NULL, OPERATORS, Spelling, join_operator, split_operator
from keypost.policy.document import Quantifier


@pytest.mark.parametrize("quantifier", Quantifier)
@pytest.mark.parametrize("if_exists", [False, True])
@pytest.mark.parametrize("name", OPERATORS)
def test_an_operator_is_put_together_as_it_was_taken_apart(
    name: str, quantifier: Quantifier, *, if_exists: bool
) -> None:
    spelling = Spelling(name, quantifier, if_exists)
    written = join_operator(spelling)
    assert split_operator(written) == split_operator(written.upper()) == spelling


@pytest.mark.parametrize(
    ("written", "spelling"),
    [
        ("Null", Spelling(NULL)),
        ("null", Spelling(NULL)),
        ("ForAnyValue:StringLikeIfExists", Spelling("StringLike", Quantifier.FOR_ANY, if_exists=True)),
        ("ForAllValues:ArnLike", Spelling("ArnLike", Quantifier.FOR_ALL)),
        ("NullIfExists", None),
        ("ForAnyValue:Null", None),
        ("ForAllValues:NullIfExists", None),
        (":StringEquals", None),
        ("ForSomeValues:StringEquals", None),
        ("StringEqual", None),
        ("IfExists", None),
        ("", None),
    ],
)
def test_only_operators_of_iam_are_taken_apart(written: str, spelling: Spelling | None) -> None:
    assert split_operator(written) == spelling

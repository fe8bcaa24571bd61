"""What a reading takes for granted, in words."""

import pytest

from keypost.estate.estate import Assumption
from keypost.reports.assumptions import say_assumptions


@pytest.mark.parametrize(
    ("value", "en", "ja"),
    [
        ("prod", "`Stage` is `prod`", "`Stage` が `prod`"),
        ("≠ prod", "`Stage` isn't `prod`", "`Stage` が `prod` 以外"),
        ("≠ dev, prod", "`Stage` isn't `dev` or `prod`", "`Stage` が `dev`、`prod` 以外"),
    ],
)
def test_a_value_and_any_other_value_are_told_apart(value: str, en: str, ja: str) -> None:
    said = say_assumptions([Assumption("Stage", value)])
    assert (said.en, said.ja) == (en, ja)

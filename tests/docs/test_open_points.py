"""The page of open points is the table in code, and says what each decision rests on."""

import pytest

from support.open_point_pages import NAMES, render_page
from support.page_pairs import page_of

MEND = "mend with: ./x python -m support.open_point_pages"


@pytest.mark.parametrize("language", NAMES)
def test_the_page_is_the_table(language: str) -> None:
    assert page_of(NAMES[language]).read_text(encoding="utf-8") == render_page(language), MEND

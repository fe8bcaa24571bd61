"""The page of causes is written from what stands in code, and every cause leads to a page."""

import pytest

from keypost.checker.rules.registry import RULES
from keypost.diagnosis.causes.all import load_causes
from keypost.reports.causes import list_own_causes
from support.cause_pages import NAMES, render_page
from support.page_pairs import page_of

MEND = "mend with: ./x python -m support.cause_pages"


@pytest.mark.parametrize("language", NAMES)
def test_the_page_is_what_the_causes_say(language: str) -> None:
    assert page_of(NAMES[language]).read_text(encoding="utf-8") == render_page(language), MEND


def test_every_cause_is_a_rule_or_has_a_source_of_its_own() -> None:
    assert set(load_causes()) - set(RULES) == set(list_own_causes())

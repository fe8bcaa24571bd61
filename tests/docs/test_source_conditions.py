"""The page of condition keys that services send is what the catalogue says."""

import pytest

from keypost.catalogue.declare import Absent
from support.page_pairs import page_of
from support.source_key_pages import NAMES, list_rows, render_page

MEND = "mend with: ./x python -m support.source_key_pages"


@pytest.mark.parametrize("language", NAMES)
def test_the_page_is_what_the_catalogue_says(language: str) -> None:
    assert page_of(NAMES[language]).read_text(encoding="utf-8") == render_page(language), MEND


def test_eventbridge_sends_a_topics_key_neither() -> None:
    """https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html."""
    [row] = [row for row in list_rows() if row.path.id == "eventbridge-rule-to-sns"]
    assert row.actions == ("kms:GenerateDataKey", "kms:Decrypt")
    assert [type(value) for value in row.values] == [Absent, Absent]

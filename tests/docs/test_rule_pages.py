"""Every rule has a page in both languages, written from what stands in the repository now."""

import pytest

from keypost.checker.rules.registry import RULES, load_rule
from keypost.text import LANGUAGES
from support.path_words import name_page
from support.rule_pages import FOLDER, render_index, render_page

MEND = "mend with: ./x python -m support.rule_pages"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule_id", RULES)
def test_the_page_is_fresh(rule_id: str, language: str) -> None:
    page = FOLDER / name_page(rule_id, language)
    assert page.read_text(encoding="utf-8") == render_page(load_rule(rule_id), language), MEND


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule_id", RULES)
def test_the_example_shows_the_rule(rule_id: str, language: str) -> None:
    """The output names the rule; a rule that no template can show says so instead."""
    page = (FOLDER / name_page(rule_id, language)).read_text(encoding="utf-8")
    outputs = page.split("```console")[1:]
    if (FOLDER / "examples" / f"{rule_id}.yaml").exists():
        assert [rule_id in output.split("```")[0].split("\n", 2)[2] for output in outputs] == [True]
    else:
        assert outputs == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_is_fresh(language: str) -> None:
    assert (FOLDER / name_page("README", language)).read_text(encoding="utf-8") == render_index(language), MEND


def test_nothing_is_left_of_rules_that_are_gone() -> None:
    written = {file.name.split(".")[0] for file in FOLDER.rglob("*") if file.is_file()} - {"README"}
    assert written == set(RULES)

"""Every rule has a page in both languages, written from what stands in the repository now."""

import pytest

from keypost.checker.rules.registry import RULES, load_rule
from support.rule_pages import FOLDER, render_index, render_page

MEND = "mend with: ./x python -m support.rule_pages"


@pytest.mark.parametrize("rule_id", RULES)
def test_the_page_is_fresh(rule_id: str) -> None:
    assert (FOLDER / f"{rule_id}.md").read_text(encoding="utf-8") == render_page(load_rule(rule_id)), MEND


@pytest.mark.parametrize("rule_id", RULES)
def test_the_example_shows_the_rule(rule_id: str) -> None:
    """In both languages the output names the rule; a rule that no template can show says so instead."""
    page = (FOLDER / f"{rule_id}.md").read_text(encoding="utf-8")
    shown = page.count("```console")
    if (FOLDER / "examples" / f"{rule_id}.yaml").exists():
        outputs = page.split("```console")[1:]
        assert shown == 2
        assert [rule_id in output.split("```")[0].split("\n", 2)[2] for output in outputs] == [True, True]
    else:
        assert shown == 0


def test_the_index_is_fresh() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == render_index(), MEND


def test_nothing_is_left_of_rules_that_are_gone() -> None:
    written = {file.stem for file in FOLDER.rglob("*") if file.is_file()} - {"README"}
    assert written == set(RULES)

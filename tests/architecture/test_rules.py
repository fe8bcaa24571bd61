"""A rule stands in a file of its own, is listed, and is documented in both languages."""

from pathlib import Path

from tests.architecture.registry import find_unlisted, identify, read_pages
from tests.architecture.source import PACKAGE, ROOT, is_japanese, list_members

RULES = PACKAGE / "checker" / "rules"
REGISTRY = RULES / "registry.py"
PAGES = ROOT / "docs" / "rules"


def list_rules() -> list[Path]:
    """Return the file of every rule."""
    return [module for module in list_members(RULES) if module != REGISTRY]


def test_the_registry_lists_every_rule() -> None:
    assert find_unlisted(list_rules(), registry=REGISTRY) == []


def test_every_rule_has_a_page_in_both_languages() -> None:
    pages = read_pages(PAGES)
    rules = {identify(module) for module in list_rules()}
    assert sorted({f"{rule}{ending}" for rule in rules for ending in ("", ".ja")} ^ set(pages)) == []
    assert [name for name, page in pages.items() if name.partition(".")[0] not in page] == []
    assert [name for name, page in pages.items() if is_japanese(page.splitlines()[0]) != name.endswith(".ja")] == []

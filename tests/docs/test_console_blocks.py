"""Every command that a page shows, run again, prints what stands below it."""

import re
from pathlib import Path

import pytest

from support import console_blocks
from support.console_blocks import ROOT, find_pages, refresh

# Pages of rules are written whole, and compared whole in test_rule_pages.py.
PAGES = {page.relative_to(ROOT).as_posix(): page for page in find_pages() if page.parent != ROOT / "docs" / "rules"}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_shows_what_its_commands_print(name: str) -> None:
    text = PAGES[name].read_text(encoding="utf-8")
    assert text == refresh(text), "mend with: ./x python -m support.console_blocks"


def test_the_readmes_show_commands() -> None:
    assert {"README.md", "README.ja.md"} <= PAGES.keys()


def test_a_prompt_stands_in_a_console_block_only() -> None:
    """A command in another kind of block would never be run."""
    for page in ROOT.glob("docs/**/*.md"):
        outside = re.sub(console_blocks.FENCE, "", page.read_text(encoding="utf-8"))
        assert not re.search(r"^ *\$ keypost", outside, re.MULTILINE), page


def test_a_block_is_rewritten_with_exit_codes() -> None:
    text = "A\n\n```console\n$ keypost --version\nold\n$ echo $?\n7\n```\n\nB\n"
    version = console_blocks.run("keypost --version")[0].strip()
    assert refresh(text) == f"A\n\n```console\n$ keypost --version\n{version}\n$ echo $?\n0\n```\n\nB\n"


def test_a_block_runs_nothing_but_keypost() -> None:
    with pytest.raises(ValueError, match="runs keypost only"):
        console_blocks.run("rm file")


def test_pages_are_rewritten_in_place(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ keypost --version\n```\n", encoding="utf-8")
    assert console_blocks.main([str(page)]) == 0
    assert "keypost 0" in page.read_text(encoding="utf-8")

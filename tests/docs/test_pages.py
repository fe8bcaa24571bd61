"""Pages lead somewhere, and say in Japanese what they say in English."""

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from support.console_blocks import ROOT
from tests.architecture.source import is_japanese

LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^ *```.*?^ *```$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)


def list_pages() -> list[Path]:
    """Return every tracked page for the people who use Keypost."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", "*.md"],  # noqa: S607 -- git is looked up where the user has it
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / name for name in filter(None, listed.stdout.split("\0")) if (ROOT / name).is_file()]


PAGES = {page.relative_to(ROOT).as_posix(): page for page in list_pages()}
TRANSLATED = {name: page for name, page in PAGES.items() if page.with_suffix(".ja.md").exists()}
IN_ENGLISH_ONLY = {"CHANGELOG.md"}


def read_prose(page: Path) -> str:
    """Return the page without its blocks of code."""
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def anchor(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    kept = re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading).lower())
    return kept.replace(" ", "-")


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    page = PAGES[name]
    for link in LINK.findall(read_prose(page)):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        file, _, fragment = unquote(link).partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), link
        if fragment and target.suffix == ".md":
            anchors = {anchor(title) for _, title in HEADING.findall(read_prose(target))}
            assert fragment.lower() in anchors, link


@pytest.mark.parametrize("name", sorted(set(PAGES) - IN_ENGLISH_ONLY))
def test_every_page_is_there_in_japanese(name: str) -> None:
    """On the page itself, or beside it as `NAME.ja.md`."""
    page = PAGES[name]
    if name.startswith(("docs/", "examples/", "README")):
        assert name in TRANSLATED or is_japanese(read_prose(page))


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_translation_has_the_same_sections_and_commands(name: str) -> None:
    english, japanese = PAGES[name], PAGES[name].with_suffix(".ja.md")
    assert outline(english) == outline(japanese)
    assert is_japanese(read_prose(japanese))


@pytest.mark.parametrize("name", [name for name in PAGES if name.endswith(".ja.md")])
def test_a_japanese_page_leads_to_japanese_pages(name: str) -> None:
    """Only the link to its own English page leads to one."""
    page = PAGES[name]
    own = page.name.replace(".ja.md", ".md")
    for link in LINK.findall(read_prose(page)):
        file = unquote(link).partition("#")[0]
        if file.endswith(".md") and not file.endswith(".ja.md") and "://" not in file and file != own:
            assert not (page.parent / file).with_suffix(".ja.md").exists(), link


def outline(page: Path) -> list[str]:
    """Return the levels of the headings and the commands shown, in order."""
    text = page.read_text(encoding="utf-8")
    found = re.findall(r"^(#+) |^ *\$ (keypost .*)$", text, re.MULTILINE)
    return [level or re.sub(r" --lang \w+", "", command) for level, command in found]

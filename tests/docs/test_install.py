"""Keypost isn't on PyPI: no page and no hint lets anybody take a package of that name from there."""

import re
import subprocess
import sys
import tomllib

import pytest

from keypost.errors import tell_extra
from support.console_blocks import ROOT
from tests.docs.test_pages import PAGES

# What an installer is told to take, quoted or not: `pip install`, `uv tool install`, `uvx --from`, `pipx run` ...
FROM_AN_INDEX = re.compile(
    r"""(?:\bpip install|\btool install|\badd|\bpipx (?:run|install)|\buvx|--from["',]*)\s+(?:-\S+\s+)*"""
    r"""["'`]?keypost(?:\[[^\]]+\])?(?![\w/\[-])(?!\s*@)"""
)
TOLD = [
    *PAGES.values(),
    *sorted((ROOT / "src").rglob("*.py")),
    *(ROOT / name for name in ("action.yml", "templates/keypost.yml", ".pre-commit-hooks.yaml")),
]


def test_nothing_is_taken_from_an_index() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in TOLD
        for line in file.read_text(encoding="utf-8").splitlines()
        if FROM_AN_INDEX.search(line)
    ]
    assert not found


@pytest.mark.parametrize(
    "line",
    [
        "pip install keypost",
        "pip install 'keypost[mcp]'",
        'pip install -q "keypost[live,sam]"',
        '["--from", "keypost[mcp]", "keypost"]',
        "uv tool install keypost",
        "uvx keypost check .",
    ],
)
def test_what_would_be_taken_from_an_index_is_seen(line: str) -> None:
    assert FROM_AN_INDEX.search(line)


@pytest.mark.parametrize("page", ["docs/install.md", "docs/install.ja.md"])
def test_the_page_has_every_extra(page: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    rows = re.findall(r"^\| `(\w+)` \|", PAGES[page].read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(project["optional-dependencies"])


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_hint_names_the_extra_and_a_source(language: str) -> None:
    hint = tell_extra("mcp").in_language(language)
    assert "./x install DIR mcp" in hint
    assert '"keypost[mcp] @ SOURCE"' in hint


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "keypost", "--version"], check=True, capture_output=True, text=True)
    assert done.stdout.startswith("keypost ")

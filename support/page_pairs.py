"""Generated pages that stand in docs/ once for each language."""

from collections.abc import Callable, Mapping
from pathlib import Path

from support.console_blocks import ROOT


def page_of(name: str) -> Path:
    """Return where the page stands."""
    return ROOT / "docs" / name


def write_pages(names: Mapping[str, str], render: Callable[[str], str]) -> int:
    """Write the page of each language under its name; return the exit code."""
    for language, name in names.items():
        page_of(name).write_text(render(language), encoding="utf-8")
    return 0

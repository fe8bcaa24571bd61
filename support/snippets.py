"""The YAML that the documentation shows for pipelines, and what it is for."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from support.bootstrap import ROOT

_FENCE = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# What a reader fills in, filled in.
_FILLED = (("OWNER/keypost", "example/keypost"), ("COMMIT", "0123456789abcdef0123456789abcdef01234567"))
# A key that only this kind has, and the name of its schema in check-jsonschema; pre-commit validates its own.
_KINDS = (
    ("repos", "pre-commit"),
    ("jobs", "vendor.github-workflows"),
    ("include", "vendor.gitlab-ci"),
    ("keypost", "vendor.gitlab-ci"),  # a job
    ("steps", "vendor.azure-pipelines"),
)


class Snippet(NamedTuple):
    """A block of YAML of a page, filled in: its text, what it holds, and the name of its schema."""

    text: str
    data: Any
    schema: str


def read_snippets(page: Path) -> Iterator[Snippet]:
    """Yield what the page shows.

    Raises:
        StopIteration: a block is none of the kinds.
    """
    for text in _FENCE.findall(page.read_text(encoding="utf-8")):
        for placeholder, value in _FILLED:
            text = text.replace(placeholder, value)  # noqa: PLW2901 -- filled in one after the other
        data = yaml.safe_load(text)
        yield Snippet(text, data, next(schema for key, schema in _KINDS if key in data))


def list_pages() -> list[Path]:
    """Return the page about ready-made parts, in its languages."""
    return sorted((ROOT / "docs").glob("pipelines*.md"))


def list_report_pages() -> list[Path]:
    """Return the page about reports, in its languages."""
    return sorted((ROOT / "docs").glob("reports-in-pipelines*.md"))
